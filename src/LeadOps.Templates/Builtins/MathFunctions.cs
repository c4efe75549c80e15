using LeadOps.Templates.Limits;
using LeadOps.Templates.Strict;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;
using Original = Scriban.Functions.MathFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>`math` in manifests: the operators as functions follow the same rules as the operators.</summary>
internal static class MathFunctions
{
    public static object? Plus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Add, value, with);

    public static object? Minus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Subtract, value, with);

    public static object? Times(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Multiply, value, with);

    public static object? Modulo(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Modulus, value, with);

    public static object? Abs(TemplateContext context, SourceSpan span, object? value) =>
        Original.Abs(context, span, Nesting.Checked(value, span));

    public static string Format(
        TemplateContext context,
        SourceSpan span,
        object? value,
        string format,
        string? culture = null
    ) => Original.Format(context, span, Nesting.Checked(value, span), format, culture);

    private static object? Apply(
        TemplateContext context,
        SourceSpan span,
        ScriptBinaryOperator op,
        object? value,
        object? with
    )
    {
        var (left, right) = (Nesting.Checked(value, span), Nesting.Checked(with, span));
        return Operators.Try(context, op, span, left, right, out var result)
            ? result
            : ScriptBinaryExpression.Evaluate(context, span, op, left, right);
    }
}
