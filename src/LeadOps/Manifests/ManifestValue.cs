using LeadOps.Diagnostics;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>
/// A value as written in a manifest; templates inside its scalars are parsed once and evaluated per lead.
/// </summary>
public abstract record ManifestValue(SourceSpan At)
{
    public abstract object? Resolve(TemplateScope scope, CancellationToken cancellationToken);

    public abstract IEnumerable<TemplateText> Templates { get; }
}

/// <summary>A literal `null`: clears.</summary>
internal sealed record NullValue(SourceSpan At) : ManifestValue(At)
{
    public override IEnumerable<TemplateText> Templates => [];

    public override object? Resolve(TemplateScope scope, CancellationToken cancellationToken) => null;
}

/// <summary>
/// Literal text or number, or text with templates. <paramref name="Literal"/> is set when there is no code in it.
/// </summary>
internal sealed record ScalarValue(SourceSpan At, object? Literal, TemplateText? Template) : ManifestValue(At)
{
    /// <summary>Its template cannot be read, which was reported already.</summary>
    public bool IsBroken { get; init; }

    public override IEnumerable<TemplateText> Templates => Template is null ? [] : [Template];

    public override object? Resolve(TemplateScope scope, CancellationToken cancellationToken) =>
        Template is null ? Literal : Template.Evaluate(scope, cancellationToken);
}

internal sealed record SequenceValue(SourceSpan At, IReadOnlyList<ManifestValue> Items) : ManifestValue(At)
{
    public override IEnumerable<TemplateText> Templates => Items.SelectMany(item => item.Templates);

    public override object? Resolve(TemplateScope scope, CancellationToken cancellationToken) =>
        Items.Select(item => WrittenNumber.AsText(item.Resolve(scope, cancellationToken))).ToList();
}

public sealed record MappingValue(
    SourceSpan At,
    IReadOnlyList<(string Key, SourceSpan KeyAt, ManifestValue Value)> Entries
) : ManifestValue(At)
{
    public override IEnumerable<TemplateText> Templates => Entries.SelectMany(entry => entry.Value.Templates);

    public override object? Resolve(TemplateScope scope, CancellationToken cancellationToken) =>
        Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Resolve(scope, cancellationToken),
            StringComparer.Ordinal
        );
}
