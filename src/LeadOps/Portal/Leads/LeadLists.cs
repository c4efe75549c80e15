using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal.Leads;

/// <summary>
/// Lists of leads by rising id, however long: one filter by ranges of ids, many filters as full requests side by
/// side.
/// </summary>
internal sealed class LeadLists(PortalSession session, PortalReader reader)
{
    private const int PageSize = LeadQuery.PageSize;

    public IAsyncEnumerable<JsonElement> ReadAsync(
        JsonObject filter,
        IReadOnlyList<string> select,
        CancellationToken cancellationToken
    ) => ReadAsync(reader.Leads.Query(filter, select), FirstId(filter), select, cancellationToken);

    private IAsyncEnumerable<JsonElement> ReadAsync(
        LeadQuery query,
        long after,
        IReadOnlyList<string> select,
        CancellationToken cancellationToken
    )
    {
        var pages = new LeadPages(session, reader.Leads, query);
        return query.After(0).NeedsDirect
            ? pages.InTurnAsync(after, mostPages: 1, cancellationToken)
            : new LeadRanges(session, pages, ReadingRoom.For(select.Count), reader.Extent).ReadAsync(
                after,
                cancellationToken
            );
    }

    public async IAsyncEnumerable<(int Filter, JsonElement Lead)> ReadManyAsync(
        IReadOnlyList<JsonObject> filters,
        IReadOnlyList<string> select,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var queries = filters.Select(filter => reader.Leads.Query(filter, select)).ToList();
        var requests = Enumerable.Range(0, filters.Count).Chunk(PortalWire.BatchSize).ToList();
        await using var ahead = new ReadAhead<IReadOnlyList<CallAnswer>>(cancellationToken);
        var room = ReadingRoom.For(select.Count);
        var next = 0;
        foreach (var indexes in requests)
        {
            while (ahead.Count < room.Requests && next < requests.Count)
            {
                var calls = requests[next++].Select(i => queries[i].After(FirstId(filters[i]))).ToList();
                ahead.Start(reader.BatchAsync(calls, ahead.Ending));
            }

            var answers = await ahead.NextAsync();
            for (var i = 0; i < indexes.Length; i++)
            {
                var rows = LeadPages.Rows(reader.Leads, answers[i]);
                session.Reads.Came(rows.Count);
                foreach (var row in rows)
                {
                    yield return (indexes[i], row);
                }

                if (rows.Count < PageSize || FitsOnePage(filters[indexes[i]]))
                {
                    continue;
                }

                var last = LeadPages.IdOf(rows[^1]);
                await foreach (var row in ReadAsync(queries[indexes[i]], last, select, cancellationToken))
                {
                    yield return (indexes[i], row);
                }
            }
        }
    }

    /// <summary>A filter's own `>ID` is where the paging begins, because the paging needs that key.</summary>
    private static long FirstId(JsonObject filter) =>
        filter.TryGetPropertyValue(">ID", out var after)
        && long.TryParse(after?.ToString(), CultureInfo.InvariantCulture, out var id)
            ? id
            : 0;

    private static bool FitsOnePage(JsonObject filter) => filter["@ID"] is JsonArray { Count: <= PageSize };
}
