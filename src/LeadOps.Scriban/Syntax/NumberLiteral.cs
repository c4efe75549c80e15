using System.Globalization;
using System.Numerics;

namespace LeadOps.Scriban.Syntax;

internal static class NumberLiteral
{
    private const int LargestExponent = 10_000;

    public static (object Value, int Length) Read(string text, int start)
    {
        if (text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X' or 'b' or 'B')
        {
            return ReadRadix(text, start);
        }

        var end = Digits(text, start);
        var isFraction = false;
        if (
            end < text.Length
            && text[end] == '.'
            && !(end + 1 < text.Length && (text[end + 1] == '.' || IsMemberStart(text, end + 1)))
        )
        {
            isFraction = true;
            end = Digits(text, end + 1);
        }

        var exponent = 0;
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var after = ExponentEnd(text, end);
            exponent = Exponent(text.AsSpan(end + 1, after - end - 1));
            end = after;
        }

        var digits = text[start..end].Replace("_", "", StringComparison.Ordinal);
        if (end < text.Length && text[end] is 'm' or 'M' or 'd' or 'D' or 'f' or 'F' && !IsNamePart(text, end + 1))
        {
            return (Suffixed(digits, text[end], start), end + 1 - start);
        }

        return (isFraction ? Double(digits) : Integer(digits, exponent, start), end - start);
    }

    private static bool IsNamePart(string text, int at) =>
        at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private static bool IsMemberStart(string text, int at) =>
        (char.IsLetter(text[at]) || text[at] == '_') && !(text[at] is 'e' or 'E' && StartsExponent(text, at));

    private static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private static int FirstExponentDigit(string text, int at) =>
        at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;

    private static bool StartsExponent(string text, int at) =>
        FirstExponentDigit(text, at) is var digit && digit < text.Length && char.IsAsciiDigit(text[digit]);

    private static int ExponentEnd(string text, int at) =>
        StartsExponent(text, at)
            ? Digits(text, FirstExponentDigit(text, at))
            : throw new SyntaxException(
                Math.Min(FirstExponentDigit(text, at), text.Length - 1),
                "Unexpected token: an exponent needs digits"
            );

    private static int Exponent(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : int.MaxValue;

    private static object Suffixed(string digits, char suffix, int start) =>
        suffix switch
        {
            'm' or 'M' when decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var money) =>
                money,
            'f' or 'F' => (float)Double(digits),
            'd' or 'D' => Double(digits),
            _ => throw new SyntaxException(start, $"Unable to parse the decimal `{digits}`"),
        };

    private static double Double(string digits) =>
        double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static object Integer(string digits, int exponent, int start) =>
        exponent is >= 0 and <= LargestExponent
        && digits.Length <= LargestExponent
        && BigInteger.TryParse(digits, NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            ? Evaluation.Arithmetic.Shrink(value)
            : throw new SyntaxException(start, $"Unable to parse the integer `{digits}`");

    /// <summary>Up to 32 bits make an int, which may wrap, up to 64 a long.</summary>
    private static (object Value, int Length) ReadRadix(string text, int start)
    {
        var bits = text[start + 1] is 'b' or 'B' ? 1 : 4;
        var (end, count, value) = (start + 2, 0, 0UL);
        var isTooLong = false;
        while (
            end < text.Length
            && (text[end] == '_' || (bits == 1 ? text[end] is '0' or '1' : char.IsAsciiHexDigit(text[end])))
        )
        {
            count += text[end] == '_' ? 0 : bits;
            isTooLong |= text[end] != '_' && value >> (64 - bits) != 0;
            value = text[end] == '_' ? value : (value << bits) | (uint)Convert.ToInt32(text[end].ToString(), 16);
            end++;
        }

        if (count == 0)
        {
            throw new SyntaxException(start, $"Unexpected token `{text[start..end]}`: digits are missing");
        }

        var unsigned = end < text.Length && text[end] is 'u' or 'U';
        object number =
            isTooLong ? throw new SyntaxException(start, $"Unable to parse the integer `{text[start..end]}`")
            : unsigned || value > uint.MaxValue ? (object)unchecked((long)value)
            : unchecked((int)(uint)value);
        return (number, (unsigned ? end + 1 : end) - start);
    }
}
