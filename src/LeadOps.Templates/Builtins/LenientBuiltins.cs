using Scriban.Functions;
using Scriban.Runtime;

namespace LeadOps.Templates.Builtins;

/// <summary>Scriban's functions as they are, for `eval --jsonl`; only what could hang is bounded.</summary>
internal static class LenientBuiltins
{
    public static ScriptObject Make()
    {
        var all = new BuiltinFunctions();
        all.SetValue("regex", TimedFunction.Over((ScriptObject)all["regex"]!), readOnly: true);
        foreach (var function in EvalFunctions.All)
        {
            ((ScriptObject)all["object"]!).SetValue(function.Name, function.Script, readOnly: true);
        }

        return all;
    }
}
