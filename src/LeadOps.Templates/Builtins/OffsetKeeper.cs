using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>Adds to a date without losing its offset, which Scriban's dates do not have.</summary>
internal sealed class OffsetKeeper(IScriptCustomFunction inner) : FunctionShell(inner)
{
    public override ScriptParameterInfo GetParameterInfo(int index) =>
        index == 0 ? new ScriptParameterInfo(typeof(object), "date") : base.GetParameterInfo(index);

    public override object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var date = arguments[0];
        var span = callerContext?.Span ?? context.CurrentSpan;
        arguments[0] = date is null
            ? throw new ScriptRuntimeException(span, "The date cannot be null.")
            : context.ToObject<DateTime>(span, date);
        var result = Inner.Invoke(context, callerContext, arguments, blockStatement);
        return date is DateTimeOffset moment && result is DateTime shifted
            ? new DateTimeOffset(DateTime.SpecifyKind(shifted, DateTimeKind.Unspecified), moment.Offset)
            : result;
    }
}
