using System.Runtime.CompilerServices;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Selection;
using LeadOps.Selection.Groups;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Exporting;

/// <summary>
/// The leads of a selector, to look at. They stream in the portal's order; `orderBy` puts them in order on disk
/// first.
/// </summary>
public sealed class LeadListing(PortalReader reader, FieldCatalogue catalogue, ScopeBuilder scopes)
{
    /// <param name="query">One change, of which only the selector counts.</param>
    /// <param name="fields">What is shown.</param>
    public async IAsyncEnumerable<LeadSnapshot> ReadAsync(
        Manifest query,
        IReadOnlyList<string> fields,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var change = query.Changes[0] with { Set = [] };
        var found = FoundAsync(query, change, fields, cancellationToken);
        var kept = change.Select.OrderBy.Count > 0 ? OrderedAsync(change, fields, found) : Limited(change, found);
        var apart = fields.Select(ApartField.Of).OfType<ApartField>().ToList();
        await foreach (var lead in ApartBatches.FillAsync(reader, kept, lead => lead, _ => apart, cancellationToken))
        {
            yield return lead;
        }
    }

    private async IAsyncEnumerable<LeadSnapshot> FoundAsync(
        Manifest query,
        ChangeDefinition change,
        IReadOnlyList<string> fields,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var needs = FieldNeeds.Of([change], catalogue).Union(fields).Where(name => ApartField.Of(name) is null);
        var finder = new LeadFinder(reader, catalogue, [.. needs]);
        var scope = scopes.Build(query, null, null, null);
        var leads = await new LinkLookups(reader, catalogue.Links).ReadAsync(
            () => finder.FindAsync(change, [scope], [null], cancellationToken),
            cancellationToken
        );
        var read =
            change
                .Select.When?.Reads.Where(read => read.Root == "lead")
                .Select(read => ApartField.Of(read.Member ?? ""))
                .OfType<ApartField>()
                .Distinct()
                .ToList()
            ?? [];
        await foreach (
            var (_, lead) in ApartBatches.FillAsync(reader, leads, item => item.Lead, _ => read, cancellationToken)
        )
        {
            if (change.Select.When?.IsTrue(ScopeOf(query, lead), cancellationToken) != false)
            {
                yield return lead;
            }
        }
    }

    private TemplateScope ScopeOf(Manifest query, LeadSnapshot lead) =>
        scopes.Build(query, null, null, new LeadObject(catalogue, name => lead[name]));

    private async IAsyncEnumerable<LeadSnapshot> OrderedAsync(
        ChangeDefinition change,
        IReadOnlyList<string> fields,
        IAsyncEnumerable<LeadSnapshot> found
    )
    {
        using var ordered = new PlacedSelection(change.Select, catalogue);
        using var leads = new FoundLeads(fields);
        await foreach (var lead in found)
        {
            ordered.Add(0, lead, () => null);
            leads.Add(lead, default);
        }

        foreach (var placed in ordered.Read().TakeWhile(placed => placed.Position is not null))
        {
            yield return leads.Find(placed.Lead, default);
        }
    }

    private static async IAsyncEnumerable<LeadSnapshot> Limited(
        ChangeDefinition change,
        IAsyncEnumerable<LeadSnapshot> found
    )
    {
        var left = change.Select.Limit ?? int.MaxValue;
        await foreach (var lead in found)
        {
            yield return lead;
            if (--left == 0)
            {
                yield break;
            }
        }
    }
}
