using Scriban.Functions;
using Scriban.Runtime;

namespace LeadOps.Templates.Builtins;

/// <summary>
/// Scriban's functions for manifests: made once, shared by all threads, read-only. A table says which of them are
/// replaced; the rest are Scriban's own.
/// </summary>
internal static class StrictBuiltins
{
    private static readonly Dictionary<string, IReadOnlyList<TemplateFunction>> Replaced = new(StringComparer.Ordinal)
    {
        ["string"] = [.. TextFunctions.All, .. NumberFunctions.All],
        ["math"] = MathFunctions.All,
        ["object"] = EvalFunctions.All,
    };

    public static ScriptObject Shared { get; } = Make();

    /// <summary>The name of a group of functions such as `string`; null when it is none.</summary>
    public static string? NameOf(object? value) =>
        value is not ScriptObject ? null : Shared.FirstOrDefault(pair => ReferenceEquals(pair.Value, value)).Key;

    private static ScriptObject Make()
    {
        var all = new BuiltinFunctions();
        foreach (var (group, functions) in Replaced)
        {
            foreach (var function in functions)
            {
                ((ScriptObject)all[group]!).SetValue(function.Name, function.Script, readOnly: true);
            }
        }

        all.SetValue("date", DateFunctions.Over((DateTimeFunctions)all["date"]!), readOnly: true);
        all.SetValue("regex", TimedFunction.Over((ScriptObject)all["regex"]!), readOnly: true);
        foreach (var name in Unavailable.Names)
        {
            Remove(all, name);
        }

        foreach (var (_, value) in all)
        {
            if (value is ScriptObject group)
            {
                group.IsReadOnly = true;
            }
        }

        all.IsReadOnly = true;
        return all;
    }

    private static void Remove(ScriptObject all, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var group = dot < 0 ? all : (ScriptObject)all[name[..dot]]!;
        group.SetValue(name[(dot + 1)..], Refusing(name).Script, readOnly: true);
    }

    private static TemplateFunction Refusing(string name) =>
        new(name, 0, 60, arguments => throw arguments.Fail(Unavailable.Reason(name)!));
}
