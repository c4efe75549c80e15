using LeadOps.Templates.Strict;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

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

    /// <summary>Scriban rounds down to an int, and what is larger becomes 2147483647.</summary>
    public static object? DividedBy(TemplateContext context, SourceSpan span, double value, object? divisor) =>
        Apply(context, span, ScriptBinaryOperator.Divide, value, divisor) switch
        {
            double quotient when !double.IsFinite(quotient) => throw new ScriptRuntimeException(
                span,
                "Attempted to divide by zero."
            ),
            double quotient when divisor is int => Whole(Math.Floor(quotient)),
            var quotient => quotient,
        };

    private static object Whole(double number) =>
        Math.Abs(number) <= int.MaxValue ? (object)(int)number
        : Math.Abs(number) < long.MaxValue ? (long)number
        : number;

    private static object? Apply(
        TemplateContext context,
        SourceSpan span,
        ScriptBinaryOperator op,
        object? value,
        object? with
    ) => ((StrictContext)context).Operate(op, span, value, with);
}
