using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Planning.Links;
using LeadOps.Selection;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>Leaves out the rows that cannot be read, or whose selector cannot; these are handed back.</summary>
internal sealed class ReadableRows(FieldCatalogue catalogue, ScopeBuilder scopes, LinkLookups links, RowRejects rejects)
{
    public async Task<ChosenChange> OfAsync(ChosenChange chosen, CancellationToken cancellationToken)
    {
        if (chosen.Change.ForEach is not { } set)
        {
            return chosen;
        }

        rejects.AddBad(set);
        var wrong = await links.ReadAsync(() => Unreadable(chosen, cancellationToken), cancellationToken);
        wrong.ToList().ForEach(row => rejects.Add(set, row.Key, row.Value));
        return chosen with { Rows = [.. chosen.Rows.Where(row => !wrong.ContainsKey(row!))] };
    }

    /// <summary>Rows with what is wrong with their selectors.</summary>
    private Dictionary<Row, IReadOnlyList<Diagnostic>> Unreadable(
        ChosenChange chosen,
        CancellationToken cancellationToken
    )
    {
        var selectors = new MatcherReader(catalogue, cancellationToken);
        var rowScopes = new RowScopes(scopes, chosen.Manifest, chosen.Rows);
        var wrong = new Dictionary<Row, IReadOnlyList<Diagnostic>>(ReferenceEqualityComparer.Instance);
        foreach (var (index, row) in chosen.Rows.Index())
        {
            try
            {
                selectors.Read(chosen.Change.Select, rowScopes[index]);
            }
            catch (InvalidInputException problem)
            {
                wrong[row!] = problem.Diagnostics;
            }
        }

        return wrong;
    }
}
