using LeadOps.Applying;
using LeadOps.Diagnostics;
using LeadOps.Fixtures;
using LeadOps.Ledger;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Rollback;
using LeadOps.Runs;
using LeadOps.Templating;

namespace LeadOps;

/// <summary>Where a project keeps its state.</summary>
public sealed record ProjectPaths(string RunsFolder, string LedgerFile, string StateFolder, string PauseFile);

/// <summary>What a run may do and when it must stop.</summary>
public sealed record RunOptions(PlanLimits Limits, bool SkipBlocked, bool TakeOver, int? First)
{
    /// <summary>Create leads although the portal turns them into deals.</summary>
    public bool AllowSimpleMode { get; init; }
}

/// <summary>manifest → template → select → plan → apply → report, in this order; every stage knows only those before it.</summary>
public sealed class Pipeline(PortalSession session, ProjectPaths paths, TimeProvider clock)
{
    private PortalFacts? facts;

    public async Task<PortalFacts> FactsAsync(CancellationToken cancellationToken) =>
        facts ??= await PortalFacts.ReadAsync(session, cancellationToken);

    public async Task<Plan> PlanAsync(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only, IReadOnlyDictionary<string, string> environment, TimeSpan lifetime, string? gitCommit, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        var problems = new DiagnosticBag();
        manifests.ToList().ForEach(new ManifestChecker(portal.Catalogue, problems, session.Leads.HasOr).Check);
        problems.ThrowIfErrors();

        var open = NotYetDone(manifests);
        var now = clock.GetUtcNow();
        var run = new RunFacts(now.ToOffset(portal.Catalogue.Zone.GetUtcOffset(now)), portal.UserName, session.Settings.Name, session.Settings.DisplayHost, environment);
        var planner = new Planner(session.Reader, portal.Catalogue, new ScopeBuilder(portal.Catalogue, run));
        var (leads, footer) = await planner.PlanAsync(open, only, cancellationToken);
        return new Plan(Header(portal, PlanPurpose.Apply, open, now, lifetime, gitCommit, null), leads, Forecast(footer));
    }

    /// <summary>The fixtures' plan: what seeding creates, updates and prunes, or what unseeding deletes.</summary>
    public async Task<Plan> PlanFixturesAsync(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only, PlanPurpose purpose, TimeSpan lifetime, string? gitCommit, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        var problems = new DiagnosticBag();
        manifests.ToList().ForEach(new ManifestChecker(portal.Catalogue, problems, session.Leads.HasOr).Check);
        problems.ThrowIfErrors();
        var now = clock.GetUtcNow();
        var run = new RunFacts(now.ToOffset(portal.Catalogue.Zone.GetUtcOffset(now)), portal.UserName, session.Settings.Name, session.Settings.DisplayHost, new Dictionary<string, string>());
        var planner = new FixturePlanner(session.Reader, portal.Catalogue, new ScopeBuilder(portal.Catalogue, run));
        var (leads, footer) = purpose == PlanPurpose.Seed ? await planner.SeedAsync(manifests, only, cancellationToken) : await planner.UnseedAsync(manifests, only, cancellationToken);
        var usesFakes = purpose == PlanPurpose.Seed && manifests.SelectMany(manifest => manifest.Fixtures).SelectMany(fixture => fixture.Set).SelectMany(assignment => assignment.Templates).Any(template => template.Reads.Any(read => read.Root == "fake"));
        return new Plan(PlanHeaders.Identified(Header(portal, purpose, manifests, now, lifetime, gitCommit, null) with { FakeDataVersion = usesFakes ? FakeData.Version : null }), leads, Forecast(footer));
    }

    public async Task<Plan> PlanRollbackAsync(RunReport run, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        RequireSamePortal(run.Plan);
        var (leads, footer) = await new RollbackPlanner(session.Reader, portal.Catalogue).PlanAsync(run, cancellationToken);
        return new Plan(Header(portal, PlanPurpose.Rollback, [], clock.GetUtcNow(), lifetime, null, run.Run), leads, Forecast(footer));
    }

    /// <summary>Operating time is known from this portal's last runs, else it stays unknown.</summary>
    private PlanFooter Forecast(PlanFooter footer)
    {
        if (footer.Counts.Writes == 0 || !File.Exists(paths.LedgerFile))
        {
            return footer;
        }

        using var ledger = new RunLedger(paths.LedgerFile);
        return ledger.CostOfWrite(session.Settings.DisplayHost) is { } cost
            ? footer with { Forecast = footer.Forecast with { OperatingSeconds = Math.Round(cost * footer.Counts.Writes, 1) } }
            : footer;
    }

