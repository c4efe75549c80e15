using System.Globalization;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// How dates are written in a file. Exports write some columns with the time, some without: one format is for both.
/// </summary>
internal static class DateFormats
{
    private static readonly string[] Times = ["H:mm", "H:mm:ss"];

    /// <summary>Ways of writing a day that no other way can be taken for.</summary>
    private static readonly string[] Known = ["dd.MM.yyyy", "d.M.yyyy", "yyyy-MM-dd", "yyyy/MM/dd", "dd-MM-yyyy"];

    private static readonly string[] Ambiguous = ["M/d/yyyy", "d/M/yyyy"];

    public static string[] Of(string format)
    {
        var day = Day(format);
        return
        [
            .. new[] { format, day }
                .Concat(Times.Select(time => $"{day} {time}"))
                .Concat(Times.Select(time => $"{day}'T'{time}"))
                .Distinct(),
        ];
    }

    /// <summary>What to write so that this text is a date.</summary>
    public static string Remedy(string text)
    {
        if (IsSerial(text.Trim()))
        {
            return "a spreadsheet counts days so; give its column a date format, then save it again";
        }

        var fitting = Known.Where(day => Fits(text, day)).Take(1).ToList();
        return fitting.Concat(Ambiguous.Where(day => Fits(text, day))).ToList() is [var only]
            ? $"for `{only}` add `dates: {only}` to the rows"
            : "`dates:` says how they are written";
    }

    /// <summary>The format without what stands for the time behind the day.</summary>
    private static string Day(string format)
    {
        var blank = format.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && format.AsSpan(blank).IndexOfAny("dMy") < 0 ? format[..blank] : format;
    }

    /// <summary>A day between 1954 and 2064 as the days since 1900.</summary>
    private static bool IsSerial(string text) =>
        text.Length == 5 && text[0] is >= '2' and <= '5' && text.All(char.IsAsciiDigit);

    private static bool Fits(string text, string day) =>
        DateTime.TryParseExact(text.Trim(), Of(day), CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
