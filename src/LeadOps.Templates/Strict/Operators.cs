using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Strict;

/// <summary>Where strict operators decide otherwise than Scriban's: a number or a date against text.</summary>
internal static class Operators
{
    private static readonly Dictionary<ScriptBinaryOperator, Func<int, bool>> Comparisons = new()
    {
        [ScriptBinaryOperator.CompareEqual] = order => order == 0,
        [ScriptBinaryOperator.CompareNotEqual] = order => order != 0,
        [ScriptBinaryOperator.CompareLess] = order => order < 0,
        [ScriptBinaryOperator.CompareLessOrEqual] = order => order <= 0,
        [ScriptBinaryOperator.CompareGreater] = order => order > 0,
        [ScriptBinaryOperator.CompareGreaterOrEqual] = order => order >= 0,
    };

    private static readonly Dictionary<TokenType, ScriptBinaryOperator> Compound = new()
    {
        [TokenType.PlusEqual] = ScriptBinaryOperator.Add,
        [TokenType.MinusEqual] = ScriptBinaryOperator.Subtract,
        [TokenType.AsteriskEqual] = ScriptBinaryOperator.Multiply,
        [TokenType.DivideEqual] = ScriptBinaryOperator.Divide,
        [TokenType.DoubleDivideEqual] = ScriptBinaryOperator.DivideRound,
        [TokenType.PercentEqual] = ScriptBinaryOperator.Modulus,
    };

    private static readonly ScriptBinaryOperator[] Calculations = [.. Compound.Values];

    public static ScriptBinaryOperator? Of(TokenType token) => Compound.TryGetValue(token, out var op) ? op : null;

    public static bool IsEquality(ScriptBinaryOperator op) =>
        op is ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual;

    /// <summary>Both sides as they count: a written number is a text beside a text, else a number.</summary>
    public static (object? Left, object? Right) Sides(object? left, object? right) =>
        (Side(left, right), Side(right, left));

    private static object? Side(object? value, object? other) =>
        value is not WrittenNumber number ? value
        : other is string ? number.Text
        : number.Value;

    /// <summary>A written number as the number that it is.</summary>
    public static object? Counted(object? value) => value is WrittenNumber number ? number.Value : value;

    /// <summary>The result where strict mode decides; null leaves the operator to Scriban.</summary>
    public static object? Result(
        TemplateContext context,
        ScriptBinaryOperator op,
        SourceSpan span,
        object? left,
        object? right
    )
    {
        if (
            left is null
            || right is null
            || (left is not string && right is not string && !Dates.IsMoment(left, right))
        )
        {
            return null;
        }

        // A number or a date is never equal to an empty text.
        if (IsEquality(op) && (left is "" || right is "") && (IsTyped(left) || IsTyped(right)))
        {
            return op == ScriptBinaryOperator.CompareNotEqual;
        }

        if (Dates.IsDate(left) || Dates.IsDate(right))
        {
            return Dates.Result(context, op, span, left, right);
        }

        if (IsComparison(op))
        {
            if (left is TimeSpan || right is TimeSpan)
            {
                throw new ScriptRuntimeException(
                    span,
                    "A timespan is compared with text. Compare a part of it, such as `.days`, with a number."
                );
            }

            return NumberText.Compare(op, span, left, right);
        }

        if (Calculations.Contains(op))
        {
            NumberText.RefuseCalculation(op, span, left, right);
        }

        return null;
    }

    private static bool IsTyped(object value) => NumberText.IsNumber(value) || Dates.IsDate(value);

    public static bool Holds(ScriptBinaryOperator op, int order) => Comparisons[op](order);

    public static bool IsComparison(ScriptBinaryOperator op) => Comparisons.ContainsKey(op);
}
