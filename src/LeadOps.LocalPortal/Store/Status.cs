namespace LeadOps.LocalPortal.Store;

internal sealed record Status(
    int Id,
    string EntityId,
    string StatusId,
    string Name,
    int Sort,
    bool IsSystem,
    string? Semantics,
    string? Color,
    string NameInit
);
