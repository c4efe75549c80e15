using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Portal;

/// <summary>Reads and nothing else; repeats by itself after any failure that may pass.</summary>
public sealed class PortalReader
{
    private const int PageSize = 50;

    private readonly PortalSession session;

    internal PortalReader(PortalSession session) => this.session = session;

    public PortalSettings Settings => session.Settings;

    public PortalStats Stats => session.Stats;

    public async Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync([Read(method, parameters)], halt: false, repeatable: true, direct: true, cancellationToken);
        return Value(answer[0]);
    }

    /// <summary>Number of leads under a filter.</summary>
    public async Task<int?> CountAsync(JsonObject filter, CancellationToken cancellationToken)
    {
        var call = Read("crm.lead.list", new JsonObject { ["filter"] = filter, ["select"] = new JsonArray("ID"), ["start"] = 0 });
        var answer = await session.SendAsync([call], halt: false, repeatable: true, direct: true, cancellationToken);
        return (answer[0] as CallResult)?.Total;
    }

    /// <summary>All rows of a small dictionary, whatever its paging.</summary>
    public async Task<List<JsonElement>> AllAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        int? start = 0;
        while (start is not null)
        {
            var page = (JsonObject)parameters.DeepClone();
            page["start"] = start;
            var answer = await session.SendAsync([Read(method, page)], halt: false, repeatable: true, direct: true, cancellationToken);
            rows.AddRange(Value(answer[0]).EnumerateArray());
            start = (answer[0] as CallResult)?.Next;
        }

        return rows;
    }

    public async Task<IReadOnlyList<CallAnswer>> BatchAsync(IReadOnlyList<PortalCall> calls, CancellationToken cancellationToken)
    {
        var answers = new List<CallAnswer>(calls.Count);
        foreach (var call in calls)
        {
            Read(call.Method, call.Parameters);
        }

        foreach (var chunk in calls.Chunk(PortalWire.BatchSize))
        {
            answers.AddRange(await session.SendAsync(chunk, halt: false, repeatable: true, direct: chunk.Length == 1, cancellationToken));
        }

        return answers;
    }

    /// <summary>
    /// Every lead under a filter, by rising id. The first page goes alone; while pages stay full, up to 50 pages are chained
    /// inside one batch, each starting after the last id of the one before.
    /// </summary>
    public async IAsyncEnumerable<JsonElement> LeadsAsync(JsonObject filter, IReadOnlyList<string> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        var pages = 1;
        while (true)
        {
            var answers = await session.SendAsync(Chain(filter, select, last, pages), halt: true, repeatable: true, direct: pages == 1, cancellationToken);
            foreach (var answer in answers)
            {
                if (answer is CallNotExecuted)
                {
                    break;
                }

                var rows = Value(answer);
                foreach (var row in rows.EnumerateArray())
                {
                    last = IdOf(row);
                    yield return row;
                }

                if (rows.GetArrayLength() < PageSize)
                {
                    yield break;
                }
            }

            pages = Math.Min(PortalWire.BatchSize, pages * 4);
        }
    }

    /// <summary>Several filters at once, grouped into batches; pages behind a full first page are fetched one filter at a time.</summary>
    public async IAsyncEnumerable<(int Filter, JsonElement Lead)> LeadsOfManyAsync(
        IReadOnlyList<JsonObject> filters, IReadOnlyList<string> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var from = 0; from < filters.Count; from += PortalWire.BatchSize)
        {
            var calls = filters.Skip(from).Take(PortalWire.BatchSize).Select(filter => Page(filter, select, 0)).ToList();
            var answers = await BatchAsync(calls, cancellationToken);
            for (var i = 0; i < answers.Count; i++)
            {
                var rows = Value(answers[i]);
                if (rows.GetArrayLength() < PageSize)
                {
                    foreach (var row in rows.EnumerateArray())
                    {
                        yield return (from + i, row);
                    }

                    continue;
                }

                await foreach (var row in LeadsAsync(filters[from + i], select, cancellationToken))
                {
                    yield return (from + i, row);
                }
            }
        }
    }

    public static PortalCall ByIds(IEnumerable<LeadId> ids, IReadOnlyList<string> select) => Read("crm.lead.list", new JsonObject
    {
        ["filter"] = new JsonObject { ["@ID"] = new JsonArray([.. ids.Select(id => (JsonNode)id.Value)]) },
        ["select"] = Names(select),
        ["order"] = new JsonObject { ["ID"] = "ASC" },
        ["start"] = -1,
    });

    public static PortalCall ById(LeadId id) => new("crm.lead.get", new JsonObject { ["id"] = id.Value });

    private static List<PortalCall> Chain(JsonObject filter, IReadOnlyList<string> select, long after, int pages)
    {
        var calls = new List<PortalCall>(pages) { Page(filter, select, after) };
        for (var i = 1; i < pages; i++)
        {
            calls.Add(Page(filter, select, $"$result[c{i - 1}][{PageSize - 1}][ID]"));
        }

        return calls;
    }

    private static PortalCall Page(JsonObject filter, IReadOnlyList<string> select, JsonNode after)
    {
        var keyset = (JsonObject)filter.DeepClone();
        keyset[">ID"] = after;
        return new PortalCall("crm.lead.list", new JsonObject
        {
            ["filter"] = keyset,
            ["select"] = Names(select),
            ["order"] = new JsonObject { ["ID"] = "ASC" },
            ["start"] = -1,
        });
    }

    private static JsonArray Names(IReadOnlyList<string> select) => new([.. select.Select(name => (JsonNode)name)]);

    private static long IdOf(JsonElement row) => long.Parse(row.GetProperty("ID").ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static PortalCall Read(string method, JsonObject parameters)
    {
        var verb = method[(method.LastIndexOf('.') + 1)..];
        return verb is "list" or "get" or "fields" or "current" or "profile" or "scope" or "time" or "findbycomm" or "types"
            ? new PortalCall(method, parameters)
            : throw new ArgumentException($"{method} is not a read", nameof(method));
    }

    private static JsonElement Value(CallAnswer answer) => answer switch
    {
        CallResult result => result.Value,
        CallFailure failure => throw new PortalException(failure.Error),
        _ => throw new PortalException(PortalError.Of("", "no usable answer", 502)),
    };
}
