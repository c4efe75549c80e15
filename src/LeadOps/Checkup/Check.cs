using LeadOps.Diagnostics;

namespace LeadOps.Checkup;

public enum CheckStatus
{
    Ok,
    Warning,
    Failed,
}

/// <summary>
/// One thing that was looked at, what was found, and what to do about it. <see cref="Failure"/> says what kind of
/// problem it is.
/// </summary>
public sealed record Check(string Subject, CheckStatus Status, string Found, string? Advice = null)
{
    public Failure Failure { get; init; } = Failure.Portal;
}