    /// <summary>An applied once-manifest plans nothing any more.</summary>
    private List<Manifest> NotYetDone(IReadOnlyList<Manifest> manifests)
    {
        if (!manifests.Any(manifest => manifest.Once) || !File.Exists(paths.LedgerFile))
        {
            return [.. manifests];
        }

        using var ledger = new RunLedger(paths.LedgerFile);
        return [.. manifests.Where(manifest => !manifest.Once || !ledger.IsDone(session.Settings.DisplayHost, manifest.Name, manifest.Digest))];
    }

    private PlanHeader Header(PortalFacts portal, PlanPurpose purpose, IReadOnlyList<Manifest> manifests, DateTimeOffset now, TimeSpan lifetime, string? gitCommit, string? rollbackOf) => PlanHeaders.Identified(new PlanHeader
    {
        Id = "",
        Purpose = purpose,
        ToolVersion = typeof(Pipeline).Assembly.GetName().Version!.ToString(3),
        Portal = new PlanPortal(session.Settings.Name, session.Settings.DisplayHost, portal.UserId, portal.UserName, session.Settings.Api),
        Manifests = [.. manifests.Select(manifest => new PlanManifest(manifest.Name, manifest.File, manifest.Digest, manifest.Once))],
        CreatedAt = now,
        ExpiresAt = now + lifetime,
        GitCommit = gitCommit,
        RollbackOf = rollbackOf,
    });

    /// <summary>Everything that may refuse a plan before anything is written.</summary>
    public void Admit(Plan plan, RunOptions options)
    {
        RequireSamePortal(plan.Header);
        if (plan.Header.ExpiresAt < clock.GetUtcNow())
        {
            throw new LeadOpsException(Failure.Refused, $"The plan expired at {plan.Header.ExpiresAt:yyyy-MM-dd HH:mm} UTC. Make a new one with `leadops plan`.");
        }

        var objections = Guards.Objections(plan.Footer.Counts, options.Limits).ToList();
        if (plan.Footer.Counts.Blocked > 0 && !options.SkipBlocked)
        {
            var first = plan.Leads.First(lead => lead.Action == LeadAction.Blocked);
            objections.Add($"{plan.Footer.Counts.Blocked} leads are blocked by an assert, the first is {first.Id}: {first.Reasons[0]}. Correct them, or leave them out with `--skip-blocked`.");
        }

        if (facts is { IsSimpleMode: true } && plan.Footer.Counts.Create > 0 && !options.AllowSimpleMode)
        {
            objections.Add($"The portal is in simple CRM mode: it would turn the {plan.Footer.Counts.Create} new leads into deals at once. Switch the portal to classic mode, or go on with `--allow-simple-mode`.");
        }

        if (objections.Count > 0)
        {
            throw new LeadOpsException(Failure.Refused, string.Join(Environment.NewLine, objections));
        }
    }

    private void RequireSamePortal(PlanHeader plan)
    {
        if (plan.Portal.Host != session.Settings.DisplayHost)
        {
            throw new LeadOpsException(Failure.Refused, $"The plan is for the portal `{plan.Portal.Host}`, this is `{session.Settings.DisplayHost}`. Choose the right one with `--portal`.");
        }
    }

    public async Task<RunReport> ApplyAsync(Plan plan, RunOptions options, Action<int, int> progress, CancellationToken stop)
    {
        await FactsAsync(stop);
        Admit(plan, options);
        using var held = PortalLock.Take(paths.StateFolder, session.Settings.DisplayHost, options.TakeOver, clock);
        using var ledger = new RunLedger(paths.LedgerFile);
        var folder = RunFolder.Create(paths.RunsFolder, clock.GetUtcNow());
        plan = Claimed(plan, folder, ledger);
        using var journal = RunJournal.Create(folder, clock.GetUtcNow());
        ledger.Save(plan.Header, folder.Name, clock.GetUtcNow(), RunStatus.Running);
        var total = Math.Min(plan.Footer.Counts.Writes, options.First ?? int.MaxValue);
        var lines = plan.Leads.Select((lead, sequence) => new PlanLine(sequence, lead)).Where(line => line.Lead.Action != LeadAction.Blocked).Take(total);
        return await CarryOutAsync(plan, folder, journal, ledger, lines, total, options, progress, stop);
    }

