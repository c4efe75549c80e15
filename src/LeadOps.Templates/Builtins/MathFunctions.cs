using LeadOps.Templates.Evaluation;
using Scriban.Syntax;
using Original = Scriban.Functions.MathFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>The operators as functions follow the same rules as the operators; formats are bounded.</summary>
internal static class MathFunctions
{
    private static readonly string[] Sides = ["value", "with"];

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Operator("plus", ScriptBinaryOperator.Add),
        Operator("minus", ScriptBinaryOperator.Subtract),
        Operator("times", ScriptBinaryOperator.Multiply),
        Operator("modulo", ScriptBinaryOperator.Modulus),
        new("abs", 1, 1, a => Original.Abs(a.Context, a.Span, Checked(a))) { Parameters = ["value"] },
        new("format", 2, 3, a => Original.Format(a.Context, a.Span, Checked(a), a.Text(1), a.TextOrNull(2)))
        {
            Parameters = ["value", "format", "culture"],
        },
    ];

    private static TemplateFunction Operator(string name, ScriptBinaryOperator op) =>
        new(name, 2, 2, a => Apply(a, op)) { Parameters = Sides };

    private static object? Apply(TemplateArguments a, ScriptBinaryOperator op)
    {
        Nesting.Check(a.Raw(0), a.Span);
        Nesting.Check(a.Raw(1), a.Span);
        return Operators.Try(a.Context, op, a.Span, a.Raw(0), a.Raw(1), out var result)
            ? result
            : ScriptBinaryExpression.Evaluate(a.Context, a.Span, op, a.Raw(0), a.Raw(1));
    }

    private static object? Checked(TemplateArguments a)
    {
        Nesting.Check(a.Raw(0), a.Span);
        return a.Raw(0);
    }
}
