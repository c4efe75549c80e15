using System.Globalization;
using System.Text;

namespace LeadOps.Scriban.Builtins;

/// <summary>The strftime codes, one row each.</summary>
internal static class DateFormats
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<char, Func<DateTime, string>> Codes = new()
    {
        ['a'] = d => d.ToString("ddd", Invariant),
        ['A'] = d => d.ToString("dddd", Invariant),
        ['b'] = d => d.ToString("MMM", Invariant),
        ['h'] = d => d.ToString("MMM", Invariant),
        ['B'] = d => d.ToString("MMMM", Invariant),
        ['c'] = d => d.ToString("ddd MMM dd HH:mm:ss yyyy", Invariant),
        ['C'] = d => (d.Year / 100).ToString("D2", Invariant),
        ['d'] = d => d.ToString("dd", Invariant),
        ['D'] = d => d.ToString("MM/dd/yy", Invariant),
        ['e'] = d => d.Day.ToString(Invariant).PadLeft(2),
        ['F'] = d => d.ToString("yyyy-MM-dd", Invariant),
        ['H'] = d => d.ToString("HH", Invariant),
        ['I'] = d => d.ToString("hh", Invariant),
        ['j'] = d => d.DayOfYear.ToString("D3", Invariant),
        ['k'] = d => d.Hour.ToString(Invariant).PadLeft(2),
        ['l'] = d => d.ToString("%h", Invariant).PadLeft(2),
        ['L'] = d => d.ToString("fff", Invariant),
        ['m'] = d => d.ToString("MM", Invariant),
        ['M'] = d => d.ToString("mm", Invariant),
        ['n'] = _ => "\n",
        ['N'] = d => d.ToString("fffffff", Invariant) + "00",
        ['p'] = d => d.ToString("tt", Invariant),
        ['P'] = d => d.ToString("tt", Invariant).ToLowerInvariant(),
        ['r'] = d => d.ToString("hh:mm:ss tt", Invariant),
        ['R'] = d => d.ToString("HH:mm", Invariant),
        ['s'] = d => ((long)(d.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds).ToString(Invariant),
        ['S'] = d => d.ToString("ss", Invariant),
        ['t'] = _ => "\t",
        ['T'] = d => d.ToString("HH:mm:ss", Invariant),
        ['u'] = d => (d.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)d.DayOfWeek).ToString(Invariant),
        ['U'] = d => Week(d, CalendarWeekRule.FirstDay, DayOfWeek.Sunday),
        ['v'] = d => d.Day.ToString(Invariant).PadLeft(2) + d.ToString("-MMM-yyyy", Invariant).ToUpperInvariant(),
        ['V'] = d => Week(d, CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday),
        ['W'] = d => Week(d, CalendarWeekRule.FirstDay, DayOfWeek.Monday),
        ['w'] = d => ((int)d.DayOfWeek).ToString(Invariant),
        ['x'] = d => d.ToString("MM/dd/yyyy", Invariant),
        ['X'] = d => d.ToString("HH:mm:ss", Invariant),
        ['y'] = d => d.ToString("yy", Invariant),
        ['Y'] = d => d.ToString("yyyy", Invariant),
        ['Z'] = d => new DateTimeOffset(DateTime.SpecifyKind(d, DateTimeKind.Utc)).ToString("zzz", Invariant),
        ['%'] = _ => "%",
    };

    /// <summary>.NET patterns of the codes that can also be parsed.</summary>
    private static readonly Dictionary<char, string> Parsable = new()
    {
        ['a'] = "ddd",
        ['A'] = "dddd",
        ['b'] = "MMM",
        ['h'] = "MMM",
        ['B'] = "MMM",
        ['c'] = "ddd MMM dd HH:mm:ss yyyy",
        ['d'] = "dd",
        ['D'] = "MM/dd/yy",
        ['e'] = "%d",
        ['F'] = "yyyy-MM-dd",
        ['H'] = "HH",
        ['I'] = "hh",
        ['k'] = "%H",
        ['l'] = "%h",
        ['L'] = "fff",
        ['m'] = "MM",
        ['M'] = "mm",
        ['N'] = "fffffff",
        ['p'] = "tt",
        ['P'] = "tt",
        ['r'] = "hh:mm:ss tt",
        ['R'] = "HH:mm",
        ['S'] = "ss",
        ['T'] = "HH:mm:ss",
        ['x'] = "MM/dd/yyyy",
        ['X'] = "HH:mm:ss",
        ['y'] = "yy",
        ['Y'] = "yyyy",
        ['Z'] = "zzz",
    };

    private static string Week(DateTime date, CalendarWeekRule rule, DayOfWeek first)
    {
        var week = Invariant.Calendar.GetWeekOfYear(date, rule, first);
        return week.ToString("D2", Invariant);
    }

    public static string Format(DateTime date, string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            var code = pattern[++i];
            _ =
                code == 'g' ? text
                : Codes.TryGetValue(code, out var format) ? text.Append(format(date))
                : text.Append('%').Append(code);
        }

        return text.ToString();
    }

    /// <summary>Null when the pattern has a code that cannot be parsed.</summary>
    public static string? DotNetPattern(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
            }
            else if (pattern[++i] == 'g')
            {
                // `%g` only chooses the invariant culture.
            }
            else if (Parsable.TryGetValue(pattern[i], out var part))
            {
                text.Append(part);
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }
}
