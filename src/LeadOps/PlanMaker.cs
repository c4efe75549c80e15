using LeadOps.Diagnostics;
using LeadOps.Fixtures;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Rollback;
using LeadOps.Runs;
using LeadOps.Templating;

namespace LeadOps;

/// <summary>
/// The half of the pipeline that only reads: plans of changes, of fixtures and of what takes a run back.
/// </summary>
internal sealed class PlanMaker(
    PortalSession session,
    Project project,
    TimeProvider clock,
    IProgress<PlanStep>? progress
)
{
    private readonly RunLedger ledger = new(project.State, project.PortalFlag);
    private PortalFacts? facts;

    private string Host => session.Settings.DisplayHost;

    public async Task<PortalFacts> FactsAsync(CancellationToken cancellationToken) =>
        facts ??= await PortalFacts.ReadAsync(session, cancellationToken);

    /// <summary>
    /// How far the leads reach, if the facts are read only now: what was known earlier may have changed.
    /// </summary>
    private async Task<LeadExtent?> BeginAsync(CancellationToken cancellationToken)
    {
        if (facts is not null)
        {
            return null;
        }

        (facts, var extent) = await PortalFacts.ReadWithExtentAsync(session, cancellationToken);
        return extent;
    }

    public async Task<ScopeBuilder> ScopesAsync(
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        var portal = await FactsAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return new ScopeBuilder(
            portal.Catalogue,
            new RunFacts(
                now.ToOffset(portal.Catalogue.Zone.GetUtcOffset(now)),
                portal.UserName,
                session.Settings.Name,
                session.Settings.DisplayHost,
                environment
            )
        );
    }

    public async Task<Plan> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        var extent = await BeginAsync(cancellationToken);
        var portal = await CheckedAsync(request.Manifests, cancellationToken);
        var readSince = clock.GetUtcNow();
        var (manifests, done) = new OnceManifests(project, ledger, Host).Open(request.Manifests);
        var open = request with { Manifests = manifests };
        var planner = new Planner(
            session.ReaderOf(portal.Leads, extent),
            portal.Catalogue,
            await ScopesAsync(request.Environment, cancellationToken),
            request.Rejects,
            progress
        );
        var (leads, footer) = await planner.PlanAsync(open.Manifests, open.Only, cancellationToken);
        return new Plan(
            Headers(portal).Of(PlanPurpose.Apply, open),
            leads,
            Forecast(footer with { Warnings = [.. done, .. footer.Warnings] })
        )
        {
            ReadSince = readSince,
        };
    }

    public async Task<Plan> PlanFixturesAsync(
        PlanRequest request,
        PlanPurpose purpose,
        CancellationToken cancellationToken
    )
    {
        // A value that cannot be made any more must not keep test leads on the portal.
        var triesTemplates = purpose == PlanPurpose.Seed;
        var portal = await CheckedAsync(request.Manifests, cancellationToken, triesTemplates);
        var readSince = clock.GetUtcNow();
        var planner = new FixturePlanner(
            session.ReaderOf(portal.Leads),
            portal.Catalogue,
            await ScopesAsync(request.Environment, cancellationToken)
        );
        var (leads, footer) =
            purpose == PlanPurpose.Seed
                ? await planner.SeedAsync(request.Manifests, request.Only, cancellationToken)
                : await planner.UnseedAsync(request.Manifests, request.Only, cancellationToken);
        var usesFakes =
            purpose == PlanPurpose.Seed
            && request
                .Manifests.SelectMany(manifest => manifest.Fixtures)
                .SelectMany(fixture => fixture.Set)
                .SelectMany(assignment => assignment.Templates)
                .Any(template => template.Reads.Any(read => read.Root == "fake"));
        return new Plan(
            Headers(portal).Of(purpose, request, fakeData: usesFakes ? FakeData.Version : null),
            leads,
            Forecast(footer)
        )
        {
            ReadSince = readSince,
        };
    }

    private async Task<PortalFacts> CheckedAsync(
        IReadOnlyList<Manifest> manifests,
        CancellationToken cancellationToken,
        bool triesTemplates = true
    )
    {
        var portal = await FactsAsync(cancellationToken);
        var problems = new DiagnosticBag();
        var checker = new ManifestChecker(portal.Catalogue, problems, portal.Leads.HasOr)
        {
            TriesTemplates = triesTemplates,
        };
        manifests.ToList().ForEach(checker.Check);
        problems.ThrowIfErrors();
        return portal;
    }

    public async Task<Plan> PlanRollbackAsync(RunReport run, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        run.Plan.Portal.RequireHost(session.Settings.DisplayHost);
        if (run.Summary.Unknown > 0)
        {
            await session.SettleAsync(cancellationToken);
        }

        var reader = session.ReaderOf(portal.Leads);
        var (leads, footer) = await new RollbackPlanner(reader, portal.Catalogue, clock).PlanAsync(
            run,
            cancellationToken
        );
        var counts = footer.Counts with
        {
            PortalLeads = footer.Counts.Writes > 0 ? await reader.CountAsync(cancellationToken) : null,
        };
        return new Plan(
            Headers(portal).Of(PlanPurpose.Rollback, new PlanRequest([]), rollbackOf: run.Run),
            leads,
            Forecast(footer with { Counts = counts })
        );
    }

    private PlanHeaders Headers(PortalFacts portal) => new(session.Settings, portal, clock.GetUtcNow());

    /// <summary>Operating time is known from this portal's last runs, else it stays unknown.</summary>
    private PlanFooter Forecast(PlanFooter footer)
    {
        if (footer.Counts.Writes == 0)
        {
            return footer;
        }

        return ledger.CostOfWrite(Host) is { } cost
            ? footer with
            {
                Forecast = footer.Forecast with { OperatingSeconds = Math.Round(cost * footer.Counts.Writes, 1) },
            }
            : footer;
    }
}
