using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LeadOps.Portal.Leads;

/// <summary>
/// A list of any length by ranges of ids, several requests in flight, in the order of the ids. The first request
/// tells the first leads and the last ids; from these the ranges are cut. When they are known already, the ranges go
/// out at once. Each request is a chain of pages from the start of its range. A chain that ends too early leaves a
/// rest that is asked for at once; one that reaches into later ranges spares them.
/// </summary>
internal sealed class LeadRanges(PortalSession session, LeadPages pages, ReadingRoom room, LeadExtent? extent)
{
    private const int PageSize = LeadQuery.PageSize;

    public async IAsyncEnumerable<JsonElement> ReadAsync(
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var start = KnownStart(after) ?? await StartAsync(after, cancellationToken);
        foreach (var row in start.First.Rows)
        {
            yield return row;
        }

        if (start.First.IsEnd)
        {
            yield break;
        }

        after = start.First.Rows.Count > 0 ? LeadPages.IdOf(start.First.Rows[^1]) : after;
        var rest = start.Cut is { } cut
            ? ByRangesAsync(after, start.Last, cut, cancellationToken)
            : pages.InTurnAsync(after, PortalWire.BatchSize, cancellationToken);
        await foreach (var row in rest)
        {
            yield return row;
        }
    }

    /// <param name="Cut">Null when the portal does not list ids from the last one down: then one chain follows the
    /// other.</param>
    private readonly record struct Start(LeadChain First, long Last, RangeCut? Cut);

    private Start? KnownStart(long after)
    {
        if (
            after > 0
            || pages.Query.Filter.Count > 0
            || extent is not { IsQuick: true, IdsPerLead: { } idsPerLead, Total: var total }
        )
        {
            return null;
        }

        session.Reads.Expect(total);
        return new Start(
            new LeadChain([], IsEnd: false, IsBroken: false),
            extent.Last,
            new RangeCut(idsPerLead, PortalWire.BatchSize)
        );
    }

    private async Task<Start> StartAsync(long after, CancellationToken cancellationToken)
    {
        var answers = await new ReadBatches(session).SendAsync(
            [pages.Query.After(after), pages.Query.Last(after)],
            cancellationToken
        );
        var took = session.Speed.Latest ?? default;
        var first = pages.Chained(answers.Take(1), after);
        if (first.Rows.Count == 0)
        {
            return new Start(first, 0, null);
        }

        var lastIds = pages.FallingIds(answers[1]);
        if (lastIds is not [var last, ..] || last < LeadPages.IdOf(first.Rows[^1]))
        {
            return new Start(first, 0, null);
        }

        var (lowest, highest) = (LeadPages.IdOf(first.Rows[0]), LeadPages.IdOf(first.Rows[^1]));
        var idsPerLead =
            (IdRange.Spacing(lowest, highest, first.Rows.Count) + IdRange.Spacing(lastIds[^1], last, lastIds.Count))
            / 2;
        var reported = answers.OfType<CallResult>().Average(answer => answer.Seconds);
        var left = (last - highest) / idsPerLead / PageSize;
        session.Reads.Expect(first.Rows.Count + (long)((last - highest) / idsPerLead));
        var perPage = ReadingPace.SecondsPerPage(took, reported);
        return new Start(
            first with
            {
                IsEnd = first.IsEnd || last == highest,
            },
            last,
            new RangeCut(idsPerLead, ReadingPace.PagesPerRequest(left, perPage, room.Requests))
        );
    }

    private async IAsyncEnumerable<JsonElement> ByRangesAsync(
        long done,
        long last,
        RangeCut cut,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var ahead = new RangesAhead(pages, room.Requests, cancellationToken);
        while (done < last)
        {
            ahead.Fill(cut, done, last);
            var (asked, chain) = await ahead.NextAsync();
            if (asked.To <= done)
            {
                continue;
            }

            foreach (var row in chain.Rows)
            {
                var id = LeadPages.IdOf(row);
                if (id > done)
                {
                    done = id;
                    yield return row;
                }
            }

            if (chain.IsEnd)
            {
                yield break;
            }

            if (chain.IsBroken)
            {
                await foreach (var row in pages.InTurnAsync(done, mostPages: 1, cancellationToken))
                {
                    yield return row;
                }

                yield break;
            }

            cut = await ahead.LearnAsync(cut, asked, chain, done);
        }
    }
}
