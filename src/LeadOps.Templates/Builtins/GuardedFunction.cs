using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>
/// In both modes: a function of Scriban whose work, or whose result, grows much faster than its texts. It is refused
/// where it would take too long.
/// </summary>
internal sealed class GuardedFunction(IScriptCustomFunction original, string name) : IScriptCustomFunction
{
    private const int LongestText = 100_000;
    private const long MostComparisons = 1_000_000_000;

    private static readonly string[] Names =
    [
        "regex.matches",
        "string.remove_last",
        "string.replace_first",
        "string.split",
    ];

    public int RequiredParameterCount => original.RequiredParameterCount;

    public int ParameterCount => original.ParameterCount;

    public ScriptVarParamKind VarParamKind => original.VarParamKind;

    public Type ReturnType => original.ReturnType;

    public static void Guard(ScriptObject all)
    {
        foreach (var name in Names)
        {
            var (group, function) = name.Split('.') is var parts ? ((ScriptObject)all[parts[0]]!, parts[1]) : default;
            var original = (IScriptCustomFunction)group[function]!;
            group.SetValue(function, new GuardedFunction(original, name), readOnly: true);
        }
    }

    public ScriptParameterInfo GetParameterInfo(int index) => original.GetParameterInfo(index);

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var span = callerContext?.Span ?? context.CurrentSpan;
        long Length(int index) =>
            (arguments[index] = context.ToObject<string>(span, arguments[index])) is string text ? text.Length : 0;

        var (text, searched) = (Length(0), Length(1));
        if (name == "regex.matches" ? text > LongestText : text * searched > MostComparisons)
        {
            throw new ScriptRuntimeException(
                span,
                name == "regex.matches"
                    ? $"`{name}` takes at most {LongestText} characters."
                    : $"`{name}` would take too long: it looks for a text of {searched} characters in one of {text}."
            );
        }

        return original.Invoke(context, callerContext, arguments, blockStatement);
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));

    /// <summary>A group of functions that is printed shows what Scriban shows.</summary>
    public override string? ToString() => original.ToString();
}
