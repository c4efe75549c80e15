namespace LeadOps.LocalPortal;

/// <summary>Credentials of the local portal's application; all but the addresses are secret.</summary>
public sealed record LocalApplication(
    string ClientId,
    string ClientSecret,
    string RefreshToken,
    Uri TokenUrl,
    Uri RestUrl
);
