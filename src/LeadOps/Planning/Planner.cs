using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Planning.Links;
using LeadOps.Planning.Missing;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Selection;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// Targets + changes → leads that differ. Reads only, and keeps on disk what grows with the number of leads.
/// </summary>
internal sealed class Planner(
    PortalReader reader,
    FieldCatalogue catalogue,
    ScopeBuilder scopes,
    RowRejects? rejects = null,
    IProgress<PlanStep>? progress = null
)
{
    public async Task<(PlanLeads Leads, PlanFooter Footer)> PlanAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    )
    {
        var links = new LinkLookups(reader, catalogue.Links);
        var changes = await ReadableAsync(ChosenChange.Of(manifests, only), links, cancellationToken);
        var needs = FieldNeeds.Of(changes.Select(chosen => chosen.Change), catalogue);
        var rejecting = new RejectingRows(rejects, links, finding => changes[finding.Change].RowOf(finding));
        var problems = new LeadProblems(catalogue);
        var finder = new LeadFinder(reader, catalogue, needs);
        using var found = new FoundLeads(needs);
        using var places = new Places(changes);
        var news = new NewLeads();
        var collector = new LeadCollector(reader, scopes, finder, links, problems, found, news, rejects);
        var expectations = new RowExpectations(rejecting);
        foreach (var chosen in changes)
        {
            progress?.Report(new PlanStep(PlanWork.Reading, chosen.Label, chosen.Number, changes.Count));
            expectations.Check(chosen, await collector.CollectAsync(chosen, cancellationToken));
        }

        problems.ThrowIfAny();
        expectations.ThrowIfUnmet();
        using var draft = new PlanDraft(reader, catalogue);
        await new TargetDecisions(reader, scopes, links, problems, rejecting, changes, progress).DecideAsync(
            found,
            news,
            draft,
            cancellationToken
        );
        draft.Remarks.AddRange([
            .. RemarksOf(changes),
            .. expectations.Remarks,
            .. finder.Remarks,
            .. links.Ids.Remarks(),
        ]);
        var (leads, footer) = await draft.CloseAsync(problems.ToBag(), cancellationToken);
        return (leads, Complete(footer, changes));
    }

    private static IEnumerable<string> RemarksOf(IEnumerable<ChosenChange> changes) =>
        changes.Select(chosen => chosen.Change.ForEach?.Remark).OfType<string>().Distinct(StringComparer.Ordinal);

    private async Task<List<ChosenChange>> ReadableAsync(
        IReadOnlyList<ChosenChange> chosen,
        LinkLookups links,
        CancellationToken cancellationToken
    )
    {
        if (rejects is null)
        {
            return [.. chosen];
        }

        var rows = new ReadableRows(catalogue, scopes, links, rejects);
        var changes = new List<ChosenChange>();
        foreach (var change in chosen)
        {
            changes.Add(await rows.OfAsync(change, cancellationToken));
        }

        return changes;
    }

    private PlanFooter Complete(PlanFooter footer, IReadOnlyList<ChosenChange> changes)
    {
        var totals = rejects is null
            ? RejectTotals.None
            : rejects.Totals with
            {
                ByChange = Rejected(rejects, changes),
            };
        return footer with
        {
            Rejects = totals,
            Warnings = [.. totals.Lines, .. footer.Warnings],
            IsGrouped = changes.Any(chosen => chosen.Change.Select.Groups is not null),
        };
    }

    private static Dictionary<string, int> Rejected(RowRejects rejects, IReadOnlyList<ChosenChange> changes) =>
        changes
            .Where(chosen => chosen.Change.ForEach is { } set && rejects.Of(set) > 0)
            .ToDictionary(chosen => chosen.Label, chosen => rejects.Of(chosen.Change.ForEach!), StringComparer.Ordinal);

    /// <summary>Gives back the room on disk of all changes.</summary>
    private sealed class Places(IReadOnlyList<ChosenChange> changes) : IDisposable
    {
        public void Dispose() => changes.ToList().ForEach(chosen => chosen.Places?.Dispose());
    }
}
