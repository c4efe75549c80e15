using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>Data of the host as Scriban's own, for what only that can be: changed, printed whole, searched.</summary>
internal static class ScriptCopy
{
    private delegate bool Read(string name, out object? value);

    public static object? Of(object? value) =>
        value switch
        {
            WrittenNumber number => number.Text,
            IScriptObject => value,
            ITemplateObject host => Members(host.Names, host.TryGet),
            IReadOnlyDictionary<string, object?> members => Members(members.Keys, members.TryGetValue),
            IReadOnlyList<object?> items => new ScriptArray(items.Select(Of)),
            _ => value,
        };

    public static ScriptObject Of(TemplateScope scope) => Members(scope.Names, scope.TryGet);

    private static BoundedObject Members(IEnumerable<string> names, Read read)
    {
        var made = new BoundedObject();
        foreach (var name in names)
        {
            read(name, out var value);
            made[name] = Of(value);
        }

        return made;
    }
}
