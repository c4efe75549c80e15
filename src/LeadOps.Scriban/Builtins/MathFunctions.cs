using System.Numerics;
using LeadOps.Scriban.Evaluation;
using LeadOps.Scriban.Syntax;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class MathFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("abs", 1, 1, Abs, "value"),
        F("ceil", 1, 1, a => Math.Ceiling(a.Double(0)), "value"),
        F("floor", 1, 1, a => Math.Floor(a.Double(0)), "value"),
        F("round", 1, 2, Round, "value", "precision"),
        F("divided_by", 2, 2, DividedBy, "value", "divisor"),
        F("plus", 2, 2, a => Apply(a, "+"), "value", "with"),
        F("minus", 2, 2, a => Apply(a, "-"), "value", "with"),
        F("times", 2, 2, a => Apply(a, "*"), "value", "with"),
        F("modulo", 2, 2, a => Apply(a, "%"), "value", "with"),
        F("format", 2, 3, Format, "value", "format", "culture"),
        F("is_number", 1, 1, a => Conversions.IsNumber(a[0]), "value"),
        F("uuid", 0, 0, a => throw a.Fail("random values are not available; a plan must come out the same each time")),
        F(
            "random",
            2,
            2,
            a => throw a.Fail("random values are not available; a plan must come out the same each time")
        ),
    ];

    private static object? Abs(TemplateArguments a) =>
        a[0] switch
        {
            null => null,
            int n => Arithmetic.Shrink(BigInteger.Abs(n)),
            long n => Arithmetic.Shrink(BigInteger.Abs(n)),
            double n => Math.Abs(n),
            float n => Math.Abs(n),
            decimal n => Math.Abs(n),
            BigInteger n => BigInteger.Abs(n),
            bool => a[0],
            _ => throw a.Fail($"the value `{a.Text(0)}` is not a number"),
        };

    private static object Round(TemplateArguments a)
    {
        var precision = a.Int(1);
        return precision is < 0 or > 15
            ? throw a.Fail($"the precision {precision} must lie between 0 and 15")
            : Math.Round(a.Double(0), precision, MidpointRounding.ToEven);
    }

    private static object? DividedBy(TemplateArguments a)
    {
        if (a[1] is null)
        {
            return null;
        }

        var quotient = Apply(a, "/");
        return a[1] is int && quotient is not null
            ? (int)Math.Floor(Conversions.ToDouble(a.Context, quotient, a.Offset))
            : quotient;
    }

    private static object? Apply(TemplateArguments a, string op)
    {
        var node = new Binary(a.Offset, op, new Literal(a.OffsetOf(0), null), new Literal(a.OffsetOf(1), null));
        return Operators.Apply(a.Context, node, a[0], a[1]);
    }

    private static object Format(TemplateArguments a)
    {
        if (a[0] is null)
        {
            return "";
        }

        if (!Conversions.IsNumber(a[0]))
        {
            throw a.Fail($"`{a.Text(0)}` is not a formattable number");
        }

        try
        {
            return NumberFormat.Apply(a, (IFormattable)a[0]!);
        }
        catch (FormatException problem)
        {
            throw a.Fail($"`{a.Text(1)}` is not a number format. {problem.Message}");
        }
    }
}
