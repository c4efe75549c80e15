namespace LeadOps.Rollouts;

/// <summary>Where a rollout stands. How it may change is written down in <see cref="RolloutTransitions"/>.</summary>
public enum RolloutStatus
{
    /// <summary>A process leads it, or died doing so.</summary>
    Running,

    /// <summary>Somebody asked for a break; `rollout continue` goes on.</summary>
    Paused,

    /// <summary>More portals failed than it allows.</summary>
    Stopped,

    /// <summary>Somebody ended it for good.</summary>
    Aborted,

    /// <summary>Every portal succeeded.</summary>
    Succeeded,

    /// <summary>The last wave has ended, and some portals did not succeed.</summary>
    Partly,

    /// <summary>Another rollout has taken it back.</summary>
    RolledBack,
}

/// <summary>What may happen to a rollout.</summary>
public enum RolloutEvent
{
    Continued,
    Paused,
    TooManyFailed,
    Aborted,
    AllWell,
    Ended,
    TakenBack,
}

/// <summary>What somebody asks of a rollout that is under way.</summary>
public enum RolloutWish
{
    Pause,
    Abort,
}
