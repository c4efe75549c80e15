using LeadOps.Scriban.Evaluation;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban;

public enum TemplateMode
{
    /// <summary>Text with code between double braces.</summary>
    Text,

    /// <summary>Bare code.</summary>
    Script,
}

/// <summary>A parsed template: parse once, evaluate as often as needed, from any thread.</summary>
public sealed class Template
{
    private readonly string text;
    private readonly Block? root;
    private LineMap? lines;
    private IReadOnlyList<TemplateRead>? reads;

    private Template(string text, TemplateMode mode, EngineOptions options)
    {
        this.text = text;
        Options = options;
        try
        {
            root = Parser.Parse(text, mode, options);
        }
        catch (SyntaxException problem)
        {
            Errors = [ErrorAt(problem.Offset, problem.Message)];
        }

        HasCode = mode == TemplateMode.Script || text.Contains("{{", StringComparison.Ordinal);
        IsSingleExpression = HasCode && SingleExpression() is not null;
    }

    public IReadOnlyList<TemplateError> Errors { get; } = [];

    public bool HasCode { get; }

    /// <summary>The text is exactly one `{{ expression }}`, so its value keeps its type.</summary>
    public bool IsSingleExpression { get; }

    public IReadOnlyList<TemplateRead> Reads => reads ??= root is null ? [] : ReadCollector.Collect(root, ErrorAt);

    internal EngineOptions Options { get; }

    /// <summary>Never throws: what is wrong is in <see cref="Errors"/>.</summary>
    public static Template Parse(string text, TemplateMode mode, EngineOptions options) => new(text, mode, options);

    public string Render(TemplateScope scope, CancellationToken cancel)
    {
        var context = new Context(this, scope, writes: true, cancel);
        var last = Run(context);
        if (context.Flow == Flow.Return && last is not null)
        {
            context.Output.Write(TextForm.Of(context, last));
        }

        return context.Output.Text;
    }

    /// <summary>The value of the last statement or text piece that ran.</summary>
    public object? Evaluate(TemplateScope scope, CancellationToken cancel)
    {
        var context = new Context(this, scope, writes: false, cancel);
        return Result.Of(context, Run(context));
    }

    /// <summary>A typed value when the text is one expression, text otherwise.</summary>
    public object? EvaluateScalar(TemplateScope scope, CancellationToken cancel) =>
        IsSingleExpression ? Evaluate(scope, cancel) : Render(scope, cancel);

    internal TemplateError ErrorAt(int offset, string message)
    {
        if (offset == SyntaxException.EndOfText)
        {
            return Options.IsStrict ? ErrorAt(Math.Max(0, text.Length - 1), message) : new TemplateError(0, 0, message);
        }

        return (lines ??= new LineMap(text)).Error(Math.Clamp(offset, 0, text.Length), message);
    }

    internal static int EndOf(Node node)
    {
        var name = node switch
        {
            Variable variable => variable.Name,
            Member member => member.Name,
            _ => "",
        };
        return node.Start + name.Length;
    }

    private object? Run(Context context)
    {
        if (root is null)
        {
            throw new TemplateException(Errors[0]);
        }

        return root.Evaluate(context);
    }

    /// <summary>Runs within an evaluation that is under way, with its names and limits.</summary>
    internal object? RunInside(Context context, TemplateMode mode)
    {
        if (mode == TemplateMode.Script)
        {
            var last = root!.Evaluate(context);
            context.Flow = Flow.None;
            return last;
        }

        var outer = context.Output;
        context.Output = new Output(context, outer.IsOn ? new System.Text.StringBuilder() : null);
        try
        {
            root!.Evaluate(context);
            return context.Output.Text;
        }
        finally
        {
            context.Output = outer;
            context.Flow = Flow.None;
        }
    }

    private ExpressionStatement? SingleExpression()
    {
        var statements = root?.Statements.Where(node => node is not CodeBorder).ToList() ?? [];
        return statements is [ExpressionStatement statement] && statement.Expression is not Assignment
            ? statement
            : null;
    }
}
