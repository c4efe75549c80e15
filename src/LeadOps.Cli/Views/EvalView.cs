using System.Globalization;
using LeadOps.Fields;

namespace LeadOps.Cli.Views;

/// <summary>What a template gives.</summary>
internal static class EvalView
{
    public static void Write(object? value, string format) =>
        Terminal.Out.WriteLine(format == "json" ? PlainJson.Text(value, Json.Compact) : Printed(value));

    private static string Printed(object? value) =>
        value switch
        {
            null => "null",
            string text => text,
            bool flag => flag ? "true" : "false",
            DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => PlainJson.Text(value),
        };
}
