using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>
/// Memory across runs, per portal: which runs there were, which plans are used up, which once-manifests are done.
/// </summary>
internal sealed class RunLedger(IState state, string portalFlag)
{
    /// <summary>Refuses a plan that may not begin a run now.</summary>
    public void RequireMayBegin(PlanHeader plan) => RequireMay(plan, null);

    /// <summary>
    /// A run begins or goes on. It holds the portal, so what was asked cannot change until it is written down.
    /// </summary>
    internal PastRun Claim(PlanHeader plan, string name, Operator who, DateTimeOffset at, ILease lease)
    {
        var key = new RunKey(plan.Portal.Host, name);
        var known = state.Runs.Find(key) is { } row ? PastRun.Of(row) : null;
        RequireMay(plan, known);
        var status = known is null ? RunStatus.Running : RunTransitions.Required(known.Status, RunEvent.Continued);
        var claimed = RowOf(plan, key, who, at, status);
        if (!state.Runs.Claim(claimed, lease))
        {
            RequireMay(plan, known);
            throw new LeadOpsException(
                Failure.Refused,
                "The plan was used by another run at the same moment. `leadops history` shows it."
            );
        }

        return PastRun.Of(state.Runs.Find(key)!);
    }

    /// <summary>
    /// What happened to a run, with what follows from it for once-manifests and for the run that it takes back.
    /// </summary>
    internal void Note(PlanHeader plan, PastRun run, RunEvent happened, RunStats stats, DateTimeOffset at, ILease lease)
    {
        var status = RunTransitions.Required(RunStatus.Running, happened);
        var undone = plan.RollbackOf is { } name ? state.Runs.Find(new RunKey(plan.Portal.Host, name)) : null;
        state.Runs.Change(
            new RunKey(plan.Portal.Host, run.Run),
            new RunChange(status.ToString())
            {
                FinishedAt = at,
                Stats = JsonSerializer.Serialize(stats, RunJson.Default.RunStats),
                Cost = CostOf(stats),
                Once =
                    status == RunStatus.Succeeded
                        ?
                        [
                            .. plan
                                .Manifests.Where(manifest => manifest.Once)
                                .Select(manifest => new OnceRow(manifest.Name, manifest.Digest, run.Run)),
                        ]
                        : [],
                Forget = plan.RollbackOf,
                Undone =
                    undone is not null && status is RunStatus.Succeeded or RunStatus.Partly
                        ? (
                            undone!.Key.Name,
                            RunTransitions.Required(PastRun.Of(undone).Status, RunEvent.TakenBack).ToString()
                        )
                        : null,
            },
            lease
        );
    }

    /// <summary>
    /// The run that applied a once-manifest here, or null; the same name with other contents is an error.
    /// </summary>
    public string? DoneBy(string host, string name, string digest)
    {
        var known = state.Runs.Once(host, name);
        if (known is not null && known.Digest != digest)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"The manifest `{name}` says `once: true` and was applied to this portal, "
                    + "but its contents have changed since. To apply it again, give the manifest a new name."
            );
        }

        return known?.Run;
    }

    /// <summary>
    /// The latest run of a manifest that `resume` would go on with, or null; <paramref name="except"/> does not
    /// count.
    /// </summary>
    public string? Unfinished(string host, string name, string? except) =>
        state
            .Runs.OfManifest(host, name)
            .Select(PastRun.Of)
            .FirstOrDefault(run =>
                run.Run != except && run.Purpose == PlanPurpose.Apply && RunTransitions.IsUnfinished(run.Status)
            )
            ?.Run;

    public double? CostOfWrite(string host) => state.Runs.CostOfWrite(host);

    private void RequireMay(PlanHeader plan, PastRun? run)
    {
        var host = plan.Portal.Host;
        var user = state.Runs.UserOf(host, plan.Id);
        var facts = new AdmissionFacts(
            user,
            user is not null && state.Runs.Find(new RunKey(host, user)) is { } row ? PastRun.Of(row).Status : null,
            [
                .. plan
                    .Manifests.Where(manifest => manifest.Once)
                    .Select(manifest => new OnceFacts(
                        manifest.Name,
                        state.Runs.Once(host, manifest.Name)?.Run,
                        Unfinished(host, manifest.Name, run?.Run)
                    )),
            ]
        );
        if (RunAdmission.Objection(facts, run, portalFlag) is { } objection)
        {
            throw new LeadOpsException(Failure.Refused, objection);
        }
    }

    private static RunRow RowOf(PlanHeader plan, RunKey key, Operator who, DateTimeOffset at, RunStatus status) =>
        new()
        {
            Key = key,
            PortalName = plan.Portal.Name,
            Plan = plan.Id,
            Purpose = plan.Purpose.ToString(),
            Status = status.ToString(),
            StartedAt = at,
            By = who,
            GitCommit = plan.GitCommit,
            RollbackOf = plan.RollbackOf,
            Manifests =
            [
                .. plan.Manifests.Select(manifest => new RunManifest(manifest.Name, manifest.Digest, manifest.Once)),
            ],
        };

    /// <summary>What the run's writes cost in operating time, for the next forecast.</summary>
    private static RunCost? CostOf(RunStats stats)
    {
        static bool Writes(string method) =>
            method.EndsWith(".add", StringComparison.Ordinal)
            || method.EndsWith(".update", StringComparison.Ordinal)
            || method.EndsWith(".delete", StringComparison.Ordinal);
        var calls = stats.Calls.Where(pair => Writes(pair.Key)).Sum(pair => pair.Value);
        var seconds = stats.OperatingSeconds.Where(pair => Writes(pair.Key)).Sum(pair => pair.Value);
        return calls > 0 && seconds > 0 ? new RunCost(calls, seconds) : null;
    }
}
