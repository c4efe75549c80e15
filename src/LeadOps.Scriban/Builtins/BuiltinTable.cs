using System.Collections.Frozen;
using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Builtins;

/// <summary>An object of builtin functions, for instance `string`; `date` can also be called itself.</summary>
internal sealed class BuiltinGroup(string name, IEnumerable<TemplateFunction> functions, TemplateFunction? call = null)
{
    private readonly FrozenDictionary<string, TemplateFunction> members = functions.ToFrozenDictionary(
        function => function.Name,
        StringComparer.Ordinal
    );

    public string Name { get; } = name;

    public TemplateFunction? Default { get; } = call;

    public IEnumerable<string> Names => members.Keys;

    /// <summary>A member that a template can neither replace nor remove.</summary>
    public bool Has(string member) => members.ContainsKey(member) || (Name == "date" && member == "default_format");

    public bool TryGet(Context context, string member, out object? value)
    {
        if (Name == "date" && member is "format" or "default_format")
        {
            value = member == "format" ? context.DateFormat : "%d %b %Y";
            return true;
        }

        if (members.TryGetValue(member, out var function))
        {
            value = function;
            return true;
        }

        value = null;
        return context.ExtensionOf(this)?.TryGetValue(member, out value) == true;
    }
}

/// <summary>The names every template sees; shared by all, never changed.</summary>
internal static class BuiltinTable
{
    private static readonly FrozenDictionary<string, Lazy<BuiltinGroup>> Groups = new Dictionary<
        string,
        Lazy<BuiltinGroup>
    >(StringComparer.Ordinal)
    {
        ["string"] = new(() => new BuiltinGroup("string", StringFunctions.All)),
        ["array"] = new(() => new BuiltinGroup("array", ArrayFunctions.All)),
        ["math"] = new(() => new BuiltinGroup("math", MathFunctions.All)),
        ["date"] = new(() => new BuiltinGroup("date", DateFunctions.All, DateFunctions.Parse)),
        ["timespan"] = new(() => new BuiltinGroup("timespan", TimeSpanFunctions.All)),
        ["regex"] = new(() => new BuiltinGroup("regex", RegexFunctions.All)),
        ["object"] = new(() => new BuiltinGroup("object", ObjectFunctions.All)),
        ["html"] = new(() => new BuiltinGroup("html", HtmlFunctions.All)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly TemplateFunction Include = new(
        "include",
        1,
        99,
        a => throw a.Fail("No TemplateLoader: a template cannot read files")
    );

    public static IEnumerable<string> Names => Groups.Keys;

    public static bool TryGet(string name, out object? value)
    {
        value = Groups.TryGetValue(name, out var group)
            ? group.Value
            : name switch
            {
                "empty" or "blank" => EmptyMarker.Instance,
                "include" or "include_join" => Include,
                _ => null,
            };
        return value is not null;
    }
}
