namespace LeadOps.Portal.Leads;

/// <summary>A range with the chain of pages that was asked of it.</summary>
internal sealed record RangeAnswer(IdRange Range, LeadChain Chain);

/// <summary>
/// Ranges of a list in flight, in order. What is missing of them, because leads were denser than they seemed, is
/// gathered from all of them into one request; where the guess was wrong altogether, the ranges are cut anew, and few
/// are risked until the guess holds.
/// </summary>
internal sealed class RangesAhead(LeadPages pages, int most, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly ReadAhead<RangeAnswer> ahead = new(cancellationToken);
    private long cutUpTo;
    private int? trusted;

    /// <summary>Starts as many ranges as may be in flight.</summary>
    /// <param name="useful">So many hold all leads that can be left.</param>
    public void Fill(RangeCut cut, long done, ListEnd end, int useful)
    {
        cutUpTo = Math.Max(cutUpTo, done);
        while (ahead.Count < Math.Min(trusted ?? most, useful) && cutUpTo < end.Last)
        {
            Ask(cut.Next(cutUpTo, end));
        }
    }

    public Task<RangeAnswer> NextAsync() => ahead.NextAsync();

    /// <summary>What an answer teaches; asks for what is missing of it.</summary>
    public async Task<RangeCut> LearnAsync(RangeCut cut, IdRange asked, LeadChain chain, long done)
    {
        var (next, missing) = cut.After(asked, chain.Rows.Count, done);
        if (missing is null)
        {
            // Ranges that were passed over, or would have been, were risked in vain.
            var before = trusted ?? most;
            var isVain = done >= cutUpTo && (ahead.Count > 0 || done - asked.To > asked.To - asked.After);
            trusted = isVain ? Math.Max(1, before / 2) : Math.Min(most, before + 1);
            return next;
        }

        if (missing.Value.To < asked.To)
        {
            await ahead.ClearAsync();
            (cutUpTo, trusted) = (done, 1);
            return next;
        }

        await FillGapsAsync(next, missing.Value, done);
        return next;
    }

    /// <summary>
    /// The rests of all ranges that are on their way, as one request; then everything stands in its order again.
    /// </summary>
    private async Task FillGapsAsync(RangeCut cut, IdRange first, long done)
    {
        var parts = new List<(RangeAnswer? Answer, IdRange Gap, long To)> { (null, first, first.To) };
        foreach (var (range, chain) in await ahead.TakeAllAsync())
        {
            var reached = chain.Rows.Count > 0 ? LeadPages.IdOf(chain.Rows[^1]) : range.After;
            var isWhole = chain.IsEnd || chain.IsBroken || reached >= range.To || range.To <= done;
            parts.Add((new RangeAnswer(isWhole ? range : range with { To = reached }, chain), default, 0));
            if (!isWhole)
            {
                parts.Add((null, cut.Next(reached, ListEnd.At(range.To)), range.To));
            }
        }

        var gaps = parts.Where(part => part.Answer is null).Select(part => part.Gap).ToList();
        var chains = new Queue<Task<LeadChain>>(Grouped(gaps).SelectMany(AskTogether));
        foreach (var (answer, gap, to) in parts)
        {
            ahead.Start(
                answer is null ? AnsweredAsync(gap with { To = to }, chains.Dequeue()) : Task.FromResult(answer)
            );
        }
    }

    /// <summary>As many as share a request.</summary>
    private static IEnumerable<IReadOnlyList<IdRange>> Grouped(IEnumerable<IdRange> gaps)
    {
        var group = new List<IdRange>();
        foreach (var gap in gaps)
        {
            if (group.Sum(other => other.Pages) + gap.Pages > PortalWire.BatchSize)
            {
                yield return group;
                group = [];
            }

            group.Add(gap);
        }

        yield return group;
    }

    private IEnumerable<Task<LeadChain>> AskTogether(IReadOnlyList<IdRange> group)
    {
        var request = pages.ChainsAsync(group, ahead.Ending);
        return group.Select(async (_, i) => (await request)[i]).ToList();
    }

    private static async Task<RangeAnswer> AnsweredAsync(IdRange range, Task<LeadChain> chain) =>
        new(range, await chain);

    private void Ask(IdRange range)
    {
        ahead.Start(AnsweredAsync(range, pages.ChainAsync(range.After, range.Pages, ahead.Ending)));
        cutUpTo = range.To;
    }

    public ValueTask DisposeAsync() => ahead.DisposeAsync();
}
