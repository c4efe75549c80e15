using System.Text.RegularExpressions;
using PhoneNumbers;

namespace LeadOps.Fields.Multifields;

/// <summary>Phone numbers as people, programs and spreadsheets write them.</summary>
internal static partial class PhoneText
{
    /// <summary>Numbers with more digits are looked at: some countries have them.</summary>
    private const int UsualLength = 12;

    /// <summary>A number without its area has as many.</summary>
    private const int LeastDigits = 7;

    /// <summary>Fifteen, and `00` or `810` before them.</summary>
    private const int MostDigits = 18;

    /// <summary>Without invisible characters, and with every blank an ordinary one.</summary>
    public static string Clean(string text) =>
        string.Concat(text.Where(sign => !Invisible.Is(sign)).Select(sign => char.IsWhiteSpace(sign) ? ' ' : sign));

    /// <summary>
    /// Why a text with digits is not a phone: a program took the number for an amount, or there are several.
    /// </summary>
    public static string? Problem(string text) =>
        Mangled().IsMatch(text.Trim())
            ? "is a phone that a spreadsheet turned into a number; store the column as text and write the phone again"
        : SignBetween(text) is { } sign ? $"holds several phones; {SeveralValues.Advice(sign)}"
        : LetterForDigit().Match(text) is { Success: true } letter
            ? $"has the letter `{letter.Groups[1].Value}` among its digits"
        : IsTooLong(text) ? "has more digits than a phone; write each phone as a value of its own"
        : null;

    private static bool IsTooLong(string text) =>
        !MayHaveExtensionSign(text) && text.Count(char.IsAsciiDigit) > MostDigits;

    private static bool MayHaveExtensionSign(string text) =>
        text.Any(sign => char.IsLetter(sign) || sign is '#' or ';' or ',' or '*');

    /// <summary>
    /// What parts several numbers in one text. Fewer digits than a number has are an extension, or the last digits of
    /// a neighbouring line.
    /// </summary>
    private static char? SignBetween(string text) =>
        SeveralValues.SignBetween(text, part => part.Count(char.IsAsciiDigit) >= LeastDigits);

    /// <summary>
    /// It has an extension, in words or as digits too many; the portal's search leaves extensions out.
    /// </summary>
    public static bool MayHaveExtension(string text)
    {
        var digits = MultifieldEditor.Key("PHONE", text);
        return MayHaveExtensionSign(text) || (digits.Length > UsualLength && !IsWhole(digits));
    }

    private static bool IsWhole(string digits)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            return util.IsValidNumber(util.Parse("+" + digits, null));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"[0-9]([OoОоIlЗ])[0-9]")]
    private static partial Regex LetterForDigit();

    [GeneratedRegex(@"^[-+]?[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+\z|^\+?[0-9]{5,}[.,]0+\z")]
    private static partial Regex Mangled();
}
