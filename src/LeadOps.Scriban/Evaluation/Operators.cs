using System.Globalization;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>Which rule a binary operator follows is decided by the kinds of its two sides, in the order of the cases below.</summary>
internal static class Operators
{
    private const int ItemCost = 5;

    public static object? Apply(Context context, Binary node, object? left, object? right)
    {
        var op = node.Operator;
        if (op is "??" or "?!")
        {
            return op == "??" ? left ?? right
                : left is null ? null
                : right;
        }

        left = left is char first ? first.ToString() : left;
        right = right is char last ? last.ToString() : right;
        if (left is string || right is string)
        {
            return context.Options.IsStrict && IsDate(left, right)
                ? DateAgainstText(context, node, left, right)
                : Texts(context, node, left, right);
        }

        if (left is null || right is null)
        {
            return Nulls(op, left, right);
        }

        if (left is EmptyMarker || right is EmptyMarker)
        {
            return Empties(context, node, left, right);
        }

        if (Sequences.IsSequence(left) || Sequences.IsSequence(right))
        {
            return ArrayOperators.Apply(context, node, left, right);
        }

        return Scalars(context, node, left, right);
    }

    private static bool IsDate(object? left, object? right) =>
        left is DateTime or DateTimeOffset || right is DateTime or DateTimeOffset;

    private static object? DateAgainstText(Context context, Binary node, object? left, object? right)
    {
        if (Arithmetic.Compare(node.Operator, 0) is null)
        {
            return Texts(context, node, left, right);
        }

        return Scalars(context, node, AsDate(context, node, left), AsDate(context, node, right));
    }

