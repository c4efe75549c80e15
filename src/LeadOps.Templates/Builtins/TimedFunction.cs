using System.Diagnostics;
using LeadOps.Templates.Evaluation;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Builtins;

/// <summary>A regular expression may be slow each time it runs; all of them together have one limit.</summary>
internal sealed class TimedFunction(IScriptCustomFunction inner) : FunctionShell(inner)
{
    public static ScriptObject Over(ScriptObject group)
    {
        var timed = new ScriptObject();
        foreach (var (name, value) in group)
        {
            timed[name] = value is IScriptCustomFunction function ? new TimedFunction(function) : value;
        }

        return timed;
    }

    public override object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    )
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return Inner.Invoke(context, callerContext, arguments, blockStatement);
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            throw new ScriptRuntimeException(
                callerContext?.Span ?? context.CurrentSpan,
                "The regular expression takes too long on this text (RegexTimeout). Simplify its pattern."
            );
        }
        finally
        {
            ((SafeContext)context).Meter.Slow(
                Stopwatch.GetElapsedTime(began),
                callerContext?.Span ?? context.CurrentSpan
            );
        }
    }
}