    /// <summary>The plan in the run's own folder. A run that cannot begin leaves no folder and does not use the plan up.</summary>
    private static Plan Claimed(Plan plan, RunFolder folder, RunLedger ledger)
    {
        try
        {
            var own = PlanFile.Write(folder.PlanFile, plan);
            ledger.Claim(plan.Header, folder.Name);
            return own;
        }
        catch
        {
            Directory.Delete(folder.Folder, recursive: true);
            throw;
        }
    }

    /// <summary>Goes on with a run: what was skipped or is unknown, or what failed.</summary>
    public async Task<RunReport> ContinueAsync(string run, bool failedOnly, RunOptions options, Action<int, int> progress, CancellationToken stop)
    {
        var folder = RunFolder.Find(paths.RunsFolder, run);
        var plan = PlanFile.Read(folder.PlanFile);
        RequireSamePortal(plan.Header);
        using var held = PortalLock.Take(paths.StateFolder, session.Settings.DisplayHost, takeOver: true, clock);
        using var ledger = new RunLedger(paths.LedgerFile);
        using var journal = RunJournal.Open(folder);
        using var soFar = RunJournal.Open(folder);
        var summary = RunReports.Summary(plan.Footer.Counts, journal);
        if (!failedOnly && summary.Unknown > 0)
        {
            await session.SettleAsync(stop);
        }

        var total = failedOnly ? summary.Failed : summary.Skipped - plan.Footer.Counts.Blocked + summary.Unknown;
        return await CarryOutAsync(plan, folder, journal, ledger, Open(plan, soFar, failedOnly), total, options, progress, stop);
    }

    private static IEnumerable<PlanLine> Open(Plan plan, RunJournal journal, bool failedOnly) => RunReports.Join(plan.Leads, journal)
        .Where(line => line.Lead.Action != LeadAction.Blocked)
        .Where(line => failedOnly ? line.Entry?.Verdict == Verdict.Failed : line.Entry is null or { Verdict: Verdict.Skipped or Verdict.Unknown })
        .Select(line => new PlanLine(line.Sequence, line.Lead));

    private async Task<RunReport> CarryOutAsync(Plan plan, RunFolder folder, RunJournal journal, RunLedger ledger, IEnumerable<PlanLine> lines, int total, RunOptions options, Action<int, int> progress, CancellationToken stop)
    {
        var portal = await FactsAsync(CancellationToken.None);
        var executor = new Executor(session, portal.Catalogue, journal, clock, new ExecutorOptions
        {
            MaxFailures = options.Limits.MaxFailures,
            PauseFile = paths.PauseFile,
            OnProgress = progress,
        });
        var finished = false;
        try
        {
            finished = await executor.RunAsync(lines, total, stop);
        }
        finally
        {
            var summary = RunReports.Summary(plan.Footer.Counts, journal);
            var blocked = plan.Footer.Counts.Blocked;
            var status = executor.TooManyFailures ? RunStatus.Stopped
                : !finished || summary.Skipped > blocked || summary.Unknown > 0 ? RunStatus.Interrupted
                : summary.IsClean ? RunStatus.Succeeded : RunStatus.Partly;
            journal.AddStats(session.Stats.Snapshot());
            ledger.RecordCost(plan.Header, folder.Name, journal.Stats());
            journal.Finish(status, clock.GetUtcNow());
            ledger.Save(plan.Header, folder.Name, clock.GetUtcNow(), status);
            if (status == RunStatus.Succeeded)
            {
                ledger.MarkOnce(plan.Header, folder.Name);
            }

            if (plan.Header.RollbackOf is { } undone)
            {
                ledger.ForgetOnce(plan.Header.Portal.Host, undone);
            }
        }

        return Report(folder, plan, journal);
    }

    public static RunReport ReportOf(string runsFolder, string run)
    {
        var folder = RunFolder.Find(runsFolder, run);
        using var journal = RunJournal.Open(folder);
        return Report(folder, PlanFile.Read(folder.PlanFile), journal);
    }

    private static RunReport Report(RunFolder folder, Plan plan, RunJournal journal)
    {
        var report = RunReports.Of(folder, plan, journal, null);
        var command = report.Summary.Unknown > 0 || report.Summary.Skipped > plan.Footer.Counts.Blocked ? $"leadops resume {folder.Name}"
            : report.Summary.Failed > 0 ? $"leadops retry {folder.Name}" : null;
        return report with { NextCommand = command };
    }
}
