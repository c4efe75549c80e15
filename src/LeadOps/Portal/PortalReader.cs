using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal.Leads;

namespace LeadOps.Portal;

/// <summary>Reads and nothing else; repeats by itself after any failure that may pass.</summary>
public sealed class PortalReader
{
    private readonly PortalSession session;
    private readonly LeadLists lists;

    internal PortalReader(PortalSession session, LeadApi leads, LeadExtent? extent)
    {
        this.session = session;
        Leads = leads;
        Extent = extent;
        lists = new LeadLists(session, this);
    }

    public PortalSettings Settings => session.Settings;

    public PortalStats Stats => session.Stats;

    /// <summary>The API by which this reader asks for leads.</summary>
    public LeadApi Leads { get; }

    /// <summary>How far the portal's leads reach, when that was just asked.</summary>
    internal LeadExtent? Extent { get; }

    public async Task<JsonElement> CallAsync(
        string method,
        JsonObject parameters,
        CancellationToken cancellationToken
    ) => ReadCalls.Value((await SendAsync(ReadCalls.Checked(method, parameters), cancellationToken)));

    /// <summary>
    /// Name and size of a file behind an address that the portal gave; null when it does not give the file.
    /// </summary>
    public Task<(string Name, long Size)?> FileAsync(string address, CancellationToken cancellationToken) =>
        session.FileAsync(address, cancellationToken);

    /// <summary>Number of all leads.</summary>
    public async Task<int?> CountAsync(CancellationToken cancellationToken) =>
        Extent?.Total ?? (await SendAsync(Leads.Query([], ["ID"]).Counted(), cancellationToken) as CallResult)?.Total;

    /// <summary>All rows of a small dictionary whose first page has come, whatever its paging.</summary>
    public async Task<List<JsonElement>> AllAsync(
        PortalCall call,
        CallAnswer first,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<JsonElement>(ReadCalls.Value(first).EnumerateArray());
        for (var start = (first as CallResult)?.Next; start is not null; )
        {
            var page = (JsonObject)call.Parameters.DeepClone();
            page["start"] = start;
            var answer = await SendAsync(ReadCalls.Checked(call.Method, page), cancellationToken);
            rows.AddRange(ReadCalls.Value(answer).EnumerateArray());
            start = (answer as CallResult)?.Next;
        }

        return rows;
    }

    /// <summary>
    /// Independent calls, answers in their order; full requests, side by side. What only failed for the moment is
    /// repeated; an error of one call is its answer, what concerns all of them is thrown.
    /// </summary>
    public Task<IReadOnlyList<CallAnswer>> BatchAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    )
    {
        foreach (var call in calls)
        {
            ReadCalls.Checked(call.Method, call.Parameters);
        }

        return new ReadBatches(session).SendAsync(calls, cancellationToken);
    }

    /// <summary>Every lead under a filter, by rising id.</summary>
    public IAsyncEnumerable<JsonElement> LeadsAsync(
        JsonObject filter,
        IReadOnlyList<string> select,
        CancellationToken cancellationToken
    ) => lists.ReadAsync(filter, select, cancellationToken);

    /// <summary>Several filters at once, grouped into full requests side by side; in their order.</summary>
    public IAsyncEnumerable<(int Filter, JsonElement Lead)> LeadsOfManyAsync(
        IReadOnlyList<JsonObject> filters,
        IReadOnlyList<string> select,
        CancellationToken cancellationToken
    ) => lists.ReadManyAsync(filters, select, cancellationToken);

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

    private async Task<CallAnswer> SendAsync(PortalCall call, CancellationToken cancellationToken) =>
        (await session.SendAsync(PortalRequest.Read(call), cancellationToken))[0];
}
