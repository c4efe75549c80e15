using LeadOps.Diagnostics;
using LeadOps.Fixtures;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Rollback;
using LeadOps.Runs;
using LeadOps.Templating;

namespace LeadOps;

/// <summary>The half of the pipeline that only reads: plans of changes, of fixtures and of what takes a run back.</summary>
internal sealed class PlanMaker(PortalSession session, Project project, TimeProvider clock)
{
    private readonly RunLedger ledger = new(project.State, project.PortalFlag);
    private PortalFacts? facts;

    public async Task<PortalFacts> FactsAsync(CancellationToken cancellationToken) =>
        facts ??= await PortalFacts.ReadAsync(session, cancellationToken);

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
        var portal = await CheckedAsync(request.Manifests, cancellationToken);
        var readSince = clock.GetUtcNow();
        var (manifests, done) = NotYetDone(request.Manifests);
        var open = request with { Manifests = manifests };
        var planner = new Planner(
            session.ReaderOf(portal.Leads),
            portal.Catalogue,
            await ScopesAsync(request.Environment, cancellationToken),
            request.Rejects
        );
        var (leads, footer) = await planner.PlanAsync(open.Manifests, open.Only, cancellationToken);
        return new Plan(
            Header(portal, PlanPurpose.Apply, open, null),
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
        var portal = await CheckedAsync(request.Manifests, cancellationToken);
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
            PlanHeaders.Identified(
                Header(portal, purpose, request, null) with
                {
                    FakeDataVersion = usesFakes ? FakeData.Version : null,
                }
            ),
            leads,
            Forecast(footer)
        )
        {
            ReadSince = readSince,
        };
    }

    private async Task<PortalFacts> CheckedAsync(IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        var problems = new DiagnosticBag();
        manifests.ToList().ForEach(new ManifestChecker(portal.Catalogue, problems, portal.Leads.HasOr).Check);
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
            PortalLeads = footer.Counts.Writes > 0 ? await reader.CountAsync([], cancellationToken) : null,
        };
        return new Plan(
            Header(portal, PlanPurpose.Rollback, new PlanRequest([]), run.Run),
            leads,
            Forecast(footer with { Counts = counts })
        );
    }

    /// <summary>Operating time is known from this portal's last runs, else it stays unknown.</summary>
    private PlanFooter Forecast(PlanFooter footer)
    {
        if (footer.Counts.Writes == 0)
        {
            return footer;
        }

        return ledger.CostOfWrite(session.Settings.DisplayHost) is { } cost
            ? footer with
            {
                Forecast = footer.Forecast with { OperatingSeconds = Math.Round(cost * footer.Counts.Writes, 1) },
            }
            : footer;
    }

    /// <summary>An applied once-manifest plans nothing any more, and a remark says why.</summary>
    private (List<Manifest> Open, List<string> Done) NotYetDone(IReadOnlyList<Manifest> manifests)
    {
        if (!manifests.Any(manifest => manifest.Once))
        {
            return ([.. manifests], []);
        }

        var known = manifests
            .Select(manifest =>
                (
                    Manifest: manifest,
                    Run: manifest.Once
                        ? ledger.DoneBy(session.Settings.DisplayHost, manifest.Name, manifest.Digest)
                        : null
                )
            )
            .ToLookup(pair => pair.Run is not null);
        var begun = known[false]
            .Where(pair => pair.Manifest.Once)
            .Select(pair =>
                (pair.Manifest.Name, Run: ledger.Unfinished(session.Settings.DisplayHost, pair.Manifest.Name, null))
            )
            .Where(pair => pair.Run is not null)
            .Select(pair =>
                $"{pair.Name}: its run {pair.Run} is not finished, and with `once: true` another one is refused; `leadops resume {pair.Run}{project.PortalFlag}` goes on, `leadops rollback {pair.Run}{project.PortalFlag}` takes it back"
            );
        return (
            [.. known[false].Select(pair => pair.Manifest)],
            [
                .. Forgotten(manifests),
                .. begun,
                .. known[true]
                    .Select(pair =>
                        $"{pair.Manifest.Name}: already applied by the run {pair.Run} (`once: true`), so it plans nothing; `leadops rollback {pair.Run}{project.PortalFlag}` takes it back"
                    ),
            ]
        );
    }

    /// <summary>What the plan is about, named as its fields name it: by the manifest too when the name alone is not enough.</summary>
    private static List<PlanChange> Changes(PlanRequest request, PlanPurpose purpose)
    {
        var chosen = request
            .Manifests.SelectMany(manifest =>
                (
                    purpose == PlanPurpose.Apply
                        ? manifest.Changes.Select(change => change.Name)
                        : manifest.Fixtures.Select(fixture => fixture.Name)
                )
                    .Where(name => Planner.IsChosen(request.Only, manifest, name))
                    .Select(name => (Manifest: manifest, Name: name))
            )
            .ToList();
        var names = chosen.CountBy(pair => pair.Name).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. chosen
                .Select(pair => new PlanChange(
                    purpose == PlanPurpose.Apply && names[pair.Name] > 1
                        ? $"{pair.Manifest.Name}/{pair.Name}"
                        : pair.Name,
                    pair.Manifest.Name,
                    pair.Manifest.Description
                ))
                .DistinctBy(change => change.Name),
        ];
    }

    /// <summary>What is remembered on a machine that does not stay is not remembered.</summary>
    private IEnumerable<string> Forgotten(IReadOnlyList<Manifest> manifests) =>
        project.IsUnderCi && !project.State.IsShared
            ? manifests
                .Where(manifest => manifest.Once)
                .Select(manifest =>
                    $"{manifest.Name}: `once: true` is remembered only on this machine (`state: local`), and CI=true says that it does not stay, so the next job would apply it again; set `state: {{ postgres: \"${{STATE_DATABASE}}\" }}` in leadops.yml"
                )
            : [];

    /// <summary>Only the whole of a once-manifest's changes counts as its one time.</summary>
    private PlanHeader Header(PortalFacts portal, PlanPurpose purpose, PlanRequest request, string? rollbackOf)
    {
        var now = clock.GetUtcNow();
        bool IsWhole(Manifest manifest) =>
            manifest.Changes.All(change => Planner.IsChosen(request.Only, manifest, change.Name));
        return PlanHeaders.Identified(
            new PlanHeader
            {
                Id = "",
                Purpose = purpose,
                ToolVersion = Product.Version,
                Portal = new PlanPortal(
                    session.Settings.Name,
                    session.Settings.DisplayHost,
                    portal.UserId,
                    portal.UserName,
                    session.Settings.Api
                ),
                Manifests =
                [
                    .. request.Manifests.Select(manifest => new PlanManifest(
                        manifest.Name,
                        manifest.File,
                        manifest.Digest,
                        purpose == PlanPurpose.Apply && manifest.Once && IsWhole(manifest),
                        manifest.Description
                    )),
                ],
                Changes = Changes(request, purpose),
                CreatedAt = now,
                ExpiresAt = now + request.Lifetime,
                GitCommit = request.GitCommit,
                RollbackOf = rollbackOf,
            }
        );
    }
}
