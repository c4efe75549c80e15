using LeadOps.Portal.Authorization;

namespace LeadOps.Portal;

/// <summary>Everything the client needs to know about one portal; made once by the shell.</summary>
public sealed record PortalSettings
{
    /// <summary>The name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The webhook `https://HOST/rest/USER/SECRET/`, or `https://HOST/rest/` with <see cref="OAuth"/>. Secret.</summary>
    public required Uri Url { get; init; }

    public OAuthSettings? OAuth { get; init; }

    public PortalTariff Tariff { get; init; } = PortalTariff.Standard;

    /// <summary>Hosts that a redirect may lead to, besides the portal's own.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>Seconds of execution time that one method may use in ten minutes.</summary>
    public double OperatingLimit { get; init; } = 480;

    /// <summary>The machine-wide folder of what all processes share: request bucket, operating totals, tokens.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The cloud cuts a request after 60 seconds; waiting a little longer tells its answer from silence.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>What users see and type: host[:port]. The embedded portal overrides it.</summary>
    public string DisplayHost
    {
        get => field ?? Url.Authority;
        init;
    }

    // A record prints all its members; the URL is a secret.
    public override string ToString() => $"{Name} ({DisplayHost})";
}
