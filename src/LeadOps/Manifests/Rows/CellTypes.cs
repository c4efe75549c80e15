using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// Which columns are numbers, dates or yes and no, and how these are written. A column that is not named is text.
/// </summary>
internal sealed partial record CellTypes(
    IReadOnlyDictionary<string, CellType> ByColumn,
    char? Decimal = null,
    string? Dates = null
)
{
    private const string IsoDay = "yyyy-MM-dd";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly string[] dateFormats = DateFormats.Of(Dates ?? IsoDay);

    public static CellTypes AllText { get; } = new(new Dictionary<string, CellType>());

    /// <summary>The value of a cell, or why it is none.</summary>
    public (object? Value, string? Problem) Read(string column, object? cell)
    {
        if (!ByColumn.TryGetValue(column, out var type))
        {
            return (cell, null);
        }

        return (type, cell) switch
        {
            (CellType.Text, _) => (Text(cell), null),
            (_, null) => (null, null),
            (_, string text) when string.IsNullOrWhiteSpace(text) => (null, null),
            (CellType.Number, int or long or decimal) or (CellType.Date, DateTime) or (CellType.Boolean, bool) => (
                cell,
                null
            ),
            (CellType.Number, string text) => Number(text),
            (CellType.Date, string text) => Date(text),
            (CellType.Boolean, _) => Boolean(Convert.ToString(cell, Invariant)!),
            (CellType.Number, _) => (null, "is not a number"),
            _ => (null, "is not a date"),
        };
    }

    public static string? Text(object? cell) =>
        cell is DateTime date
            ? date.ToString(date.TimeOfDay == TimeSpan.Zero ? IsoDay : "yyyy-MM-dd'T'HH:mm:ss", Invariant)
        : cell is null ? null
        : Convert.ToString(cell, Invariant);

    /// <summary>
    /// Blanks may part thousands; a dot or comma may only where the manifest says what the decimals begin with.
    /// </summary>
    private (object? Value, string? Problem) Number(string text)
    {
        var digits = text.Trim();
        if (!Grouped().IsMatch(digits.Replace(GroupSign, ' ')))
        {
            return (null, Wrong(digits));
        }

        var plain = string.Concat(digits.Where(sign => !char.IsWhiteSpace(sign) && sign != GroupSign))
            .Replace(DecimalSign, '.');
        return decimal.TryParse(
            plain,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            Invariant,
            out var number
        )
            ? (number, null)
            : (null, Wrong(digits));
    }

    private char DecimalSign => Decimal ?? '.';

    private char GroupSign =>
        Decimal switch
        {
            ',' => '.',
            '.' => ',',
            _ => ' ',
        };

    private string Wrong(string digits) =>
        Decimal is null && digits.Contains(',', StringComparison.Ordinal)
            ? "is not a number with a dot; if the comma begins the decimals, add `decimal: \",\"` to the rows"
            : $"is not a number such as 12500{DecimalSign}50";

    private (object? Value, string? Problem) Date(string text) =>
        DateTime.TryParseExact(text.Trim(), dateFormats, Invariant, DateTimeStyles.None, out var date)
            ? (date, null)
            : (null, $"is not a date written `{Dates ?? IsoDay}`; {DateFormats.Remedy(text)}");

    private static (object? Value, string? Problem) Boolean(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "Y" or "YES" or "TRUE" or "1" or "ДА" or "ИСТИНА" or "JA" or "WAHR" => (true, null),
            "N" or "NO" or "FALSE" or "0" or "НЕТ" or "ЛОЖЬ" or "NEIN" or "FALSCH" => (false, null),
            _ => (null, "is neither yes nor no; write `true` or `false`"),
        };

    [GeneratedRegex(@"^[-+]?([0-9]{1,3}(\s[0-9]{3})+|[0-9]+)([.,][0-9]+)?\z")]
    private static partial Regex Grouped();
}
