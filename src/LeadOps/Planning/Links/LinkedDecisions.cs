namespace LeadOps.Planning.Links;

/// <summary>
/// Leads are decided one after the other. One whose values name contacts or companies that are not known yet waits,
/// and so do those after it, until many names are looked up together; so the plan keeps its order.
/// </summary>
internal sealed class LinkedDecisions(LinkLookups links)
{
    private const int MostWaiting = 500;

    private readonly List<Func<Action>> waiting = [];

    /// <param name="decide">May be asked again; only what it answers in the end is done.</param>
    public async Task DecideAsync(Func<Action> decide, CancellationToken cancellationToken)
    {
        var done = decide();
        if (waiting.Count == 0 && !links.HasOpen)
        {
            done();
            return;
        }

        waiting.Add(decide);
        if (waiting.Count >= MostWaiting)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (waiting.Count > 0)
        {
            await links.ResolveAsync(cancellationToken);
            var count = 0;
            foreach (var decide in waiting)
            {
                // Behind one that is still open the others only tell what they need, so that all is asked together.
                var done = decide();
                if (!links.HasOpen)
                {
                    done();
                    count++;
                }
            }

            waiting.RemoveRange(0, count);
        }
    }
}
