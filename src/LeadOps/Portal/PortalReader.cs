using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal.Leads;

namespace LeadOps.Portal;

/// <summary>Reads and nothing else; repeats by itself after any failure that may pass.</summary>
public sealed class PortalReader
{
    private const int PageSize = LeadQuery.PageSize;

    /// <summary>All fields of fifty leads are about a hundred kilobytes; few such pages in flight keep memory small.</summary>
    private const int WideSelect = 20;
    private const int WidePages = 12;

    private readonly PortalSession session;

    internal PortalReader(PortalSession session) => this.session = session;

    public PortalSettings Settings => session.Settings;

    public PortalStats Stats => session.Stats;

    public LeadApi Leads => session.Leads;

    public async Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(
            [Read(method, parameters)],
            halt: false,
            repeatable: true,
            direct: true,
            cancellationToken
        );
        return Value(answer[0]);
    }

    /// <summary>Name and size of a file behind an address that the portal gave; null when it does not give the file.</summary>
    public Task<(string Name, long Size)?> FileAsync(string address, CancellationToken cancellationToken) =>
        session.FileAsync(address, cancellationToken);

    /// <summary>Number of leads under a filter.</summary>
    public async Task<int?> CountAsync(JsonObject filter, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(
            [Leads.Query(filter, ["ID"]).Counted()],
            halt: false,
            repeatable: true,
            direct: true,
            cancellationToken
        );
        return (answer[0] as CallResult)?.Total;
    }

    /// <summary>All rows of a small dictionary whose first page has come, whatever its paging.</summary>
    public async Task<List<JsonElement>> AllAsync(
        PortalCall call,
        CallAnswer first,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<JsonElement>(Value(first).EnumerateArray());
        for (var start = (first as CallResult)?.Next; start is not null; )
        {
            var page = (JsonObject)call.Parameters.DeepClone();
            page["start"] = start;
            var answer = (
                await session.SendAsync(
                    [Read(call.Method, page)],
                    halt: false,
                    repeatable: true,
                    direct: true,
                    cancellationToken
                )
            )[0];
            rows.AddRange(Value(answer).EnumerateArray());
            start = (answer as CallResult)?.Next;
        }

        return rows;
    }

    /// <summary>
    /// Independent calls, answers in their order. What only failed for the moment is repeated; an error of one call is its
    /// answer, what concerns all of them is thrown.
    /// </summary>
    public async Task<IReadOnlyList<CallAnswer>> BatchAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    )
    {
        var answers = new CallAnswer[calls.Count];
        var open = Enumerable.Range(0, calls.Count).ToList();
        calls.ToList().ForEach(call => Read(call.Method, call.Parameters));
        for (var attempt = 1; open.Count > 0; )
        {
            foreach (var chunk in Requests(calls, open))
            {
                var received = await session.SendAsync(
                    [.. chunk.Select(i => calls[i])],
                    halt: false,
                    repeatable: true,
                    direct: chunk.Length == 1,
                    cancellationToken
                );
                for (var i = 0; i < chunk.Length; i++)
                {
                    answers[chunk[i]] = received[i];
                }
            }

            open = [.. open.Where(i => answers[i] is CallUnknown or CallNotExecuted)];
            if (open.Count == 0)
            {
                break;
            }

            // A limit ends by itself, however often it is met; anything else is given up at some point.
            attempt += open.TrueForAll(i => answers[i] is CallNotExecuted { IsLimit: true }) ? 0 : 1;
            if (attempt > PortalSession.Attempts)
            {
                throw new PortalException(
                    PortalError.Of("", $"nothing usable to {calls[open[0]].Method}: {Reason(answers[open[0]])}", 502)
                );
            }

            await session.BackOffAsync(attempt, Reason(answers[open[0]]), cancellationToken);
        }

        return answers;
    }

    /// <summary>
    /// Every lead under a filter, by rising id. The first page goes alone; while pages stay full, up to 50 pages are chained
    /// inside one batch, each starting after the last id of the one before.
    /// </summary>
    public IAsyncEnumerable<JsonElement> LeadsAsync(
        JsonObject filter,
        IReadOnlyList<string> select,
        CancellationToken cancellationToken
    ) => LeadsAfterAsync(Leads.Query(filter, select), FirstId(filter), MostPages(select), cancellationToken);

    private static int MostPages(IReadOnlyList<string> select) =>
        select.Count > WideSelect ? WidePages : PortalWire.BatchSize;

    private async IAsyncEnumerable<JsonElement> LeadsAfterAsync(
        LeadQuery query,
        long last,
        int mostPages,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var pages = 1;
        var mayChain = !query.After(0).NeedsDirect;
        while (true)
        {
            pages = mayChain ? Math.Min(mostPages, pages) : 1;
            var answers = await session.SendAsync(
                Chain(query, last, pages),
                halt: true,
                repeatable: true,
                direct: pages == 1,
                cancellationToken
            );
            var (progress, resolved) = (false, true);
            foreach (var answer in answers)
            {
                if (answer is CallNotExecuted or CallUnknown)
                {
                    break;
                }

                var rows = Rows(answer);
                if (!ContinuesAfter(last, rows))
                {
                    resolved = false;
                    break;
                }

                progress = true;
                foreach (var row in rows)
                {
                    last = IdOf(row);
                    yield return row;
                }

                if (rows.Count < PageSize)
                {
                    yield break;
                }
            }

            if (!resolved && pages == 1)
            {
                throw new PortalException(
                    PortalError.Of(
                        "",
                        $"a page of leads that does not continue the last one: it ignores `filter[>{query.IdKey}]`",
                        500
                    )
                );
            }

            // A portal that does not resolve references is read page by page.
            mayChain &= resolved;
            pages = progress ? pages * 4 : 1;
        }
    }

    private List<JsonElement> Rows(CallAnswer answer) => [.. Leads.Rows(Value(answer))];

    private static bool ContinuesAfter(long last, List<JsonElement> rows)
    {
        foreach (var row in rows)
        {
            if (IdOf(row) <= last)
            {
                return false;
            }

            last = IdOf(row);
        }

        return true;
    }

    /// <summary>Several filters at once, grouped into batches; pages behind a full first page are fetched one filter at a time.</summary>
    public async IAsyncEnumerable<(int Filter, JsonElement Lead)> LeadsOfManyAsync(
        IReadOnlyList<JsonObject> filters,
        IReadOnlyList<string> select,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var from = 0; from < filters.Count; from += PortalWire.BatchSize)
        {
            var queries = filters
                .Skip(from)
                .Take(PortalWire.BatchSize)
                .Select(filter => Leads.Query(filter, select))
                .ToList();
            var answers = await BatchAsync(
                [.. queries.Select((query, i) => query.After(FirstId(filters[from + i])))],
                cancellationToken
            );
            for (var i = 0; i < answers.Count; i++)
            {
                var rows = Rows(answers[i]);
                foreach (var row in rows)
                {
                    yield return (from + i, row);
                }

                if (rows.Count < PageSize || FitsOnePage(filters[from + i]))
                {
                    continue;
                }

                await foreach (
                    var row in LeadsAfterAsync(
                        queries[i],
                        IdOf(rows[PageSize - 1]),
                        MostPages(select),
                        cancellationToken
                    )
                )
                {
                    yield return (from + i, row);
                }
            }
        }
    }

    /// <summary>A filter's own `>ID` is where the paging begins, because the paging needs that key.</summary>
    private static long FirstId(JsonObject filter) =>
        filter.TryGetPropertyValue(">ID", out var after)
        && long.TryParse(after?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id
            : 0;

    private static bool FitsOnePage(JsonObject filter) => filter["@ID"] is JsonArray { Count: <= PageSize };

    /// <summary>Full batches of what a batch can carry; the rest by requests of their own.</summary>
    private static IEnumerable<int[]> Requests(IReadOnlyList<PortalCall> calls, List<int> open) =>
        open.Where(i => !calls[i].NeedsDirect)
            .Chunk(PortalWire.BatchSize)
            .Concat(open.Where(i => calls[i].NeedsDirect).Select(i => new[] { i }));

    private static string Reason(CallAnswer answer) =>
        answer switch
        {
            CallUnknown unknown => unknown.Reason,
            CallNotExecuted notExecuted => notExecuted.Reason,
            _ => "",
        };

    /// <summary>At most fifty leads by their ids.</summary>
    public PortalCall ByIds(IEnumerable<LeadId> ids, IReadOnlyList<string> select) =>
        Leads
            .Query(new JsonObject { ["@ID"] = new JsonArray([.. ids.Select(id => (JsonNode)id.Value)]) }, select)
            .Only();

    /// <summary>At most fifty leads by their fixture keys.</summary>
    public PortalCall ByKeys(string originator, IEnumerable<string> keys, IReadOnlyList<string> select) =>
        Leads
            .Query(
                new JsonObject
                {
                    ["=ORIGINATOR_ID"] = originator,
                    ["@ORIGIN_ID"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]),
                },
                select
            )
            .Only();

    public static PortalCall ById(LeadId id) => new("crm.lead.get", new JsonObject { ["id"] = id.Value });

    private static List<PortalCall> Chain(LeadQuery query, long after, int pages) =>
        [query.After(after), .. Enumerable.Range(0, pages - 1).Select(page => query.Following($"c{page}"))];

    private static long IdOf(JsonElement row) =>
        long.Parse(row.GetProperty("ID").ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static PortalCall Read(string method, JsonObject parameters)
    {
        var verb = method[(method.LastIndexOf('.') + 1)..];
        return
            verb
                is "list"
                    or "get"
                    or "fields"
                    or "current"
                    or "profile"
                    or "scope"
                    or "time"
                    or "findbycomm"
                    or "types"
                    or "search"
                    or "admin"
                    or "methods"
            || method is "crm.status.entity.items" or "crm.enum.ownertype" or "app.info"
            ? new PortalCall(method, parameters)
            : throw new ArgumentException($"{method} is not a read", nameof(method));
    }

    private static JsonElement Value(CallAnswer answer) =>
        answer switch
        {
            CallResult result => result.Value,
            CallFailure failure => throw new PortalException(failure.Error),
            _ => throw new PortalException(PortalError.Of("", "no usable answer", 502)),
        };
}