    private static object AsDate(Context context, Binary node, object? value) =>
        value is not string text ? value!
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && text.Length >= 8
            ? HasOffset(text) ? (object)date
                : date.DateTime
        : throw context.Error(node.Start, $"`{text}` is no date; compare a date with ISO text such as `2026-05-01`");

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 10 && (text.LastIndexOf('+') > 10 || text.LastIndexOf('-') > 10));

    private static object? Nulls(string op, object? left, object? right) =>
        op switch
        {
            "==" => left is null && right is null,
            "!=" => !(left is null && right is null),
            "<" or "<=" or ">" or ">=" => false,
            _ => null,
        };

    private static object Empties(Context context, Binary node, object left, object right)
    {
        var other = left is EmptyMarker ? right : left;
        var isEmpty =
            other is EmptyMarker
            || (Sequences.Count(other) == 0 && (Sequences.IsSequence(other) || Members.NamesOf(other) is not null));
        return node.Operator switch
        {
            "==" => isEmpty,
            "!=" => !isEmpty,
            _ => throw context.Error(node.Start, $"The operator `{node.Operator}` is not supported for `empty`"),
        };
    }

    private static object Texts(Context context, Binary node, object? left, object? right)
    {
        var op = node.Operator;
        if (op == "*")
        {
            return Repeat(context, node, left, right);
        }

        if (op is "==" or "!=" && (left is null or EmptyMarker || right is null or EmptyMarker))
        {
            return op == "!=";
        }

        var (a, b) = (TextForm.Of(context, left), TextForm.Of(context, right));
        if (op == "+")
        {
            return context.Limits.JoinedText(a + b, node.Start);
        }

        context.Limits.Spend(Math.Min(a.Length, b.Length) >> 3, node.Start);
        return Arithmetic.Compare(op, string.CompareOrdinal(a, b))
            ?? throw context.Error(node.Start, $"The operator `{op}` is not supported on string");
    }

    private static string Repeat(Context context, Binary node, object? left, object? right)
    {
        var (text, factor, factorNode) =
            right is string ? ((string)right, left, node.Left) : ((string)left!, right, node.Right);
        if (factor is null)
        {
            return "";
        }

        if (Conversions.TryInt(factor) is not { } count)
        {
            throw context.Error(
                factorNode.First,
                "Expecting an integer to repeat a text; unable to convert the other side"
            );
        }

        context.Limits.TextLength((long)count * text.Length, factorNode.First);

        return count <= 0 ? "" : string.Concat(Enumerable.Repeat(text, count));
    }

    private static object? Scalars(Context context, Binary node, object left, object right)
    {
        var op = node.Operator;
        if (op is ".." or "..<")
        {
            return Range(context, node, left, right);
        }

        if (
            Conversions.IsNumber(left) && right is bool
            || Conversions.IsNumber(right) && left is bool
            || Conversions.IsNumber(left) && Conversions.IsNumber(right)
        )
        {
            return Arithmetic.Compute(context, node.Start, op, left, right);
        }

        return (left, right) switch
        {
            (bool a, bool b) => op is "==" or "!="
                ? (a == b) == (op == "==")
                : throw context.Error(node.Start, $"The operator `{op}` is not valid for bool"),
            (TimeSpan a, TimeSpan b) when op is "==" or "!=" => (a == b) == (op == "=="),
            (DateTime a, TimeSpan b) => (object)Shifted(context, node, () => a + b),
            (DateTimeOffset a, TimeSpan b) => Shifted(context, node, () => a + b),
            (DateTime a, DateTime b) => Dates(context, node, a, b),
            (DateTimeOffset a, DateTimeOffset b) => op == "-"
                ? (object)(a - b)
                : DateOrder(context, node, a.CompareTo(b)),
            (DateTimeOffset a, DateTime b) => Dates(context, node, a.DateTime, b),
            (DateTime a, DateTimeOffset b) => Dates(context, node, a, b.DateTime),
            _ when op is "==" or "!=" => ReferenceEquals(left, right) == (op == "=="),
            _ => throw context.Error(
                node.Start,
                $"Unable to convert; unsupported types for the operator `{op}`: {TextForm.TypeName(left)} and {TextForm.TypeName(right)}"
            ),
        };
    }

    private static object Shifted(Context context, Binary node, Func<object> shift)
    {
        if (node.Operator != "+")
        {
            throw context.Error(
                node.Start,
                $"The operator `{node.Operator}` is not supported for DateTime and a time span"
            );
        }

        try
        {
            return shift();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw context.Error(node.Start, "The result lies outside the years 1 to 9999");
        }
    }

    private static object Dates(Context context, Binary node, DateTime a, DateTime b) =>
        node.Operator == "-" ? (object)(a - b) : DateOrder(context, node, a.CompareTo(b));

    private static object DateOrder(Context context, Binary node, int order) =>
        Arithmetic.Compare(node.Operator, order)
        ?? throw context.Error(
            node.Start,
            $"The operator `{node.Operator}` is not supported for DateTime and DateTime"
        );

    private static LazySequence Range(Context context, Binary node, object left, object right)
    {
        if (
            left is not (int or long or System.Numerics.BigInteger)
            || right is not (int or long or System.Numerics.BigInteger)
        )
        {
            throw context.Error(
                node.Start,
                $"The operator `{node.Operator}` is not implemented for {TextForm.TypeName(left)} and {TextForm.TypeName(right)}"
            );
        }

        var from = Convert.ToInt64(left, CultureInfo.InvariantCulture);
        var to = Convert.ToInt64(right, CultureInfo.InvariantCulture);
        var inclusive = node.Operator == "..";
        var count = Math.Abs((decimal)to - from) + (inclusive ? 1 : 0);
        if (context.Options.LoopLimit > 0 && count > context.Options.LoopLimit)
        {
            throw context.Error(
                node.Start,
                $"The range has {count} items, more than the LoopLimit {context.Options.LoopLimit}"
            );
        }

        return new LazySequence(() => Count(context, node.Start, from, to, inclusive));
    }

    private static IEnumerable<object?> Count(Context context, int offset, long from, long to, bool inclusive)
    {
        var step = from <= to ? 1 : -1;
        for (var i = from; step > 0 ? i < to : i > to; i += step)
        {
            context.Limits.Spend(ItemCost, offset);
            yield return Arithmetic.Shrink(i);
        }

        if (inclusive)
        {
            yield return Arithmetic.Shrink(to);
        }
    }
}
