namespace LeadOps.Scriban;

public delegate object? TemplateCall(TemplateArguments arguments);

/// <summary>A function that the host offers to templates.</summary>
public sealed record TemplateFunction(string Name, int MinArguments, int MaxArguments, TemplateCall Call)
{
    /// <summary>Names of the parameters, for named arguments; empty when they can only be given by position.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}

/// <summary>A read-only object of the host, for instance a lead.</summary>
public interface ITemplateObject
{
    IEnumerable<string> Names { get; }

    int Count { get; }

    bool TryGet(string name, out object? value);
}

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
