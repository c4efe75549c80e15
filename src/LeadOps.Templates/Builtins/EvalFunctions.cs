using LeadOps.Templates.Evaluation;
using LeadOps.Templates.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Original = Scriban.Functions.ObjectFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>Code within code passes the same guards as the template around it.</summary>
internal static class EvalFunctions
{
    private static readonly string[] Names = ["value"];

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        new("eval", 1, 1, a => Run(a, TemplateMode.Script)) { Parameters = Names },
        new("eval_template", 1, 1, a => Run(a, TemplateMode.Text)) { Parameters = Names },
        new("format", 2, 3, Format) { Parameters = ["value", "format", "culture"] },
    ];

    private static object? Run(TemplateArguments a, TemplateMode mode)
    {
        switch (a.Raw(0))
        {
            case string code:
                return Run(a, code, mode);
            case IScriptCustomFunction function:
                return ScriptFunctionCall.Call(a.Context, a.Context.CurrentNode, function, false, null);
            default:
                return a.Raw(0);
        }
    }

    private static object? Run(TemplateArguments a, string code, TemplateMode mode)
    {
        var context = a.Context;
        var (parsed, errors) = TemplateParser.Parse(code, mode, ((SafeContext)context).Options);
        if (errors is [var error, ..])
        {
            throw new ScriptArgumentException(0, $"The text is not valid code: {error.Message}");
        }

        var caller = context.CurrentNode;
        context.EnterRecursive(caller);
        try
        {
            return mode == TemplateMode.Text ? Printed(a, parsed!.Page!) : Value(a, parsed!.Page!);
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

    private static object? Value(TemplateArguments a, ScriptPage page) =>
        page.Body?.Statements is [var only] ? a.Context.Evaluate(only) : a.Context.Evaluate(page);

    private static string Printed(TemplateArguments a, ScriptPage page)
    {
        a.Context.PushOutput();
        string made;
        try
        {
            a.Context.Evaluate(page);
        }
        finally
        {
            made = a.Context.PopOutput().ToString() ?? "";
        }

        return made;
    }

    private static string Format(TemplateArguments a)
    {
        Nesting.Check(a.Raw(0), a.Span);
        return Original.Format(a.Context, a.Span, a.Raw(0), a.TextOrNull(1), a.TextOrNull(2));
    }
}
