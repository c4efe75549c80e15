using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Planning.Links;

/// <summary>
/// Leads are decided one after the other. One whose values name contacts or companies that are not known yet waits, and so do
/// those after it, until many names are looked up together; so the plan keeps its order.
/// </summary>
internal sealed class LinkedDiffs(
    LinkNames names,
    LinkSearch search,
    Action<PlannedLead> add,
    Action<LeadId, InvalidInputException> addProblem
)
{
    private const int MostWaiting = 500;

    private readonly List<(LeadId Lead, Func<PlannedLead?> Diff)> waiting = [];

    public async Task DecideAsync(LeadId lead, Func<PlannedLead?> diff, CancellationToken cancellationToken)
    {
        var tried = Try(diff);
        if (waiting.Count == 0 && !names.HasOpen)
        {
            Take(lead, tried);
            return;
        }

        waiting.Add((lead, diff));
        if (waiting.Count >= MostWaiting)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (waiting.Count > 0)
        {
            await search.ResolveAsync(cancellationToken);
            var done = 0;
            foreach (var (lead, diff) in waiting)
            {
                var tried = Try(diff);
                if (names.HasOpen)
                {
                    break;
                }

                Take(lead, tried);
                done++;
            }

            waiting.RemoveRange(0, done);
        }
    }

    private void Take(LeadId id, (PlannedLead? Lead, InvalidInputException? Problem) tried)
    {
        if (tried.Problem is { } problem)
        {
            addProblem(id, problem);
        }

        if (tried.Lead is { } lead)
        {
            add(lead);
        }
    }

    private static (PlannedLead? Lead, InvalidInputException? Problem) Try(Func<PlannedLead?> diff)
    {
        try
        {
            return (diff(), null);
        }
        catch (InvalidInputException problem)
        {
            return (null, problem);
        }
    }
}
