namespace LeadOps.LocalPortal;

public sealed record LocalPortalOptions
{
    /// <summary>SQLite file that keeps the data; null keeps it in memory only.</summary>
    public string? DataFile { get; init; }

    /// <summary>How long to wait while another portal holds the data file.</summary>
    public TimeSpan DataWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Port on loopback for the same over HTTPS, which most SDKs insist on; 0 takes any free one, null none.
    /// </summary>
    public int? HttpsPort { get; init; }

    /// <summary>
    /// Letters and digits that every webhook of the portal takes; null keeps the data's own, or invents one.
    /// </summary>
    public string? WebhookSecret { get; init; }

    /// <summary>
    /// The server's time zone: an offset such as `+02:00`, or a name such as `Europe/Berlin`; null keeps the data's
    /// own.
    /// </summary>
    public string? TimeZone { get; init; }

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

    /// <summary>
    /// Simulated working time of a call, counted and not waited for: `0.4s`, or
    /// `crm.lead.update=0.4s,crm.lead.list=0.1s`.
    /// </summary>
    public string? Cost { get; init; }

    public PortalCut Cut { get; init; }

    /// <summary>Rules such as `after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7`.</summary>
    public IReadOnlyList<string> Automation { get; init; } = [];

    /// <summary>Webhooks besides the administrator's.</summary>
    public IReadOnlyList<LocalWebhook> Webhooks { get; init; } = [];

    /// <summary>Rights by user id; who is not named may do everything.</summary>
    public IReadOnlyDictionary<int, LeadRights> Rights { get; init; } = new Dictionary<int, LeadRights>();
}
