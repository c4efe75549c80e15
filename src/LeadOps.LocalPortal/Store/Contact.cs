namespace LeadOps.LocalPortal.Store;

internal sealed record Contact(
    long Id,
    string Name,
    string LastName,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> Emails
);
