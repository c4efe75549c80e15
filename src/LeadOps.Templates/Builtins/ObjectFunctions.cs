using LeadOps.Templates.Evaluation;
using LeadOps.Templates.Host;
using LeadOps.Templates.Limits;
using LeadOps.Templates.Parsing;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Original = Scriban.Functions.ObjectFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>`object` in both modes: code within code passes our guards, host data looks like Scriban's.</summary>
internal static class ObjectFunctions
{
    public static object? Eval(TemplateContext context, object? value) => Run(context, value, TemplateMode.Script);

    public static object? EvalTemplate(TemplateContext context, object? value) =>
        Run(context, value, TemplateMode.Text);

    /// <summary>Plain data first: what contains itself, or has too many parts, ends here.</summary>
    public static string ToJson(TemplateContext context, SourceSpan span, object? value) =>
        Original.ToJson(context, ScriptCopy.Of(PlainValue.Of(value, span)));

    public static object? FromJson(TemplateContext context, SourceSpan span, string json) =>
        ScriptCopy.Of(PlainValue.Of(Original.FromJson(context, json), span));

    private static object? Run(TemplateContext context, object? value, TemplateMode mode) =>
        value switch
        {
            string code => Run(context, code, mode),
            IScriptCustomFunction function => ScriptFunctionCall.Call(
                context,
                context.CurrentNode,
                function,
                false,
                null
            ),
            _ => value,
        };

    private static object? Run(TemplateContext context, string code, TemplateMode mode)
    {
        var (parsed, errors) = TemplateParser.Parse(code, mode, ((SafeContext)context).Options);
        if (errors is [var error, ..])
        {
            throw new ScriptArgumentException(0, $"The text is not valid code: {error.Message}");
        }

        var caller = context.CurrentNode;
        context.EnterRecursive(caller);
        try
        {
            var page = parsed!.Page!;
            return mode == TemplateMode.Text ? ((SafeContext)context).Printed(page)
                : page.Body?.Statements is [var only] ? context.Evaluate(only)
                : context.Evaluate(page);
        }
        catch (ScriptRuntimeException problem) when (problem is not ScriptAbortException)
        {
            throw new ScriptArgumentException(0, problem.OriginalMessage);
        }
        finally
        {
            context.ExitRecursive(caller);
        }
    }
}
