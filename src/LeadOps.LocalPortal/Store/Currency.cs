namespace LeadOps.LocalPortal.Store;

internal sealed record Currency(
    string Code,
    string Name,
    string Rate,
    bool IsBase,
    string Format,
    string? Thousands,
    int Sort
);
