using LeadOps.Diagnostics;

namespace LeadOps.Templating;

/// <summary>What a row gives to templates.</summary>
public interface IRowNames
{
    SourceSpan At { get; }

    int Index { get; }

    IReadOnlyDictionary<string, object?> Values { get; }
}
