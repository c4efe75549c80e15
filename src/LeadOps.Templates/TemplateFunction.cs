using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates;

public delegate object? TemplateCall(TemplateArguments arguments);

/// <summary>A function that the host offers to templates.</summary>
public sealed record TemplateFunction(string Name, int MinArguments, int MaxArguments, TemplateCall Call)
    : IScriptCustomFunction
{
    /// <summary>Stands for an optional argument that was not given.</summary>
    internal static readonly object Missing = new();

    /// <summary>Names of the parameters, for named arguments; empty when they can only be given by position.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    int IScriptFunctionInfo.RequiredParameterCount => MinArguments;

    int IScriptFunctionInfo.ParameterCount => MaxArguments;

    ScriptVarParamKind IScriptFunctionInfo.VarParamKind => ScriptVarParamKind.None;

    Type IScriptFunctionInfo.ReturnType => typeof(object);

    ScriptParameterInfo IScriptFunctionInfo.GetParameterInfo(int index)
    {
        var name = index < Parameters.Count ? Parameters[index] : "";
        return index < MinArguments
            ? new ScriptParameterInfo(typeof(object), name)
            : new ScriptParameterInfo(typeof(object), name, Missing);
    }

    object? IScriptCustomFunction.Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var given = new TemplateArguments(context, callerContext?.Span ?? context.CurrentSpan, this, arguments);
        try
        {
            return Call(given);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or OverflowException)
        {
            throw given.Fail(problem.Message);
        }
    }

    ValueTask<object?> IScriptCustomFunction.InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(((IScriptCustomFunction)this).Invoke(context, callerContext, arguments, blockStatement));

    public override string ToString() => Name;
}
