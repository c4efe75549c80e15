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

    /// <summary>What templates see that is the same for all leads.</summary>
    public async Task<ScopeBuilder> ScopesAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return new ScopeBuilder(portal.Catalogue, new RunFacts(now.ToOffset(portal.Catalogue.Zone.GetUtcOffset(now)), portal.UserName, session.Settings.Name, session.Settings.DisplayHost, environment));
    }

    public async Task<Plan> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        var portal = await CheckedAsync(request.Manifests, cancellationToken);
        var (manifests, done) = NotYetDone(request.Manifests);
        var open = request with { Manifests = manifests };
        var planner = new Planner(session.Reader, portal.Catalogue, await ScopesAsync(request.Environment, cancellationToken));
        var (leads, footer) = await planner.PlanAsync(open.Manifests, open.Only, cancellationToken);
        return new Plan(Header(portal, PlanPurpose.Apply, open, null), leads, Forecast(footer with { Warnings = [.. done, .. footer.Warnings] }));
    }

    /// <summary>The fixtures' plan: what seeding creates, updates and prunes, or what unseeding deletes.</summary>
    public async Task<Plan> PlanFixturesAsync(PlanRequest request, PlanPurpose purpose, CancellationToken cancellationToken)
    {
        var portal = await CheckedAsync(request.Manifests, cancellationToken);
        var planner = new FixturePlanner(session.Reader, portal.Catalogue, await ScopesAsync(request.Environment, cancellationToken));
        var (leads, footer) = purpose == PlanPurpose.Seed ? await planner.SeedAsync(request.Manifests, request.Only, cancellationToken) : await planner.UnseedAsync(request.Manifests, request.Only, cancellationToken);
        var usesFakes = purpose == PlanPurpose.Seed && request.Manifests.SelectMany(manifest => manifest.Fixtures).SelectMany(fixture => fixture.Set).SelectMany(assignment => assignment.Templates).Any(template => template.Reads.Any(read => read.Root == "fake"));
        return new Plan(PlanHeaders.Identified(Header(portal, purpose, request, null) with { FakeDataVersion = usesFakes ? FakeData.Version : null }), leads, Forecast(footer));
    }

    private async Task<PortalFacts> CheckedAsync(IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        var problems = new DiagnosticBag();
        manifests.ToList().ForEach(new ManifestChecker(portal.Catalogue, problems, session.Leads.HasOr).Check);
        problems.ThrowIfErrors();
        return portal;
    }

    public async Task<Plan> PlanRollbackAsync(RunReport run, CancellationToken cancellationToken)
    {
        var portal = await FactsAsync(cancellationToken);
        RequireSamePortal(run.Plan);
        if (run.Summary.Unknown > 0)
        {
            await session.SettleAsync(cancellationToken);
        }

        var (leads, footer) = await new RollbackPlanner(session.Reader, portal.Catalogue, clock).PlanAsync(run, cancellationToken);
        return new Plan(Header(portal, PlanPurpose.Rollback, new PlanRequest([]), run.Run), leads, Forecast(footer));
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

    /// <summary>An applied once-manifest plans nothing any more, and a remark says why.</summary>
    private (List<Manifest> Open, List<string> Done) NotYetDone(IReadOnlyList<Manifest> manifests)
    {
        if (!manifests.Any(manifest => manifest.Once) || !File.Exists(paths.LedgerFile))
        {
            return ([.. manifests], []);
        }

        using var ledger = new RunLedger(paths.LedgerFile);
        var known = manifests.Select(manifest => (Manifest: manifest, Run: manifest.Once ? ledger.DoneBy(session.Settings.DisplayHost, manifest.Name, manifest.Digest) : null)).ToLookup(pair => pair.Run is not null);
        return ([.. known[false].Select(pair => pair.Manifest)], [.. known[true].Select(pair => $"{pair.Manifest.Name}: already applied by the run {pair.Run} (`once: true`), so it plans nothing; `leadops rollback {pair.Run}` takes it back")]);
    }

    /// <summary>Only the whole of a once-manifest's changes counts as its one time.</summary>
    private PlanHeader Header(PortalFacts portal, PlanPurpose purpose, PlanRequest request, string? rollbackOf)
    {
        var now = clock.GetUtcNow();
        bool IsWhole(Manifest manifest) => manifest.Changes.All(change => Planner.IsChosen(request.Only, manifest, change.Name));
        return PlanHeaders.Identified(new PlanHeader
        {
            Id = "",
            Purpose = purpose,
            ToolVersion = typeof(Pipeline).Assembly.GetName().Version!.ToString(3),
            Portal = new PlanPortal(session.Settings.Name, session.Settings.DisplayHost, portal.UserId, portal.UserName, session.Settings.Api),
            Manifests = [.. request.Manifests.Select(manifest => new PlanManifest(manifest.Name, manifest.File, manifest.Digest, purpose == PlanPurpose.Apply && manifest.Once && IsWhole(manifest)))],
            CreatedAt = now,
            ExpiresAt = now + request.Lifetime,
            GitCommit = request.GitCommit,
            RollbackOf = rollbackOf,
        });
    }

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

    public async Task<RunReport> ApplyAsync(Plan plan, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var before = session.Stats.Snapshot();
        await FactsAsync(stop);
        Admit(plan, options);
        using var held = PortalLock.Take(paths.StateFolder, session.Settings.DisplayHost, options.TakeOver ? TakeOver.WhenStale : TakeOver.Never, clock);
        using var ledger = new RunLedger(paths.LedgerFile);
        var folder = RunFolder.Create(paths.RunsFolder, clock.GetUtcNow());
        using var journal = Begin(ref plan, folder, ledger);
        var lines = plan.Leads.Select((lead, sequence) => new PlanLine(sequence, lead)).Where(line => line.Lead.Action != LeadAction.Blocked);
        return await CarryOutAsync(new Course(plan, folder, journal, ledger, held, before), lines, plan.Footer.Counts.Writes, settleFirst: false, options, events, stop);
    }

    /// <summary>Until the plan is claimed, nothing may be sent; refused, the run leaves no trace.</summary>
    private RunJournal Begin(ref Plan plan, RunFolder folder, RunLedger ledger)
    {
        RunJournal? journal = null;
        try
        {
            plan = PlanFile.Write(folder.PlanFile, plan);
            journal = RunJournal.Create(folder, clock.GetUtcNow());
            ledger.Claim(plan.Header, folder.Name, clock.GetUtcNow());
            return journal;
        }
        catch (LeadOpsException)
        {
            journal?.Dispose();
            folder.Discard();
            throw;
        }
    }

    /// <summary>Goes on with a run: what was skipped or is unknown, or what failed.</summary>
    public async Task<RunReport> ContinueAsync(string run, bool failedOnly, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var before = session.Stats.Snapshot();
        var folder = RunFolder.Find(paths.RunsFolder, run);
        var plan = PlanFile.Read(folder.PlanFile);
        RequireSamePortal(plan.Header);
        using var held = PortalLock.Take(paths.StateFolder, session.Settings.DisplayHost, options.TakeOver ? TakeOver.WhenStale : TakeOver.WhenGone, clock);
        using var ledger = new RunLedger(paths.LedgerFile);
        using var journal = RunJournal.Open(folder);
        using var soFar = RunJournal.Open(folder);
        ledger.Claim(plan.Header, folder.Name, clock.GetUtcNow());
        journal.Reopen();
        var summary = RunReports.Summary(plan.Footer.Counts, journal);
        var total = Left(plan, summary, failedOnly);
        var lines = Unfinished(plan, soFar, failedOnly, new Verdicts((await FactsAsync(stop)).Catalogue));
        return await CarryOutAsync(new Course(plan, folder, journal, ledger, held, before), lines, total, settleFirst: !failedOnly && summary.Unknown > 0, options, events, stop);
    }

    /// <summary>The report of a run that `resume` or `retry` would not change; null when there is something to do.</summary>
    public static RunReport? Finished(string runsFolder, string run, bool failedOnly)
    {
        var folder = RunFolder.Find(runsFolder, run);
        using var journal = RunJournal.Open(folder);
        var plan = PlanFile.Read(folder.PlanFile);
        return journal.Status == RunStatus.Running || Left(plan, RunReports.Summary(plan.Footer.Counts, journal), failedOnly) > 0 ? null : Report(folder, plan, journal);
    }

    private static int Left(Plan plan, RunSummary summary, bool failedOnly) => failedOnly ? summary.Failed : summary.Skipped - plan.Footer.Counts.Blocked + summary.Unknown;

    private static IEnumerable<PlanLine> Unfinished(Plan plan, RunJournal soFar, bool failedOnly, Verdicts verdicts) => RunReports.Join(plan.Leads, soFar)
        .Where(line => line.Lead.Action != LeadAction.Blocked)
        .Where(line => failedOnly ? line.Entry?.Verdict == Verdict.Failed : line.Entry is null or { Verdict: Verdict.Skipped or Verdict.Unknown })
        .Select(line => new PlanLine(line.Sequence, line.Lead, line.Entry is { } entry && verdicts.MayBeWritten(line.Lead, entry)));

    /// <summary>What a run under way holds open.</summary>
    private sealed record Course(Plan Plan, RunFolder Folder, RunJournal Journal, RunLedger Ledger, PortalLock Held, RunStats Before);

    private async Task<RunReport> CarryOutAsync(Course course, IEnumerable<PlanLine> lines, int count, bool settleFirst, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var portal = await FactsAsync(CancellationToken.None);
        (lines, count) = options.First is { } first ? (lines.Take(first), Math.Min(first, count)) : (lines, count);
        var executor = new Executor(session, portal.Catalogue, course.Journal, clock, new ExecutorOptions
        {
            MaxFailures = options.Limits.MaxFailures,
            PauseFile = paths.PauseFile,
            SecondsPerWrite = course.Ledger.CostOfWrite(session.Settings.DisplayHost),
            SettleFirst = settleFirst,
            Confirm = course.Held.Confirm,
            Events = events,
        });
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, course.Held.Lost);
        events.Started?.Invoke(course.Folder.Name, count);
        LeadOpsException? problem = null;
        var finished = false;
        try
        {
            finished = await executor.RunAsync(lines, count, either.Token);
            problem = Ended(() => course.Held.Confirm());
        }
        catch (LeadOpsException broken)
        {
            problem = broken;
        }
        finally
        {
            var end = Ended(() => End(course, executor.TooManyFailures, finished, options.First is not null));
            problem ??= end;
        }

        var report = Report(course.Folder, course.Plan, course.Journal);
        return problem is null ? report : throw new RunBrokenException(problem, report);
    }

    /// <summary>A journal that cannot be written any more must not hide why the run ended.</summary>
    private static LeadOpsException? Ended(Action last)
    {
        try
        {
            last();
            return null;
        }
        catch (LeadOpsException problem)
        {
            return problem;
        }
    }

    private void End(Course course, bool tooManyFailures, bool finished, bool isCanary)
    {
        var footer = course.Plan.Footer;
        var summary = RunReports.Summary(footer.Counts, course.Journal);
        var isLeft = summary.Skipped > footer.Counts.Blocked || summary.Unknown > 0;
        var status = tooManyFailures ? RunStatus.Stopped
            : !finished ? RunStatus.Interrupted
            : isLeft ? (isCanary && summary.IsCleanSoFar ? RunStatus.Paused : RunStatus.Interrupted)
            : summary.IsClean && footer.LeftAlone == 0 ? RunStatus.Succeeded : RunStatus.Partly;
        course.Journal.Finish(status, session.Stats.Since(course.Before), clock.GetUtcNow());
        course.Ledger.Save(course.Plan.Header, course.Folder.Name, clock.GetUtcNow(), status, course.Journal.Stats());
    }

    /// <summary>The portal that a run belongs to.</summary>
    public static PlanPortal PortalOf(string runsFolder, string run) => PlanFile.ReadHeader(RunFolder.Find(runsFolder, run).PlanFile).Portal;

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
