using System.Globalization;
using System.Numerics;

namespace LeadOps.Scriban.Syntax;

internal static class NumberLiteral
{
    public static (object Value, int Length) Read(string text, int start)
    {
        if (text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X' or 'b' or 'B')
        {
            return ReadRadix(text, start);
        }

        var end = Digits(text, start);
        var isFraction = false;
        if (end < text.Length && text[end] == '.' && !(end + 1 < text.Length && (text[end + 1] == '.' || IsMemberStart(text, end + 1))))
        {
            isFraction = true;
            end = Digits(text, end + 1);
        }

        var negative = false;
        if (end < text.Length && text[end] is 'e' or 'E' && Exponent(text, end) is var after && after > 0)
        {
            negative = text[end + 1] == '-';
            end = after;
        }

        var digits = text[start..end].Replace("_", "", StringComparison.Ordinal);
        if (end < text.Length && text[end] is 'm' or 'M' or 'd' or 'D' or 'f' or 'F' && !IsNamePart(text, end + 1))
        {
            return (Suffixed(digits, text[end], start), end + 1 - start);
        }

        return (isFraction ? Double(digits) : Integer(digits, negative, start), end - start);
    }

    private static bool IsNamePart(string text, int at) => at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private static bool IsMemberStart(string text, int at) =>
        (char.IsLetter(text[at]) || text[at] == '_') && !(text[at] is 'e' or 'E' && Exponent(text, at) > 0);

    private static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private static int Exponent(string text, int at)
    {
        var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        var end = Digits(text, digits);
        return end > digits ? end : -1;
    }

    private static object Suffixed(string digits, char suffix, int start) => suffix switch
    {
        'm' or 'M' when decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var money) => money,
        'f' or 'F' => (float)Double(digits),
        'd' or 'D' => Double(digits),
        _ => throw new SyntaxException(start, $"Unable to parse the decimal `{digits}`"),
    };

    private static double Double(string digits) => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static object Integer(string digits, bool negativeExponent, int start)
    {
        if (negativeExponent || !BigInteger.TryParse(digits, NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            throw new SyntaxException(start, $"Unable to parse the integer `{digits}`");
        }

        return Evaluation.Arithmetic.Shrink(value);
    }

    private static (object Value, int Length) ReadRadix(string text, int start)
    {
        var bits = text[start + 1] is 'b' or 'B' ? 1 : 4;
        var end = start + 2;
        uint value = 0;
        while (end < text.Length && (text[end] == '_' || (bits == 1 ? text[end] is '0' or '1' : char.IsAsciiHexDigit(text[end]))))
        {
            value = text[end] == '_' ? value : (value << bits) | (uint)Convert.ToInt32(text[end].ToString(), 16);
            end++;
        }

        var unsigned = end < text.Length && text[end] is 'u' or 'U';
        return (unsigned ? (long)value : (object)unchecked((int)value), (unsigned ? end + 1 : end) - start);
    }
}
