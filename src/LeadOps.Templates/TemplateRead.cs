namespace LeadOps.Templates;

/// <summary>
/// What a template reads, known without evaluating: a global name and its first member (`lead.NAME`).
/// No member means the whole value or an index only known at run time. Optional: reached by `?.` or guarded by `??`.
/// </summary>
public readonly record struct TemplateRead(
    string Root,
    string? Member,
    int Line,
    int Column,
    bool Optional,
    bool IsCall
)
{
    /// <summary>Where the global name itself stands.</summary>
    public (int Line, int Column) RootAt { get; init; }
}
