using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>One of Scriban's functions with something done around it.</summary>
internal abstract class FunctionShell(IScriptCustomFunction inner) : IScriptCustomFunction
{
    protected IScriptCustomFunction Inner => inner;

    public int RequiredParameterCount => inner.RequiredParameterCount;

    public int ParameterCount => inner.ParameterCount;

    public ScriptVarParamKind VarParamKind => inner.VarParamKind;

    public Type ReturnType => inner.ReturnType;

    public virtual ScriptParameterInfo GetParameterInfo(int index) => inner.GetParameterInfo(index);

    public abstract object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    );

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));
}
