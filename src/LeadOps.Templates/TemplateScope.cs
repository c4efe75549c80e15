namespace LeadOps.Templates;

/// <summary>The names a template sees. The host's data is never written: what a template assigns lives as long as its evaluation.</summary>
public sealed class TemplateScope
{
    private readonly ITemplateObject? host;
    private readonly IReadOnlyDictionary<string, object?>? members;

    public TemplateScope(ITemplateObject model) => host = model;

    public TemplateScope(IReadOnlyDictionary<string, object?> model) => members = model;

    internal IEnumerable<string> Names => host?.Names ?? members!.Keys;

    internal bool TryGet(string name, out object? value) =>
        host is not null ? host.TryGet(name, out value) : members!.TryGetValue(name, out value);
}
