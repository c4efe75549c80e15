namespace LeadOps.Portal;

/// <summary>The portal makes us wait, until a moment if that is known.</summary>
public sealed record PortalPause(DateTimeOffset? Until, string Reason, PauseKind Kind = PauseKind.Pause);

public enum PauseKind
{
    /// <summary>Long enough to be told and recorded as a pause.</summary>
    Pause,

    /// <summary>One of the many short waits between requests, by which the request rate of a tariff is kept.</summary>
    Rate,

    /// <summary>A request was refused or got no answer and is sent again.</summary>
    Retry,
}
