namespace LeadOps.Templates;

/// <summary>
/// The names a template sees. The host's data is never written: what a template assigns lives as long as its
/// evaluation.
/// </summary>
public sealed class TemplateScope
{
    private readonly ITemplateObject? host;
    private readonly IReadOnlyDictionary<string, object?>? members;

    public TemplateScope(ITemplateObject model) => host = model;

    public TemplateScope(IReadOnlyDictionary<string, object?> model) => members = model;

    /// <summary>
    /// Where the row of these names stands in its file; an error of a template that reads it tells the place.
    /// </summary>
    public string? Origin { get; init; }

    internal IEnumerable<string> Names => host?.Names ?? members!.Keys;

    internal bool TryGet(string name, out object? value) =>
        host is not null ? host.TryGet(name, out value) : members!.TryGetValue(name, out value);
}
