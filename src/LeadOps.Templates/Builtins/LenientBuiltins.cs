using LeadOps.Templates.Host;
using Scriban.Functions;
using Scriban.Runtime;

namespace LeadOps.Templates.Builtins;

/// <summary>
/// Scriban's functions as they are, for `eval --jsonl`; only code within code, JSON and slow functions pass our guards.
/// </summary>
internal static class LenientBuiltins
{
    public static ScriptObject Make()
    {
        var all = new BuiltinFunctions();
        ((ScriptObject)all["object"]!).AddFunctions(typeof(ObjectFunctions));
        GuardedFunction.Guard(all);
        foreach (var (name, value) in all.ToList())
        {
            if (value is ScriptObject group and not DateTimeFunctions)
            {
                all.SetValue(name, BoundedObject.CopyOf(group), readOnly: true);
            }
        }

        all.SetValue("date", new Dates(), readOnly: true);
        return all;
    }

    /// <summary>A template may put the group into itself.</summary>
    private sealed class Dates : DateTimeFunctions
    {
        public override string ToString(string? format, IFormatProvider? formatProvider) => "date";
    }
}
