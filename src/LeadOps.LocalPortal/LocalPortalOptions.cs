namespace LeadOps.LocalPortal;

/// <summary>How fast the leaky bucket drains: standard 2 requests a second above a burst of 50, enterprise 5 above 250.</summary>
public enum PortalTariff
{
    None,
    Standard,
    Enterprise,
}

public sealed record LocalPortalOptions
{
    /// <summary>SQLite file that keeps the data; null keeps it in memory only.</summary>
    public string? DataFile { get; init; }

    /// <summary>Port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Leads made when the data file is new.</summary>
    public int SeedLeads { get; init; }

    public PortalTariff Tariff { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Scripted faults, for instance `drop-after@3,500@5`; see <see cref="Faults.FaultScript"/>.</summary>
    public string? Chaos { get; init; }

    public int ChaosSeed { get; init; } = 1;
}

/// <summary>The portal could not be started; the message says why and what to do.</summary>
public sealed class LocalPortalException(string message, Exception? inner = null) : Exception(message, inner);
