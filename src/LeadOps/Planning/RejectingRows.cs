using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Planning.Links;
using LeadOps.Plans;

namespace LeadOps.Planning;

/// <summary>
/// Leads are decided without the rows that were rejected; rows whose values a lead's fields refuse become rejected.
/// Without a collector nothing is, and every problem is the plan's.
/// </summary>
internal sealed class RejectingRows(RowRejects? rejects, LinkLookups links, Func<Finding, (RowSet Set, Row Row)?> rowOf)
{
    private readonly HashSet<object> leftOut = [];

    /// <summary>Leads that no row is left for.</summary>
    public int LeftOut => leftOut.Count;

    /// <summary>A row without a lead, or with more or less than are expected.</summary>
    public bool Rejects(Finding finding, Expectation? expect, int count)
    {
        if (rejects is null || rowOf(finding) is not { } found || (count > 0 && expect?.Holds(count) != false))
        {
            return false;
        }

        rejects.Add(
            found.Set,
            found.Row,
            count == 0 ? "no lead matches this row" : $"{count} leads match this row, but `expect` is {expect}"
        );
        return true;
    }

    public PlannedLead? Decide(object target, List<Finding> findings, Func<List<Finding>, PlannedLead?> decide)
    {
        if (rejects is null)
        {
            return decide(findings);
        }

        var kept = findings.FindAll(finding => !IsRejected(finding));
        if (kept.Count == 0)
        {
            leftOut.Add(target);
            return null;
        }

        try
        {
            return decide(kept);
        }
        catch (InvalidInputException)
        {
            if (!RejectsAny(kept, decide))
            {
                throw;
            }

            return Decide(target, findings, decide);
        }
    }

    private bool IsRejected(Finding finding) =>
        rejects is not null && rowOf(finding) is { } found && rejects.Has(found.Set, found.Row);

    /// <summary>While names are still being looked up, a problem may be none.</summary>
    private bool RejectsAny(List<Finding> findings, Func<List<Finding>, PlannedLead?> decide)
    {
        if (rejects is null || links.HasOpen)
        {
            return false;
        }

        var before = rejects.Count;
        foreach (var finding in findings)
        {
            if (rowOf(finding) is { } found && ProblemOf(finding, decide) is { } problem)
            {
                rejects.Add(found.Set, found.Row, problem.Diagnostics);
            }
        }

        return rejects.Count > before;
    }

    private static InvalidInputException? ProblemOf(Finding finding, Func<List<Finding>, PlannedLead?> decide)
    {
        try
        {
            decide([finding]);
            return null;
        }
        catch (InvalidInputException problem)
        {
            return problem;
        }
    }
}
