namespace LeadOps.LocalPortal.Faults;

/// <summary>One scripted misbehaviour and the requests it strikes.</summary>
internal sealed record Fault(string Action, string Argument, Func<long, bool> Strikes);
