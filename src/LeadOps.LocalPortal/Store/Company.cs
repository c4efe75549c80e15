namespace LeadOps.LocalPortal.Store;

internal sealed record Company(long Id, string Title, IReadOnlyList<string> Phones, IReadOnlyList<string> Emails);
