namespace LeadOps.Runs;

/// <summary>
/// Where a run stands. The outcome in reports is this status in lower camel case. How it may change is written down in
/// <see cref="RunTransitions"/>.
/// </summary>
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

    /// <summary>
    /// The first leads are as planned, and the run waits for a look at them (`--first`); `resume` continues.
    /// </summary>
    Paused,

    /// <summary>`maxFailures` was reached.</summary>
    Stopped,

    /// <summary>Another run has taken it back.</summary>
    RolledBack,
}

/// <summary>What may happen to a run.</summary>
internal enum RunEvent
{
    /// <summary>`resume` or `retry` goes on with it.</summary>
    Continued,

    /// <summary>The last lead is done, and all are applied or unchanged.</summary>
    AllWell,

    /// <summary>The last lead is done, and some are not as planned.</summary>
    Ended,

    /// <summary>It ended before the last lead.</summary>
    Interrupted,

    /// <summary>`--first` leads are done and well.</summary>
    Paused,

    /// <summary>More leads failed than `maxFailures` allows.</summary>
    TooManyFailures,

    /// <summary>A rollback of it has ended.</summary>
    TakenBack,
}
