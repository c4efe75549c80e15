namespace LeadOps.Runs;

/// <summary>Where a run stands. The outcome in reports is this status in lower camel case.</summary>
public enum RunStatus
{
    /// <summary>A process works on it, or died doing so.</summary>
    Running,

    /// <summary>Every lead is applied or unchanged.</summary>
    Succeeded,

    /// <summary>Ended, with leads that failed, were stale, differ, are unknown or were skipped.</summary>
    Partly,

    /// <summary>Ctrl-C, or a portal that could not go on; `resume` continues.</summary>
    Interrupted,

    /// <summary>The first leads are as planned, and the run waits for a look at them (`--first`); `resume` continues.</summary>
    Paused,

    /// <summary>`maxFailures` was reached.</summary>
    Stopped,
}
