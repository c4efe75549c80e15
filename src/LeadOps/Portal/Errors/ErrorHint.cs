namespace LeadOps.Portal.Errors;

/// <summary>What an error is about, whatever code or text the portal chose for it.</summary>
public enum ErrorHint
{
    Auth,
    Scope,
    Permission,
    Plan,
    Config,
    Validation,
    NotFound,
    Conflict,
    RateLimit,
    Quota,
    Blocked,
    Network,
    Server,

    /// <summary>Our request was malformed.</summary>
    Bug,
}
