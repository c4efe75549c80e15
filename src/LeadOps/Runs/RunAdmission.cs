namespace LeadOps.Runs;

/// <summary>What the store knows that may speak against a run.</summary>
/// <param name="UsedBy">The run that used up the plan.</param>
/// <param name="UsedByStatus">Where that run stands; null when it was pruned.</param>
/// <param name="Once">The manifests that say `once`, each with the run that applied it and another run that is not
/// finished.</param>
internal sealed record AdmissionFacts(string? UsedBy, RunStatus? UsedByStatus, IReadOnlyList<OnceFacts> Once);

internal sealed record OnceFacts(string Manifest, string? AppliedBy, string? Unfinished);

/// <summary>
/// May this plan begin a run, may this run go on? Asked here and nowhere else; the store only guards the race.
/// </summary>
internal static class RunAdmission
{
    /// <summary>What speaks against it; null when nothing does.</summary>
    /// <param name="facts">What is known now.</param>
    /// <param name="run">The run that wants to go on; null when a new one wants to begin.</param>
    /// <param name="portalFlag">What a command needs to mean this portal.</param>
    public static string? Objection(AdmissionFacts facts, PastRun? run, string portalFlag) =>
        Used(facts, run, portalFlag)
        ?? Over(run)
        ?? facts.Once.Select(once => Once(once, run, portalFlag)).FirstOrDefault(objection => objection is not null);

    /// <summary>A plan is for one use; the run that used it may go on.</summary>
    private static string? Used(AdmissionFacts facts, PastRun? run, string portalFlag) =>
        facts.UsedBy is null || facts.UsedBy == run?.Run
            ? null
            : $"This plan was already applied by the run {facts.UsedBy}. "
                + $"{WayOn(facts.UsedBy + portalFlag, facts.UsedByStatus)}";

    private static string WayOn(string run, RunStatus? status) =>
        status is { } known && RunTransitions.IsUnfinished(known)
            ? $"It is not finished: `leadops resume {run}` goes on with it."
        : status == RunStatus.Partly
            ? $"`leadops retry {run}` tries its failed leads again; for all else make a new plan with `leadops plan`."
        : "A plan can be applied once. Make a new one with `leadops plan`.";

    private static string? Over(PastRun? run) =>
        run is null || RunTransitions.After(run.Status, RunEvent.Continued) is not null ? null
        : run.Status == RunStatus.RolledBack
            ? $"The run {run.Run} was rolled back. Make a new plan with `leadops plan`."
        : $"The run {run.Run} is complete. Nothing is left to do.";

    private static string? Once(OnceFacts once, PastRun? run, string portalFlag) =>
        once.AppliedBy is { } earlier && earlier != run?.Run
            ? $"The manifest `{once.Manifest}` says `once: true` and was already applied by the run {earlier}. "
                + $"`leadops rollback {earlier}{portalFlag}` takes it back. "
                + "To apply something new, give the manifest a new name."
        : once.Unfinished is { } open
            ? $"The manifest `{once.Manifest}` says `once: true`, and its run {open} is not finished. "
                + $"`leadops resume {open}{portalFlag}` finishes it, "
                + $"`leadops rollback {open}{portalFlag}` takes it back."
        : null;
}
