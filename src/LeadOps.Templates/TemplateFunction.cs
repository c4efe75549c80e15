using LeadOps.Templates.Host;

namespace LeadOps.Templates;

public delegate object? TemplateCall(TemplateArguments arguments);

/// <summary>A function that the host offers to templates.</summary>
public sealed record TemplateFunction(string Name, int MinArguments, int MaxArguments, TemplateCall Call)
{
    private HostFunction? script;

    /// <summary>Names of the parameters, for named arguments; empty when they can only be given by position.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    internal HostFunction Script => script ??= new HostFunction(this);
}
