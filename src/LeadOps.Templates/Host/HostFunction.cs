using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>A function of ours as Scriban calls it.</summary>
internal sealed class HostFunction(TemplateFunction function) : IScriptCustomFunction
{
    /// <summary>Stands for an optional argument that was not given.</summary>
    public static readonly object Missing = new();

    public TemplateFunction Function => function;

    public int RequiredParameterCount => function.MinArguments;

    public int ParameterCount => function.MaxArguments;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index)
    {
        var name = index < function.Parameters.Count ? function.Parameters[index] : "";
        return index < function.MinArguments
            ? new ScriptParameterInfo(typeof(object), name)
            : new ScriptParameterInfo(typeof(object), name, Missing);
    }

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var given = new TemplateArguments(context, callerContext?.Span ?? context.CurrentSpan, function, arguments);
        try
        {
            return function.Call(given);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or OverflowException)
        {
            throw given.Fail(problem.Message);
        }
    }

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));

    public override string ToString() => function.Name;
}
