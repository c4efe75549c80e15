using LeadOps.Templates.Builtins;
using LeadOps.Templates.Host;
using LeadOps.Templates.Limits;
using LeadOps.Templates.Strict;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// Runs a parsed template in a context of its kind; whatever goes wrong becomes an error of the template.
/// </summary>
internal sealed class Evaluator(string text, Scriban.Template parsed, TemplateOptions options)
{
    /// <summary>
    /// One strict context per thread: making one costs more than most evaluations. It is taken out while it is used,
    /// and comes back only from an evaluation that ended well, so that nothing of a broken one is left.
    /// </summary>
    [ThreadStatic]
    private static StrictContext? kept;

    public string Render(TemplateScope scope, CancellationToken cancel) =>
        Run(scope, static (template, context) => template.Render(context), cancel) ?? "";

    public object? Evaluate(TemplateScope scope, CancellationToken cancel) =>
        Run(scope, static (template, context) => PlainValue.Of(template.Evaluate(context), default), cancel);

    private T Run<T>(TemplateScope scope, Func<Scriban.Template, SafeContext, T> run, CancellationToken cancel)
    {
        try
        {
            if (!options.IsStrict)
            {
                return run(parsed, Lenient(scope, cancel));
            }

            var context =
                kept is { } idle && ReferenceEquals(idle.Options, options) ? idle : new StrictContext(options);
            kept = null;
            context.Begin(scope, cancel);
            var result = run(parsed, context);
            kept = context.End() && ReferenceEquals(options, TemplateOptions.Strict) ? context : null;
            return Characters.HasHalf(result) ? throw HalfACharacter() : result;
        }
        catch (ScriptAbortException)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (ScriptRuntimeException problem)
        {
            throw new TemplateException(Messages.Of(problem, text, options));
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or OutOfMemoryException))
        {
            // Outside of an expression the package lets exceptions of .NET through.
            throw new TemplateException(Messages.At(Messages.Beginning, problem.Message, text, options));
        }
    }

    private SafeContext Lenient(TemplateScope scope, CancellationToken cancel)
    {
        var context = new SafeContext(LenientBuiltins.Make(), options) { CancellationToken = cancel };
        context.Meter.Start(options.StepLimit);
        context.PushGlobal(ScriptCopy.Of(scope));
        return context;
    }

    /// <summary>Half a surrogate pair would reach the portal as U+FFFD.</summary>
    private static ScriptRuntimeException HalfACharacter() =>
        new(
            Messages.Beginning,
            "The text holds half of a character. Cut texts with `string.slice` or `string.truncate`."
        );
}
