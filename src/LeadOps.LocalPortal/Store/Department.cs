namespace LeadOps.LocalPortal.Store;

internal sealed record Department(int Id, string Name, int Sort, int? Parent, int? Head);
