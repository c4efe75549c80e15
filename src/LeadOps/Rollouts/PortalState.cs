namespace LeadOps.Rollouts;

/// <summary>Where a portal of a rollout stands.</summary>
public enum PortalState
{
    /// <summary>Its wave has not begun, or its plan was not approved.</summary>
    Waiting,

    /// <summary>Its plan is made and stored, and waits for approval.</summary>
    Planned,

    /// <summary>Approved; whoever is free carries it out.</summary>
    Queued,

    /// <summary>A process works on it, or died doing so.</summary>
    Working,

    /// <summary>Every lead is as planned, or there was nothing to do.</summary>
    Succeeded,

    /// <summary>Its run has ended, with leads that are not as planned.</summary>
    Partly,

    /// <summary>Its run was broken off and can be resumed.</summary>
    Interrupted,

    /// <summary>A guard said no; nothing was written.</summary>
    Refused,

    /// <summary>The portal, its access or the input failed before anything was written.</summary>
    Failed,
}

public static class PortalStates
{
    /// <summary>Something is still to be done in this rollout.</summary>
    public static bool IsOpen(PortalState state) =>
        state is PortalState.Waiting or PortalState.Planned or PortalState.Queued or PortalState.Working;

    /// <summary>It counts against the limit of failed portals.</summary>
    public static bool IsBad(PortalState state) => !IsOpen(state) && state != PortalState.Succeeded;
}
