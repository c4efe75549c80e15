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
            ? ByRangesAsync(after, start, cut, cancellationToken)
            : pages.InTurnAsync(after, PortalWire.BatchSize, cancellationToken);
        await foreach (var row in rest)
        {
            yield return row;
        }
    }

    /// <param name="Cut">Null when the portal does not list ids from the last one down: then one chain follows the
    /// other.</param>
    private readonly record struct Start(LeadChain First, ListEnd End, RangeCut? Cut, double SecondsPerPage = 0);

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
            extent.End,
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
            return new Start(first, default, null);
        }

        var lastIds = pages.FallingIds(answers[1]);
        if (lastIds is not [var last, ..] || last < LeadPages.IdOf(first.Rows[^1]))
        {
            return new Start(first, default, null);
        }

        var firstIds = first.Rows.Select(LeadPages.IdOf).ToList();
        var highest = firstIds[^1];
        var end = ListEnd.Of([.. lastIds.Reverse()]);
        var idsPerLead = (IdGaps.Usual(firstIds) + IdGaps.Usual([.. lastIds.Reverse()])) / 2;
        var reported = answers.OfType<CallResult>().Average(answer => answer.Seconds);
        var left = (Math.Max(0, end.Dense - highest) / idsPerLead) + end.Strays;
        session.Reads.Expect(first.Rows.Count + (long)left);
        var perPage = ReadingPace.SecondsPerPage(took, reported);
        return new Start(
            first with
            {
                IsEnd = first.IsEnd || last == highest,
            },
            end,
            new RangeCut(idsPerLead, PagesPerRequest(left, perPage)),
            perPage
        );
    }

    private int PagesPerRequest(double leads, double secondsPerPage) =>
        ReadingPace.PagesPerRequest(leads / PageSize, secondsPerPage, room.Requests);

    private async IAsyncEnumerable<JsonElement> ByRangesAsync(
        long done,
        Start start,
        RangeCut cut,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var ahead = new RangesAhead(pages, room.Requests, cancellationToken);
        var came = start.First.Rows.Count;
        while (done < start.End.Last)
        {
            ahead.Fill(cut, done, start.End, Useful(cut, came));
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
                    (done, came) = (id, came + 1);
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
            var left = (start.End.Dense - done) / cut.IdsPerLead;
            cut = cut with { MostPages = Math.Max(cut.MostPages, PagesPerRequest(left, start.SecondsPerPage)) };
        }
    }

    /// <summary>More requests than that cannot bring a lead: the portal has told how many it has.</summary>
    private int Useful(RangeCut cut, int came) =>
        extent is null
            ? int.MaxValue
            : Math.Max(1, (int)Math.Ceiling((extent.Total - came) / (double)(cut.MostPages * PageSize)));
}
