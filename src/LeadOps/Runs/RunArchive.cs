using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>The runs of a portal as people name them, and what became of each. It only reads.</summary>
public sealed class RunArchive(IState state, string portalFlag)
{
    /// <summary>
    /// The runs on one portal, the latest first; a run whose process has died is shown as interrupted.
    /// </summary>
    public IReadOnlyList<PastRun> History(string host)
    {
        var working = state.Leases.Holder(host) is { IsStale: false } holder ? holder : null;
        return
        [
            .. state
                .Runs.Of(host)
                .Select(PastRun.Of)
                .Select(run =>
                    run.Status == RunStatus.Running && (working is null || (working.Run ?? run.Run) != run.Run)
                        ? run with
                        {
                            Status = RunStatus.Interrupted,
                        }
                        : run
                )
                .Concat(Unclaimed(host))
                .OrderByDescending(run => run.At)
                .ThenByDescending(run => run.Run, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<RunsElsewhere> Elsewhere(string host) =>
        [
            .. state
                .Runs.Portals()
                .Where(other => other.Portal != host)
                .Select(other => new RunsElsewhere(
                    other.Portal,
                    state.Runs.Of(other.Portal).Select(run => run.PortalName).FirstOrDefault(name => name.Length > 0)
                        ?? "",
                    other.Runs
                )),
        ];

    /// <summary>By its name, the beginning of it, or `latest`; always a run of this portal.</summary>
    public PastRun Find(string host, string run)
    {
        var runs = History(host);
        var matching =
            run == "latest" ? runs.Take(1).ToList()
            : runs.Where(known => known.Run == run).ToList() is { Count: > 0 } exact ? exact
            : run.Length == 0 ? []
            : runs.Where(known => known.Run.StartsWith(run, StringComparison.Ordinal)).ToList();
        return matching.Count switch
        {
            1 => matching[0],
            0 => throw new LeadOpsException(Failure.Invalid, Missing(host, run, runs.Count)),
            _ => throw new LeadOpsException(
                Failure.Invalid,
                $"`{run}` is the beginning of {matching.Count} runs. Give more of the name."
            ),
        };
    }

    /// <summary>What became of the leads of a run, and the run that it undid; empty when its record is gone.</summary>
    public RunBrief BriefOf(PastRun run)
    {
        try
        {
            using var journal = OpenJournal(run);
            var undid =
                run.Purpose == PlanPurpose.Rollback && state.Plans.Of(new RunKey(run.Portal, run.Run)) is { } file
                    ? PlanFile.ReadHeader(file).RollbackOf
                    : null;
            return new RunBrief(journal.Counts(), undid);
        }
        catch (LeadOpsException)
        {
            return new RunBrief(new Dictionary<Verdict, int>(), null);
        }
    }

    public RunReport ReportOf(PastRun run)
    {
        using var journal = OpenJournal(run);
        return Report(run, PlanOf(run), journal);
    }

    /// <summary>
    /// The report of a run that `resume` or `retry` would not change; null when there is something to do.
    /// </summary>
    public RunReport? Finished(PastRun run, bool failedOnly)
    {
        using var journal = OpenJournal(run);
        var plan = PlanOf(run);
        var isOver = run.Status is RunStatus.Succeeded or RunStatus.Partly;
        return !isOver || Left(plan, RunReports.Summary(plan.Footer.Counts, journal), failedOnly) > 0
            ? null
            : Report(run, plan, journal);
    }

    internal Plan PlanOf(PastRun run) =>
        state.Plans.Of(new RunKey(run.Portal, run.Run)) is { } file
            ? PlanFile.Read(file)
            : throw new LeadOpsException(
                Failure.Invalid,
                $"The plan of the run `{run.Run}` is missing in {state.Description}. "
                    + "Restore it from a backup; without it, a new plan (`leadops plan`) compares with what the "
                    + "portal holds now."
            );

    internal RunJournal OpenJournal(PastRun run) =>
        new(state.OpenJournal(new RunKey(run.Portal, run.Run), lease: null));

    internal RunReport Report(PastRun run, Plan plan, RunJournal journal)
    {
        var report = RunReports.Of(run, plan, journal, () => OpenJournal(run));
        var command =
            run.Status == RunStatus.RolledBack ? null
            : report.Summary.Unknown > 0 || report.Summary.Skipped > plan.Footer.Counts.Blocked
                ? $"leadops resume {run.Run}{portalFlag}"
            : report.Summary.Failed > 0 ? $"leadops retry {run.Run}{portalFlag}"
            : null;
        return report with { NextCommand = command, PortalFlag = portalFlag };
    }

    internal static int Left(Plan plan, RunSummary summary, bool failedOnly) =>
        failedOnly ? summary.Failed : summary.Skipped - plan.Footer.Counts.Blocked + summary.Unknown;

    /// <summary>Killed at its beginning, with its plan on disk and nothing sent: `resume` begins it.</summary>
    private IEnumerable<PastRun> Unclaimed(string host) =>
        state
            .Plans.Unclaimed(host)
            .Select(name => (Name: name, Header: Header(new RunKey(host, name))))
            .Where(run =>
                run.Header?.Portal.Host == host && (state.Runs.UserOf(host, run.Header.Id) ?? run.Name) == run.Name
            )
            .Select(run => Begun(run.Name, run.Header!));

    private PlanHeader? Header(RunKey run)
    {
        try
        {
            return state.Plans.Of(run) is { } file ? PlanFile.ReadHeader(file) : null;
        }
        catch (LeadOpsException)
        {
            // What is not a plan is no run.
            return null;
        }
    }

    private static PastRun Begun(string name, PlanHeader plan) =>
        new()
        {
            Run = name,
            Portal = plan.Portal.Host,
            PortalName = plan.Portal.Name,
            At =
                name.Length > 15
                && DateTime.TryParseExact(
                    name[..15],
                    "yyyyMMdd-HHmmss",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var at
                )
                    ? at
                    : plan.CreatedAt,
            User = "-",
            Machine = "-",
            Manifests = [.. plan.Manifests.Select(manifest => manifest.Name)],
            GitCommit = plan.GitCommit,
            Status = RunStatus.Interrupted,
            Purpose = plan.Purpose,
        };

    private string Missing(string host, string run, int runsHere)
    {
        var others = Elsewhere(host);
        var elsewhere = run is "latest" or ""
            ? []
            : others
                .SelectMany(other => state.Runs.Of(other.Host))
                .Where(known => known.Key.Name.StartsWith(run, StringComparison.Ordinal))
                .ToList();
        if (elsewhere is [var only])
        {
            return $"The run `{only.Key.Name}` is on the portal `{only.Key.Portal}`, and `{host}` is chosen. "
                + $"Add `--portal {PlanPortal.Choice(only.PortalName)}`.";
        }

        return runsHere == 0
            ? $"There is no run on `{host}`: nothing was sent to it, or `leadops state prune` took the run away. "
                + "`leadops apply` begins one."
                + RunsElsewhere.Told(others)
            : $"There is no run `{run}` on `{host}`. `leadops history{portalFlag}` lists the runs."
                + RunsElsewhere.Told(others);
    }
}
