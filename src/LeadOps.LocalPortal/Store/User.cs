namespace LeadOps.LocalPortal.Store;

internal sealed record User(
    int Id,
    string Name,
    string LastName,
    string Email,
    bool IsActive,
    string Position,
    int Department,
    bool IsExtranet = false
);
