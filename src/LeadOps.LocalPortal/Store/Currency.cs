namespace LeadOps.LocalPortal.Store;

internal sealed record Currency(
    string Code,
    string Name,
    string Rate,
    bool IsBase,
    string Format,
    string? Thousands,
    int Sort
)
{
    /// <summary>How many units the rate is for.</summary>
    public int Count { get; init; } = 1;
}
