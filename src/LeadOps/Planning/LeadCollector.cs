using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Planning.Links;
using LeadOps.Planning.Missing;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Selection;
using LeadOps.Selection.Groups;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>How many leads each row of a change has, and what is to be said of them.</summary>
internal sealed record Collected(int[] Leads, IReadOnlyList<string> Remarks);

/// <summary>
/// Which leads a change means: those that its selector, `when`, `limit` and groups leave, and those that it makes.
/// </summary>
internal sealed class LeadCollector(
    PortalReader reader,
    ScopeBuilder scopes,
    LeadFinder finder,
    LinkLookups links,
    LeadProblems problems,
    FoundLeads found,
    NewLeads news,
    RowRejects? rejects
)
{
    private FieldCatalogue Catalogue => scopes.Catalogue;

    public async Task<Collected> CollectAsync(ChosenChange chosen, CancellationToken cancellationToken)
    {
        var kept = new KeptLeads(chosen, Catalogue, found, news);
        if (chosen.Rows.Count == 0)
        {
            return new Collected(kept.Counts, []);
        }

        using var ordered = GroupReads.NeedsPlaces(chosen.Change)
            ? new PlacedSelection(chosen.Change.Select, Catalogue)
            : null;
        var rowScopes = new RowScopes(scopes, chosen.Manifest, chosen.Rows);
        var named =
            chosen.Change.ForEach is null && chosen.Change.Select.Ids is { } ids
                ? new NamedLeads(ids.Resolve(rowScopes[0], cancellationToken))
                : null;
        var without = chosen.Change.WhenMissing is null
            ? null
            : new MissingRows(chosen.Manifest, chosen.Change, chosen.Rows, rejects);
        var filter = new WhenFilter(chosen, scopes, problems);
        var leads = await FindAsync(chosen, rowScopes, cancellationToken);
        await foreach (var (row, lead) in Complete(leads, filter.ReadsApart, cancellationToken))
        {
            named?.Found(lead.Id);
            without?.Found(row);
            if (!filter.Passes(row, lead, cancellationToken))
            {
                continue;
            }

            if (ordered is null)
            {
                kept.AddWithinLimit(row, lead);
            }
            else if (ordered.Add(row, lead, () => filter.GroupOf(row, lead, cancellationToken)))
            {
                kept.AddWaiting(row, lead);
            }
        }

        if (ordered is not null)
        {
            kept.Place(ordered);
        }

        await MakeAsync(without?.Origins(rowScopes, cancellationToken) ?? [], chosen, kept, cancellationToken);
        return new Collected(kept.Counts, named?.Missing is { } missing ? [$"{chosen.Label}: {missing}"] : []);
    }

    /// <summary>A selector may name contacts and companies too; it is read again when they are known.</summary>
    private Task<IAsyncEnumerable<Found>> FindAsync(
        ChosenChange chosen,
        RowScopes rowScopes,
        CancellationToken cancellationToken
    ) =>
        links.ReadAsync(
            () =>
                finder.FindAsync(chosen.Change, rowScopes, [.. chosen.Rows.Select(row => row?.At)], cancellationToken),
            cancellationToken
        );

    private IAsyncEnumerable<Found> Complete(
        IAsyncEnumerable<Found> leads,
        IReadOnlyList<ApartField> read,
        CancellationToken cancellationToken
    ) =>
        read.Count == 0
            ? leads
            : ApartBatches.FillAsync(reader, leads, item => item.Lead, _ => read, cancellationToken);

    /// <summary>
    /// A row without a lead makes one. An earlier run may have made it already, and it may have lost since what the
    /// selector looks for.
    /// </summary>
    private async Task MakeAsync(
        IReadOnlyList<(int Row, LeadOrigin Origin)> missing,
        ChosenChange chosen,
        KeptLeads kept,
        CancellationToken cancellationToken
    )
    {
        if (missing.Count == 0)
        {
            return;
        }

        var known = chosen.Change.Select.Origin is null
            ? await new OriginSearch(reader, Catalogue, found.Fields).FindAsync(
                missing.Select(one => one.Origin),
                cancellationToken
            )
            : [];
        foreach (var (row, origin) in missing)
        {
            if (known.TryGetValue(origin, out var lead))
            {
                kept.Add(row, lead);
            }
            else
            {
                kept.AddNew(row, origin);
            }
        }
    }
}
