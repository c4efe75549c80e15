using System.Text.RegularExpressions;
using PhoneNumbers;

namespace LeadOps.Fields.Multifields;

/// <summary>Phone numbers as people, programs and spreadsheets write them.</summary>
internal static partial class PhoneText
{
    /// <summary>Numbers with more digits are looked at: some countries have them.</summary>
    private const int UsualLength = 12;

    /// <summary>Without invisible signs, and with every blank an ordinary one.</summary>
    public static string Clean(string text) =>
        string.Concat(text.Where(sign => !Invisible.Is(sign)).Select(sign => char.IsWhiteSpace(sign) ? ' ' : sign));

    /// <summary>Why a text with digits is not a phone: a program took the number for an amount.</summary>
    public static string? Problem(string text) =>
        Mangled().IsMatch(text.Trim())
            ? "is a phone that a spreadsheet turned into a number; store the column as text and write the phone again"
            : null;

    /// <summary>
    /// It has an extension, in words or as digits too many; the portal's search leaves extensions out.
    /// </summary>
    public static bool MayHaveExtension(string text)
    {
        var digits = MultifieldEditor.Key("PHONE", text);
        return text.Any(sign => char.IsLetter(sign) || sign is '#' or ';' or ',' or '*')
            || (digits.Length > UsualLength && !IsWhole(digits));
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

    [GeneratedRegex(@"^[-+]?[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+\z|^\+?[0-9]{5,}[.,]0+\z")]
    private static partial Regex Mangled();
}
