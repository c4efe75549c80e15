using LeadOps.Diagnostics;
using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>Something a template reads, with its place in the manifest.</summary>
public readonly record struct LocatedRead(
    string Root,
    string? Member,
    SourceSpan At,
    SourceSpan RootAt,
    bool Optional,
    bool IsCall
);

/// <summary>A template with its place in a manifest; problems are reported there.</summary>
public sealed class TemplateText
{
    private readonly Func<int, int, SourceSpan> locate;
    private readonly Template template;
    private readonly bool isExpression;

    private TemplateText(string text, Template template, Func<int, int, SourceSpan> locate, bool isExpression)
    {
        Text = text;
        this.template = template;
        this.locate = locate;
        this.isExpression = isExpression;
    }

    public string Text { get; }

    public IEnumerable<LocatedRead> Reads =>
        template.Reads.Select(read => new LocatedRead(
            read.Root,
            read.Member,
            locate(read.Line, read.Column),
            locate(read.RootAt.Line, read.RootAt.Column),
            read.Optional,
            read.IsCall
        ));

    /// <summary>
    /// Text with code between double braces. Null, with the reason in the bag, when the code is broken.
    /// </summary>
    public static TemplateText? Parse(string text, Func<int, int, SourceSpan> locate, DiagnosticBag problems) =>
        Checked(
            new TemplateText(text, Template.Parse(text, TemplateMode.Text, TemplateOptions.Strict), locate, false),
            problems
        );

    /// <summary>A bare expression, as in `when` and `assert`.</summary>
    public static TemplateText? ParseExpression(string text, Func<int, int, SourceSpan> locate, DiagnosticBag problems)
    {
        var isWrapped = text.TrimStart().StartsWith("{{", StringComparison.Ordinal);
        var template = Template.Parse(
            text,
            isWrapped ? TemplateMode.Text : TemplateMode.Script,
            TemplateOptions.Strict
        );
        return Checked(new TemplateText(text, template, locate, true), problems);
    }

    public object? Evaluate(TemplateScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return isExpression
                ? template.Evaluate(scope, cancellationToken)
                : template.EvaluateScalar(scope, cancellationToken);
        }
        catch (TemplateException problem)
        {
            throw new InvalidInputException(
                locate(problem.Error.Line, problem.Error.Column),
                problem.Error.Message,
                $"In the template `{Short(Text)}`{RowOf(scope)}."
            );
        }
    }

    private string RowOf(TemplateScope scope) =>
        scope.Origin is { } origin && template.Reads.Any(read => read.Root == "row")
            ? $", with the row at {origin}"
            : "";

    /// <summary>The value of a `when` or an `assert`.</summary>
    public bool IsTrue(TemplateScope scope, CancellationToken cancellationToken) =>
        Evaluate(scope, cancellationToken) switch
        {
            bool answer => answer,
            var other => throw new InvalidInputException(
                locate(1, 1),
                $"`{Short(Text)}` gives `{other ?? "null"}`, not true or false.",
                $"Compare it with something, for instance `lead.NAME != null`{RowOf(scope)}."
            ),
        };

    private static string Short(string text) => ShortText.Of(text.TrimEnd(), 80);

    private static TemplateText? Checked(TemplateText parsed, DiagnosticBag problems)
    {
        foreach (var error in parsed.template.Errors)
        {
            problems.Error(
                parsed.locate(error.Line, error.Column),
                $"The template `{Short(parsed.Text)}` is wrong: {error.Message}",
                "See docs/templates.md."
            );
        }

        return parsed.template.Errors.Count == 0 ? parsed : null;
    }
}
