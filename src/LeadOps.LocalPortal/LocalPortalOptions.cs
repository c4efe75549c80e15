namespace LeadOps.LocalPortal;

/// <summary>How fast the leaky bucket drains: standard 2 requests a second above a burst of 50, enterprise 5 above 250.</summary>
public enum PortalTariff
{
    None,
    Standard,
    Enterprise,
}

/// <summary>Classic: leads live on. Simple: a lead with a name is converted at once.</summary>
public enum PortalMode
{
    Classic = 1,
    Simple = 2,
}

/// <summary>Whose budget of working time the calls inside a batch use: their own methods' (cloud), or that of `batch` (self-hosted).</summary>
public enum PortalOperating
{
    Nested,
    Batch,
    Off,
}

/// <summary>What a client sees of a request that lasts longer than 60 simulated seconds.</summary>
public enum PortalCut
{
    GatewayTimeout,
    Drop,
}

public sealed record LocalPortalOptions
{
    /// <summary>SQLite file that keeps the data; null keeps it in memory only.</summary>
    public string? DataFile { get; init; }

    /// <summary>Port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Port on loopback for the same over HTTPS, which most SDKs insist on; 0 takes any free one, null none.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>Leads made when the data file is new.</summary>
    public int SeedLeads { get; init; }

    public PortalTariff Tariff { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Scripted faults, for instance `drop-after@3,500@5`; see <see cref="Faults.FaultScript"/>.</summary>
    public string? Chaos { get; init; }

    public int ChaosSeed { get; init; } = 1;

    public PortalMode Mode { get; init; } = PortalMode.Classic;

    public PortalOperating Operating { get; init; }

    /// <summary>Seconds of work that a method may use within ten minutes.</summary>
    public double OperatingLimit { get; init; } = 480;

    /// <summary>Simulated working time of a call, counted and not waited for: `0.4s`, or `crm.lead.update=0.4s,crm.lead.list=0.1s`.</summary>
    public string? Cost { get; init; }

    public PortalCut Cut { get; init; }

    /// <summary>Rules such as `after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7`.</summary>
    public IReadOnlyList<string> Automation { get; init; } = [];

    /// <summary>Webhooks besides the administrator's.</summary>
    public IReadOnlyList<LocalWebhook> Webhooks { get; init; } = [];

    /// <summary>Rights by user id; who is not named may do everything.</summary>
    public IReadOnlyDictionary<int, LeadRights> Rights { get; init; } = new Dictionary<int, LeadRights>();
}

/// <summary>The portal could not be started; the message says why and what to do.</summary>
public sealed class LocalPortalException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The member of <see cref="LocalPortalOptions"/> that was wrong; null when the options were right.</summary>
    public string? Option { get; init; }

    /// <summary>Reads an option, so that what is wrong with it carries its name.</summary>
    internal static T In<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LocalPortalException problem)
        {
            throw new LocalPortalException(problem.Message, problem) { Option = option };
        }
    }
}
