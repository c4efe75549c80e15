namespace LeadOps.LocalPortal.Leads;

/// <summary>Who writes, and by what: a method, automation, or the control door.</summary>
internal sealed record Actor(int UserId, string How);
