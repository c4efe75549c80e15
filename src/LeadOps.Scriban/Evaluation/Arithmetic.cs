using System.Numerics;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>Numbers: both sides become the widest kind that occurs; whole numbers grow and shrink as needed.</summary>
internal static class Arithmetic
{
    public static object Shrink(BigInteger value) =>
        value >= int.MinValue && value <= int.MaxValue ? (object)(int)value
        : value >= long.MinValue && value <= long.MaxValue ? (object)(long)value
        : value;

    public static object Sign(Context context, Node operand, bool negative)
    {
        var value = operand.Evaluate(context);
        return value switch
        {
            null => throw context.Error(operand.First, "The operator is not supported for a null value"),
            int number => negative ? Shrink(-(BigInteger)number) : number,
            long number => !negative ? (object)number
            : number == long.MinValue ? (object)-(BigInteger)number
            : -number,
            double number => negative ? -number : number,
            float number => negative ? -number : number,
            decimal number => negative ? -number : number,
            BigInteger number => negative ? Shrink(-number) : number,
            bool flag => negative ? (flag ? -1 : 0) : (flag ? 1 : 0),
            _ => throw context.Error(
                operand.First,
                $"The operator cannot be used with the non-numeric value `{TextForm.Short(context, value)}`"
            ),
        };
    }

    public static object? Compute(Context context, int offset, string op, object? left, object? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        try
        {
            return (left, right) switch
            {
                (int a, int b) when Small(op, a, b) is { } quick => quick,
                (decimal, _) or (_, decimal) => Decimals(context, offset, op, ToDecimal(left), ToDecimal(right)),
                (double, _) or (_, double) => Doubles(
                    context,
                    offset,
                    op,
                    Conversions.ToDouble(context, left, offset),
                    Conversions.ToDouble(context, right, offset)
                ),
                (float, _) or (_, float) => Floats(
                    context,
                    offset,
                    op,
                    (float)Conversions.ToDouble(context, left, offset),
                    (float)Conversions.ToDouble(context, right, offset)
                ),
                _ => Integers(context, offset, op, ToBig(left), ToBig(right)),
            };
        }
        catch (DivideByZeroException)
        {
            throw context.Error(offset, "Attempted to divide by zero");
        }
        catch (OverflowException)
        {
            throw context.Error(offset, "Unable to convert: the number is too large");
        }
    }

    private static object? Small(string op, int a, int b) =>
        op switch
        {
            "+" => (long)a + b is var sum && sum is >= int.MinValue and <= int.MaxValue ? (object)(int)sum : sum,
            "-" => (long)a - b is var rest && rest is >= int.MinValue and <= int.MaxValue ? (object)(int)rest : rest,
            "==" => a == b,
            "!=" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => null,
        };

    private static decimal ToDecimal(object value) =>
        value switch
        {
            decimal number => number,
            bool flag => flag ? 1 : 0,
            int number => number,
            long number => number,
            double number => (decimal)number,
            float number => (decimal)number,
            BigInteger number => (decimal)number,
            _ => throw new OverflowException(),
        };

    private static BigInteger ToBig(object value) =>
        value switch
        {
            int number => number,
            long number => number,
            bool flag => flag ? 1 : 0,
            BigInteger number => number,
            _ => throw new OverflowException(),
        };

    private static TemplateException Unsupported(Context context, int offset, string op, string kind) =>
        context.Error(offset, $"The operator `{op}` is not implemented for {kind} numbers");

    private static object Decimals(Context context, int offset, string op, decimal a, decimal b) =>
        op switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => Math.Round(a / b, MidpointRounding.ToEven),
            "%" => a % b,
            "<<" => a * (decimal)Math.Pow(2, (double)b),
            ">>" => a / (decimal)Math.Pow(2, (double)b),
            _ => Compare(op, a.CompareTo(b)) ?? throw Unsupported(context, offset, op, "decimal"),
        };

    private static object Doubles(Context context, int offset, string op, double a, double b) =>
        op switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => Math.Round(a / b, MidpointRounding.ToEven),
            "%" => a % b,
            "<<" => a * Math.Pow(2, b),
            ">>" => a / Math.Pow(2, b),
            "==" => a == b,
            "!=" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => throw Unsupported(context, offset, op, "double"),
        };

    private static object Floats(Context context, int offset, string op, float a, float b) =>
        op switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => (float)(int)(a / b),
            "%" => a % b,
            "<<" => a * (float)Math.Pow(2, b),
            ">>" => a / (float)Math.Pow(2, b),
            _ => Compare(op, a.CompareTo(b)) ?? throw Unsupported(context, offset, op, "float"),
        };

    private static object Integers(Context context, int offset, string op, BigInteger a, BigInteger b)
    {
        if (op is "<<" or ">>" && BigInteger.Abs(b) > 100_000)
        {
            throw context.Error(offset, $"Unable to convert: a shift by {b} is too large");
        }

        if (op == "*" && a.GetByteCount() + b.GetByteCount() > 100_000)
        {
            throw context.Error(offset, "Unable to convert: the number is too large");
        }

        return op switch
        {
            "+" => Shrink(a + b),
            "-" => Shrink(a - b),
            "*" => Shrink(a * b),
            "/" => (double)a / (double)b,
            "//" => Shrink(BigInteger.Divide(a, b)),
            "%" => Shrink(BigInteger.Remainder(a, b)),
            "<<" => Shrink(a << (int)b),
            ">>" => Shrink(a >> (int)b),
            _ => Compare(op, a.CompareTo(b)) ?? throw Unsupported(context, offset, op, "whole"),
        };
    }

    public static bool? Compare(string op, int order) =>
        op switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => null,
        };
}
