using System.Globalization;
using System.Numerics;

namespace LeadOps.Scriban.Evaluation;

internal static class Conversions
{
    public static bool IsTrue(object? value) => value is not (null or false or EmptyMarker);

    public static bool IsNumber(object? value) => value is int or long or double or decimal or float or BigInteger;

    public static bool IsPrimitive(object? value) => value is bool || IsNumber(value);

    public static int ToInt(Context context, object? value, int offset) =>
        TryInt(value)
        ?? throw context.Error(
            offset,
            $"Unable to convert the {TextForm.TypeName(value)} `{TextForm.Short(context, value)}` to an int"
        );

    /// <summary>Fractions are rounded half to even; null when the value is no int.</summary>
    public static int? TryInt(object? value) =>
        value switch
        {
            null => 0,
            int number => number,
            bool flag => flag ? 1 : 0,
            long number => number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
            double number => Rounded(number),
            float number => Rounded(number),
            decimal number => Rounded((double)number),
            string text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : null,
            _ => null,
        };

    private static int? Rounded(double number) =>
        Math.Round(number, MidpointRounding.ToEven) is >= int.MinValue and <= int.MaxValue and var whole
            ? (int)whole
            : null;

    public static double ToDouble(Context context, object? value, int offset) =>
        value switch
        {
            null => 0,
            bool flag => flag ? 1 : 0,
            int number => number,
            long number => number,
            double number => number,
            float number => number,
            decimal number => (double)number,
            BigInteger number => (double)number,
            _ => throw context.Error(
                offset,
                $"Unable to convert the {TextForm.TypeName(value)} `{TextForm.Short(context, value)}` to a number"
            ),
        };
}
