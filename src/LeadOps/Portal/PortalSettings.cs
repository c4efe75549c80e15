namespace LeadOps.Portal;

/// <summary>How fast a portal takes requests: drained per second, refused above.</summary>
public sealed record Tariff(string Name, double PerSecond, int Burst)
{
    public static Tariff Standard { get; } = new("standard", 2, 50);

    public static Tariff Enterprise { get; } = new("enterprise", 5, 250);

    public static Tariff SelfHosted { get; } = new("selfHosted", 0, 0);

    public static IReadOnlyList<Tariff> All { get; } = [Standard, Enterprise, SelfHosted];
}

/// <summary>
/// Everything about one portal that calls need. The address is a secret and is shown only as
/// <see cref="DisplayHost"/>.
/// </summary>
public sealed record PortalSettings
{
    public required string Name { get; init; }

    public required Uri Url { get; init; }

    public required string DisplayHost { get; init; }

    public Tariff Tariff { get; init; } = Tariff.Standard;

    /// <summary>Null for a webhook, whose address is the credential.</summary>
    public OAuthSettings? OAuth { get; init; }

    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    public double OperatingLimit { get; init; } = 480;

    public TimeSpan SettleAfter { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(90);

    public string Api { get; init; } = "crm.lead";

    /// <summary>Of dates without an offset; null takes the offset of the portal's server.</summary>
    public TimeZoneInfo? TimeZone { get; init; }
}
