using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// Runs a parsed template in a context of its kind; whatever goes wrong becomes an error of the template.
/// </summary>
internal sealed class Evaluator(string text, Scriban.Template parsed, TemplateOptions options)
{
    public T Run<T>(TemplateScope scope, Func<Scriban.Template, SafeContext, T> run, CancellationToken cancel)
    {
        try
        {
            if (!options.IsStrict)
            {
                return run(parsed, Lenient(scope, cancel));
            }

            var context = ContextPool.Take(options);
            context.Begin(scope, cancel);
            var result = run(parsed, context);
            ContextPool.Return(context);
            return result;
        }
        catch (ScriptAbortException)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (ScriptRuntimeException problem)
        {
            throw new TemplateException(Messages.Of(problem, text, options));
        }
    }

    private SafeContext Lenient(TemplateScope scope, CancellationToken cancel)
    {
        var context = new SafeContext(Builtins.LenientBuiltins.Make(), options) { CancellationToken = cancel };
        context.Meter.Start(options.StepLimit);
        var names = new ScriptObject();
        foreach (var name in scope.Names)
        {
            scope.TryGet(name, out var value);
            names[name] = value;
        }

        context.PushGlobal(names);
        return context;
    }

    /// <summary>Half a surrogate pair would reach the portal as U+FFFD.</summary>
    public static string Whole(string made, bool isStrict) =>
        isStrict && Characters.HasHalf(made)
            ? throw new ScriptRuntimeException(
                new SourceSpan("", new TextPosition(0, 0, 0), new TextPosition(0, 0, 0)),
                "The text holds half of a character. Cut texts with `string.slice` or `string.truncate`."
            )
            : made;
}
