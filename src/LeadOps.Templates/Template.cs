using LeadOps.Templates.Builtins;
using LeadOps.Templates.Evaluation;
using LeadOps.Templates.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates;

/// <summary>A parsed template: parse once, evaluate as often as needed, from any thread.</summary>
public sealed class Template
{
    private readonly TemplateOptions options;
    private readonly Scriban.Template? parsed;
    private readonly Evaluator? evaluator;
    private IReadOnlyList<TemplateRead>? reads;

    private Template(string text, TemplateMode mode, TemplateOptions given)
    {
        options = given.Clamped() is var clamped && clamped == given ? given : clamped;
        (parsed, Errors) = TemplateParser.Parse(text, mode, options);
        evaluator = parsed is null ? null : new Evaluator(text, parsed, options);
        HasCode = mode == TemplateMode.Script || text.Contains("{{", StringComparison.Ordinal);
        IsSingleExpression = HasCode && parsed?.Page is { } page && HasOneExpression(page);
    }

    public IReadOnlyList<TemplateError> Errors { get; }

    public bool HasCode { get; }

    /// <summary>The text is exactly one `{{ expression }}`, so its value keeps its type.</summary>
    public bool IsSingleExpression { get; }

    public IReadOnlyList<TemplateRead> Reads => reads ??= ReadCollector.Collect(parsed?.Page);

    /// <summary>Never throws: what is wrong is in <see cref="Errors"/>.</summary>
    public static Template Parse(string text, TemplateMode mode, TemplateOptions options) => new(text, mode, options);

    /// <summary>The full name of a function of Scriban such as `string.upcase`; null when there is none.</summary>
    public static string? FullName(string function) => StrictBuiltins.FullName(function);

    public string Render(TemplateScope scope, CancellationToken cancel) => Sound().Render(scope, cancel);

    /// <summary>The value of the last statement or text piece that ran, as plain data.</summary>
    public object? Evaluate(TemplateScope scope, CancellationToken cancel) => Sound().Evaluate(scope, cancel);

    /// <summary>A typed value when the text is one expression, text otherwise.</summary>
    public object? EvaluateScalar(TemplateScope scope, CancellationToken cancel) =>
        IsSingleExpression ? Evaluate(scope, cancel) : Render(scope, cancel);

    private Evaluator Sound() => evaluator ?? throw new TemplateException(Errors[0]);

    private static bool HasOneExpression(ScriptPage page)
    {
        var statements =
            page.Body?.Statements.Where(statement => statement is not ScriptEscapeStatement).ToList() ?? [];
        return statements is [ScriptExpressionStatement { Expression: not ScriptAssignExpression }];
    }
}
