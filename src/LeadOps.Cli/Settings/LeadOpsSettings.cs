using LeadOps.Plans;

namespace LeadOps.Cli.Settings;

/// <summary>
/// A portal as configured; nothing is resolved yet, so an unset variable only matters when the portal is used.
/// </summary>
internal sealed record PortalConfig(string Name)
{
    public string? Url { get; init; }

    public bool IsEmbedded { get; init; }

    public int EmbeddedSeed { get; init; }

    public bool Seedable { get; init; }

    public bool Protected { get; init; }

    public string? Tariff { get; init; }

    public string Api { get; init; } = "crm.lead";

    public OAuthConfig? OAuth { get; init; }

    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    public double OperatingLimit { get; init; } = 480;

    public double? SettleAfter { get; init; }

    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Words by which `--portals` means several portals.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>As written: the values may still name environment variables.</summary>
internal sealed record OAuthConfig(string ClientId, string ClientSecret, string RefreshToken, string? TokenUrl);

/// <summary>As written: the address may still name environment variables.</summary>
internal sealed record SharedStateConfig(string Postgres, string Schema);

/// <summary>All layers, merged once.</summary>
internal sealed record LeadOpsSettings
{
    public required string ProjectFolder { get; init; }

    public string? ConfigFile { get; init; }

    public string? DefaultPortal { get; init; }

    public required IReadOnlyDictionary<string, PortalConfig> Portals { get; init; }

    public required PlanLimits Limits { get; init; }

    public required string Ledger { get; init; }

    public required string StateFolder { get; init; }

    /// <summary>Where runs are remembered for all machines; null keeps them on this one.</summary>
    public SharedStateConfig? SharedState { get; init; }

    /// <summary>As written: it may still name an environment variable.</summary>
    public string? DashboardPassword { get; init; }

    public string StatePath(string name) => Path.Combine(ProjectFolder, ".leadops", name);
}
