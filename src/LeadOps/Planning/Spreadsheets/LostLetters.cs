using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Fields;

namespace LeadOps.Planning.Spreadsheets;

/// <summary>Texts of which a spreadsheet, or the form in which it saves them, loses characters.</summary>
internal static partial class LostLetters
{
    /// <summary>What a cell holds at most; an export ends a longer text by `…`.</summary>
    private const int MostSigns = 32_767;

    private static readonly Encoding[] CodePages =
    [
        CodePagesEncodingProvider.Instance.GetEncoding(1251)!,
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    ];

    private static readonly string[][] Flags =
    [
        ["TRUE", "WAHR", "ИСТИНА", "VRAI"],
        ["FALSE", "FALSCH", "ЛОЖЬ", "FAUX"],
    ];

    public static bool IsMisread(string before, string cell) =>
        !Ascii.IsValid(before)
        && Array.Exists(CodePages, page => Visible(page.GetString(Encoding.UTF8.GetBytes(before))) == Visible(cell));

    public static bool IsQuestioned(string before, string cell)
    {
        if (!cell.Contains('?') || Ascii.IsValid(before))
        {
            return false;
        }

        var (was, now) = (before.EnumerateRunes().ToList(), cell.EnumerateRunes().ToList());
        return was.Count == now.Count
            && was.Zip(now).All(pair => pair.First == pair.Second || (pair.Second.Value == '?' && !pair.First.IsAscii));
    }

    public static bool IsFlag(string before, string cell) =>
        Array.Exists(
            Flags,
            words => words.Contains(cell.ToUpperInvariant()) && words.Contains(before.ToUpperInvariant())
        );

    /// <summary>A text that only begins like one keeps its result inside, such as the address of a link.</summary>
    public static bool IsFormula(string before, string cell) =>
        before[..1] == "="
        && cell[..1] != "="
        && (
            double.TryParse(cell, CultureInfo.InvariantCulture, out _)
            || before.Contains(cell, StringComparison.Ordinal)
        );

    public static bool IsApostrophe(string before, string cell) => before[..1] == "'" && before[1..] == cell;

    public static bool IsCut(string before, string cell) =>
        cell.Length >= MostSigns - 1
        && before.Length > cell.Length
        && before.StartsWith(cell.TrimEnd('…'), StringComparison.Ordinal);

    public static bool IsCoded(string before, string cell) =>
        Code().IsMatch(cell) && WithoutBreaks(Decoded(cell)) == WithoutBreaks(before);

    public static bool IsLineBreaks(string before, string cell) =>
        Breaks(before) > Breaks(cell) && WithoutBreaks(before) == WithoutBreaks(cell);

    public static bool IsBlanks(string before, string cell) =>
        cell.Length <= before.Length && Visible(before) == Visible(cell);

    private static int Breaks(string text) => text.Count(sign => sign is '\r' or '\n');

    private static string WithoutBreaks(string text) => Visible(text).Replace("\n", "", StringComparison.Ordinal);

    /// <summary>Without characters that nobody sees, and with every blank an ordinary one.</summary>
    private static string Visible(string text) =>
        string.Concat(
                text.Where(sign => sign == '\n' || (!char.IsControl(sign) && !Invisible.Is(sign)))
                    .Select(sign => sign != '\n' && char.IsWhiteSpace(sign) ? ' ' : sign)
            )
            .Trim();

    private static string Decoded(string text) =>
        Code().Replace(text, code => ((char)Convert.ToInt32(code.Groups[1].Value, 16)).ToString());

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Code();
}
