using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Fields.Types;

/// <summary>Dates compare as instants; without an offset they are in the portal's time zone.</summary>
internal sealed partial class DateType(bool hasTime, TimeZoneInfo zone) : FieldType
{
    public override bool IsOrdered => true;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        return TryRead(text, out var date)
            ? Converted.Ok(
                hasTime ? date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant) : date.ToString("yyyy-MM-dd", Invariant)
            )
            : Converted.Bad(
                hasTime
                    ? "is not a date with time, such as 2026-05-01T10:00:00+02:00" + CellHint(text)
                    : "is not a date, such as 2026-05-01" + CellHint(text)
            );
    }

    /// <summary>Written as a spreadsheet shows dates.</summary>
    private static string CellHint(string text) =>
        Local().Match(text) is { Success: true } match
            ? "; if it is a cell of rows, declare its column: `types: { COLUMN: date }` and "
                + (match.Groups[1].Value == "/" ? "`dates: M/d/yyyy` or `dates: d/M/yyyy`" : "`dates: dd.MM.yyyy`")
            : "";

    [GeneratedRegex(@"^[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{2,4}")]
    private static partial Regex Local();

    /// <summary>A day against moments means the whole day, so it is kept as a day.</summary>
    public override Converted Operand(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        return hasTime && IsDay(text) && TryRead(text, out _) ? Converted.Ok(text) : Convert(value, field);
    }

    public override (string From, string Until)? SpanOf(string operand) =>
        hasTime
        && IsDay(operand)
        && DateOnly.TryParseExact(operand, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var day)
        && day < DateOnly.MaxValue
            ? (Start(day), Start(day.AddDays(1)))
            : null;

    private static bool IsDay(string text) => text.Length == "yyyy-MM-dd".Length;

    private string Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToString(
            "yyyy-MM-dd'T'HH:mm:sszzz",
            Invariant
        );
    }

    public override bool Same(string a, string b) => Compare(a, b) is { } order ? order == 0 : a == b;

    public override int? Compare(string a, string b) =>
        !TryRead(a, out var x) || !TryRead(b, out var y) ? null
        : hasTime ? x.CompareTo(y)
        : DateOnly.FromDateTime(x.DateTime).CompareTo(DateOnly.FromDateTime(y.DateTime));

    public override object? ToTemplate(string text) =>
        !TryRead(text, out var date) ? text
        : hasTime ? (object)date
        : DateTime.SpecifyKind(date.Date, DateTimeKind.Unspecified);

    public override string Key(string text) =>
        !TryRead(text, out var date) ? text
        : hasTime ? date.UtcDateTime.ToString("s", Invariant)
        : date.ToString("yyyy-MM-dd", Invariant);

    /// <summary>
    /// 01.05.2026 is two different days, depending on who reads it; the portal itself writes the year first.
    /// </summary>
    private static bool IsYearFirst(string text) =>
        text.Length >= 10
        && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0
        && text[4] == '-'
        && text[7] == '-';

    private bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        if (!IsYearFirst(text) || !DateTimeOffset.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal, out date))
        {
            return false;
        }

        var time = text.Length > 10 ? text.AsSpan(10) : "";
        if (time.IndexOfAny("+-Zz") < 0)
        {
            var local = DateTime.SpecifyKind(date.DateTime, DateTimeKind.Unspecified);
            date = new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
        else if (!hasTime && date.Offset < TimeSpan.Zero && date.UtcDateTime.TimeOfDay == TimeSpan.Zero)
        {
            // The portal writes a day as midnight of UTC at its own offset: in America the evening before (REST.md
            // 1.6).
            date = new DateTimeOffset(DateTime.SpecifyKind(date.UtcDateTime, DateTimeKind.Unspecified), date.Offset);
        }

        return true;
    }
}
