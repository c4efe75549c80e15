using Scriban.Functions;
using Scriban.Runtime;

namespace LeadOps.Templates.Builtins;

/// <summary>Scriban's functions as they are, for `eval --jsonl`; only code within code passes our guards.</summary>
internal static class LenientBuiltins
{
    public static ScriptObject Make()
    {
        var all = new BuiltinFunctions();
        ((ScriptObject)all["object"]!).Import(typeof(ObjectFunctions));
        return all;
    }
}
