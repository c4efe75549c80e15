using System.Globalization;
using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>`ago 30 'days'`: counted back from the time of the plan, never from the clock.</summary>
internal static class TimeFunctions
{
    private static readonly Dictionary<string, Func<DateTimeOffset, double, DateTimeOffset>> Units = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["minute"] = (now, count) => now.AddMinutes(-count),
        ["hour"] = (now, count) => now.AddHours(-count),
        ["day"] = (now, count) => now.AddDays(-count),
        ["week"] = (now, count) => now.AddDays(-7 * count),
        ["month"] = (now, count) => now.AddMonths(-Whole(count)),
        ["year"] = (now, count) => now.AddYears(-Whole(count)),
    };

    public static TemplateFunction Ago(DateTimeOffset now) =>
        new("ago", 2, 2, arguments => Back(arguments, now)) { Parameters = ["count", "unit"] };

    private static object Back(TemplateArguments arguments, DateTimeOffset now)
    {
        var (count, unit) = (arguments.Text(0), arguments.Text(1));
        if (
            !double.TryParse(count, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
            || number < 0
        )
        {
            throw arguments.Fail($"`{count}` is not a number from 0 on; write for instance `ago 30 'days'`");
        }

        var name = Units.ContainsKey(unit) ? unit : unit.TrimEnd('s', 'S');
        if (!Units.TryGetValue(name, out var back))
        {
            var near = Suggestions.Nearest(unit, Units.Keys.Select(known => known + "s"));
            throw arguments.Fail(
                $"`{unit}` is not a unit of time; there are minutes, hours, days, weeks, months, years."
                    + Suggestions.Hint(near)
            );
        }

        try
        {
            return back(now, number);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw arguments.Fail($"{count} {unit} before the plan is before the year 1");
        }
    }

    private static int Whole(double count) =>
        count == Math.Floor(count) && count < int.MaxValue
            ? (int)count
            : throw new FormatException(
                $"`{count.ToString(CultureInfo.InvariantCulture)}` must be a whole number of months or years"
            );
}
