namespace LeadOps.Templates;

/// <summary>
/// The names a template sees. The host's data is never written: what a template assigns lives as long as its
/// evaluation.
/// </summary>
public sealed class TemplateScope(IReadOnlyDictionary<string, object?> names)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>Names that many scopes share; the scope's own come first.</summary>
    public IReadOnlyDictionary<string, object?> Common { get; init; } = None;

    /// <summary>
    /// Where the row of these names stands in its file; an error of a template that reads it tells the place.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>The same scope with other names over its own.</summary>
    public TemplateScope Under(IReadOnlyDictionary<string, object?> over) =>
        new(over) { Common = Names.ToDictionary(name => name, name => TryGet(name, out var value) ? value : null) };

    internal IEnumerable<string> Names => names.Keys.Union(Common.Keys);

    internal bool TryGet(string name, out object? value) =>
        names.TryGetValue(name, out value) || Common.TryGetValue(name, out value);
}
