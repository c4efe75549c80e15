namespace LeadOps.LocalPortal;

/// <summary>An incoming webhook of one user.</summary>
public sealed record LocalWebhook(int UserId, string Secret)
{
    public IReadOnlyList<string> Scopes { get; init; } = ["crm", "user_basic"];

    public DateTimeOffset? ExpiresAt { get; init; }
}
