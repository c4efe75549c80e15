using LeadOps.Diagnostics;
using LeadOps.Leads;
using LeadOps.Portal.Leads;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>`when` and `groupBy` of one change, evaluated for each lead that its selector found.</summary>
internal sealed class WhenFilter(ChosenChange chosen, ScopeBuilder scopes, LeadProblems problems)
{
    /// <summary>What they read that no list returns.</summary>
    public IReadOnlyList<ApartField> ReadsApart { get; } =
    [
        .. new[] { chosen.Change.Select.When, chosen.Change.Select.Groups?.Expression }
            .OfType<TemplateText>()
            .SelectMany(expression => expression.Reads)
            .Where(read => read.Root == "lead")
            .Select(read => ApartField.Of(read.Member ?? ""))
            .OfType<ApartField>()
            .Distinct(),
    ];

    public bool Passes(int row, LeadSnapshot lead, CancellationToken cancellationToken) =>
        chosen.Change.Select.When is not { } when || IsTrue(when, row, lead, cancellationToken);

    public object? GroupOf(int row, LeadSnapshot lead, CancellationToken cancellationToken) =>
        chosen.Change.Select.Groups?.Expression?.Evaluate(ScopeOf(row, lead), cancellationToken);

    /// <summary>
    /// A mistake in `when` may concern only some leads, so it is kept and the next lead is looked at.
    /// </summary>
    private bool IsTrue(TemplateText when, int row, LeadSnapshot lead, CancellationToken cancellationToken)
    {
        try
        {
            return when.IsTrue(ScopeOf(row, lead), cancellationToken);
        }
        catch (InvalidInputException problem)
        {
            problems.Add(lead.Id, problem);
            if (problems.IsFull)
            {
                problems.ThrowIfAny();
            }

            return false;
        }
    }

    private TemplateScope ScopeOf(int row, LeadSnapshot lead) =>
        scopes.Build(chosen.Manifest, chosen.Rows[row], null, new LeadObject(scopes.Catalogue, name => lead[name]));
}
