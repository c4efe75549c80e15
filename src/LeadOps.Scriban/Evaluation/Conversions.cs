using System.Globalization;
using System.Numerics;

namespace LeadOps.Scriban.Evaluation;

internal static class Conversions
{
    public static bool IsTrue(object? value) => value is not (null or false or EmptyMarker);

    public static bool IsNumber(object? value) => value is int or long or double or decimal or float or BigInteger;

    public static int ToInt(Context context, object? value, int offset)
    {
        try
        {
            switch (value)
            {
                case null:
                    return 0;
                case int number:
                    return number;
                case bool flag:
                    return flag ? 1 : 0;
                case long number:
                    return checked((int)number);
                case double number when !double.IsNaN(number):
                    return checked((int)Math.Round(number, MidpointRounding.ToEven));
                case float number when !float.IsNaN(number):
                    return checked((int)Math.Round(number, MidpointRounding.ToEven));
                case decimal number:
                    return checked((int)Math.Round(number, MidpointRounding.ToEven));
                case string text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed):
                    return parsed;
            }
        }
        catch (OverflowException)
        {
            // Reported below like any other value that is no int.
        }

        throw context.Error(offset, $"Unable to convert the {TextForm.TypeName(value)} `{TextForm.Short(context, value)}` to an int");
    }

    public static double ToDouble(Context context, object? value, int offset) => value switch
    {
        null => 0,
        bool flag => flag ? 1 : 0,
        int number => number,
        long number => number,
        double number => number,
        float number => number,
        decimal number => (double)number,
        BigInteger number => (double)number,
        _ => throw context.Error(offset, $"Unable to convert the {TextForm.TypeName(value)} `{TextForm.Short(context, value)}` to a number"),
    };
}
