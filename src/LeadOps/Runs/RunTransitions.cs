namespace LeadOps.Runs;

/// <summary>
/// Every allowed change of a run's status with the event behind it; nothing else may happen. A run begins as Running.
/// </summary>
internal static class RunTransitions
{
    private static readonly Dictionary<(RunStatus From, RunEvent Event), RunStatus> Table = new()
    {
        [(RunStatus.Running, RunEvent.AllWell)] = RunStatus.Succeeded,
        [(RunStatus.Running, RunEvent.Ended)] = RunStatus.Partly,
        [(RunStatus.Running, RunEvent.Interrupted)] = RunStatus.Interrupted,
        [(RunStatus.Running, RunEvent.Paused)] = RunStatus.Paused,
        [(RunStatus.Running, RunEvent.TooManyFailures)] = RunStatus.Stopped,

        // A process that died leaves its run Running; whoever goes on with it holds the lock.
        [(RunStatus.Running, RunEvent.Continued)] = RunStatus.Running,
        [(RunStatus.Interrupted, RunEvent.Continued)] = RunStatus.Running,
        [(RunStatus.Paused, RunEvent.Continued)] = RunStatus.Running,
        [(RunStatus.Stopped, RunEvent.Continued)] = RunStatus.Running,
        [(RunStatus.Partly, RunEvent.Continued)] = RunStatus.Running,

        // Whatever a run has done may be taken back, also what is left of it after another rollback.
        [(RunStatus.Running, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.Succeeded, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.Partly, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.Interrupted, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.Paused, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.Stopped, RunEvent.TakenBack)] = RunStatus.RolledBack,
        [(RunStatus.RolledBack, RunEvent.TakenBack)] = RunStatus.RolledBack,
    };

    /// <summary>Null: not allowed.</summary>
    public static RunStatus? After(RunStatus from, RunEvent happened) =>
        Table.TryGetValue((from, happened), out var to) ? to : null;

    public static RunStatus Required(RunStatus from, RunEvent happened) =>
        After(from, happened) ?? throw new InvalidOperationException($"a run that is {from} cannot be {happened}");

    /// <summary>`resume` goes on with it.</summary>
    public static bool IsUnfinished(RunStatus status) =>
        status is RunStatus.Running or RunStatus.Interrupted or RunStatus.Paused or RunStatus.Stopped;
}
