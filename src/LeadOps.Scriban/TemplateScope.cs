using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban;

/// <summary>
/// The names a template sees. Making one is nearly free: builtins are shared, and what a template assigns lives in an overlay
/// that appears with the first assignment, so the host's model is never written.
/// </summary>
public sealed class TemplateScope
{
    private ScriptObject? overlay;
    private readonly ITemplateObject? host;
    private readonly IReadOnlyDictionary<string, object?>? members;

    public TemplateScope(ITemplateObject model) => host = model;

    public TemplateScope(IReadOnlyDictionary<string, object?> model) => members = model;

    internal ScriptObject Overlay => overlay ??= CopyOfModel();

    internal bool TryGetGlobal(string name, out object? value)
    {
        if (overlay is not null ? overlay.TryGetValue(name, out value) : TryGetModel(name, out value))
        {
            return true;
        }

        return BuiltinTable.TryGet(name, out value);
    }

    internal IEnumerable<string> Names => (host?.Names ?? members!.Keys).Concat(BuiltinTable.Names);

    internal bool Set(string name, object? value)
    {
        if (overlay?.ReadOnly?.Contains(name) == true)
        {
            return false;
        }

        Overlay[name] = value;
        return true;
    }

    private bool TryGetModel(string name, out object? value) =>
        host is not null ? host.TryGet(name, out value) : members!.TryGetValue(name, out value);

    private ScriptObject CopyOfModel()
    {
        var copy = new ScriptObject();
        foreach (var name in host?.Names ?? members!.Keys)
        {
            TryGetModel(name, out var value);
            copy[name] = value;
        }

        return copy;
    }
}
