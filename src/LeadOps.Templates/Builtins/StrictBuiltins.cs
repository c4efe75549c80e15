using LeadOps.Templates.Host;
using LeadOps.Templates.Strict;
using Scriban.Functions;
using Scriban.Runtime;

namespace LeadOps.Templates.Builtins;

/// <summary>Scriban's functions for manifests: made once, shared by all threads, read-only.</summary>
internal static class StrictBuiltins
{
    public static ScriptObject Shared { get; } = Make();

    /// <summary>The name of a group of functions such as `string`; null when it is none.</summary>
    public static string? NameOf(ScriptObject value) =>
        Shared.FirstOrDefault(pair => ReferenceEquals(pair.Value, value)).Key;

    /// <summary>`string.upcase` of `upcase`; null when no group has such a function.</summary>
    public static string? FullName(string function) =>
        Shared
            .Where(pair => pair.Value is ScriptObject group && group.Contains(function))
            .Select(pair => $"{pair.Key}.{function}")
            .FirstOrDefault();

    /// <summary>What is replaced; the rest are Scriban's own.</summary>
    private static ScriptObject Make()
    {
        var all = new BuiltinFunctions();
        all.SetValue("date", new DateFunctions(), readOnly: true);
        Group(all, "string").AddFunctions(typeof(TextFunctions));
        Group(all, "math").AddFunctions(typeof(MathFunctions));
        Group(all, "object").AddFunctions(typeof(ObjectFunctions));
        Group(all, "array").AddFunctions(typeof(ArrayFunctions));
        GuardedFunction.Guard(all);
        foreach (var name in Unavailable.Names)
        {
            Refuse(all, name);
        }

        foreach (var group in all.Values.OfType<ScriptObject>())
        {
            group.IsReadOnly = true;
        }

        all.IsReadOnly = true;
        return all;
    }

    private static ScriptObject Group(ScriptObject all, string name) => (ScriptObject)all[name]!;

    private static void Refuse(ScriptObject all, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var refusing = new TemplateFunction(name, 0, 60, arguments => throw arguments.Fail(Unavailable.Reason(name)!));
        (dot < 0 ? all : Group(all, name[..dot])).SetValue(name[(dot + 1)..], refusing, readOnly: true);
    }
}
