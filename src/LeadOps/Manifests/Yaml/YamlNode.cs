using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Yaml;

/// <summary>A node of a YAML file with its place.</summary>
internal abstract record YamlNode(SourceSpan At);

/// <summary>A scalar; <paramref name="Offset"/> and <paramref name="Length"/> locate its source in the file.</summary>
internal sealed record YamlScalar(SourceSpan At, string Text, ScalarForm Form, int Offset, int Length) : YamlNode(At)
{
    /// <summary>Nothing written at all; YAML takes it for null.</summary>
    public bool IsAbsent => Form == ScalarForm.Plain && Text.Length == 0;

    public bool IsNull => Form == ScalarForm.Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal enum ScalarForm
{
    Plain,
    Quoted,
    Block,
}

internal sealed record YamlSequence(SourceSpan At, IReadOnlyList<YamlNode> Items) : YamlNode(At);

internal sealed record YamlMapping(SourceSpan At, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries)
    : YamlNode(At)
{
    /// <summary>A key of it was reported already.</summary>
    public bool IsBroken { get; init; }
}
