using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Planning.Links;
using LeadOps.Planning.Missing;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>Goes through the leads that all changes found or make, and puts those that differ into the draft.</summary>
internal sealed class TargetDecisions(
    PortalReader reader,
    ScopeBuilder scopes,
    LinkLookups links,
    LeadProblems problems,
    RejectingRows rejecting,
    IReadOnlyList<ChosenChange> changes,
    IProgress<PlanStep>? progress
)
{
    public async Task DecideAsync(FoundLeads found, NewLeads news, PlanDraft draft, CancellationToken cancellationToken)
    {
        var differ = new LeadDiffer(scopes, links.Ids.Check, cancellationToken);
        var decisions = new LinkedDecisions(links);
        Task DecideAsync(LeadId lead, Func<PlannedLead?> decide) =>
            decisions.DecideAsync(() => Decided(lead, decide, draft), cancellationToken);
        var (targets, compared) = (0, 0);
        var complete = ApartBatches.FillAsync(
            reader,
            found.Read(Placed).ToAsyncEnumerable(),
            target => target.Lead,
            Apart,
            cancellationToken
        );
        await foreach (var target in complete.TakeWhile(_ => !problems.IsFull))
        {
            progress?.Report(new PlanStep(PlanWork.Comparing, null, compared, found.Count));
            compared += target.Findings.Count;
            targets++;
            await SeeFilesAsync(target, cancellationToken);
            PlannedLead? Diff(List<Finding> kept) => differ.Diff(target.Lead, kept.ConvertAll(Applied));
            await DecideAsync(target.Lead.Id, () => rejecting.Decide(target.Lead.Id, target.Findings, Diff));
        }

        foreach (var (origin, findings) in news.All.TakeWhile(_ => !problems.IsFull))
        {
            targets++;
            PlannedLead? Make(List<Finding> kept) =>
                differ.New(origin.Originator, origin.Key, kept.ConvertAll(AppliedToNew));
            await DecideAsync(default, () => rejecting.Decide(origin, findings, Make));
        }

        await decisions.FlushAsync(cancellationToken);
        draft.Unchanged = targets - rejecting.LeftOut - draft.Leads.Total;
    }

    private Finding? Placed(LeadId lead, Finding finding) =>
        changes[finding.Change].Places is not { } places ? finding
        : places.Of(finding.Row, lead) is { } place ? finding with { Place = place }
        : null;

    private Action Decided(LeadId lead, Func<PlannedLead?> decide, PlanDraft draft)
    {
        try
        {
            return decide() is { } planned ? () => draft.Add(planned) : () => { };
        }
        catch (InvalidInputException problem)
        {
            return () => problems.Add(lead, problem);
        }
    }

    private IEnumerable<ApartField> Apart(Target target) =>
        target.Findings is [var only]
            ? changes[only.Change].Apart
            : target.Findings.SelectMany(finding => changes[finding.Change].Apart).Distinct();

    /// <summary>A file that is there already is told by its name and size, so that it is not uploaded again.</summary>
    private Task SeeFilesAsync(Target target, CancellationToken cancellationToken)
    {
        List<(LeadSnapshot, string)>? files = null;
        foreach (var finding in target.Findings)
        {
            foreach (var name in changes[finding.Change].Files(scopes.Catalogue))
            {
                if (!target.Lead[name].IsEmpty && files?.Contains((target.Lead, name)) != true)
                {
                    (files ??= []).Add((target.Lead, name));
                }
            }
        }

        return files is null ? Task.CompletedTask : FileFacts.FillAsync(reader, files, cancellationToken);
    }

    private AppliedChange Applied(Finding finding)
    {
        var chosen = changes[finding.Change];
        var applied = new AppliedChange(chosen.Manifest, chosen.Change, chosen.Label, chosen.Rows[finding.Row]);
        return finding.Place is { } place
            ? applied with
            {
                Selection = chosen.Places!.Names(place),
                Group = place.Group,
            }
            : applied;
    }

    private AppliedChange AppliedToNew(Finding finding)
    {
        var chosen = changes[finding.Change];
        return new AppliedChange(
            chosen.Manifest,
            CreateRules.OnCreate(chosen.Change),
            chosen.Label,
            chosen.Rows[finding.Row]
        );
    }
}
