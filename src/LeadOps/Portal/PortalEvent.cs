namespace LeadOps.Portal;

/// <summary>What the client tells about its waiting; reported from any thread.</summary>
public abstract record PortalEvent;

/// <summary>Nothing is sent until then; the reason is made for people: `operating limit of crm.lead.update`.</summary>
public sealed record Paused(DateTimeOffset Until, string Reason) : PortalEvent;

public sealed record Resumed : PortalEvent;

public sealed record Retried(string Method, string Reason, int Attempt) : PortalEvent;
