using System.Globalization;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>The last lines of a plan, in the same words everywhere.</summary>
internal static class PlanTotals
{
    private const int FewSeconds = 10;

    public static string Counts(PlanCounts counts, Func<int, string>? strong = null)
    {
        strong ??= count => Counted.Number(count);
        return $"{strong(counts.Update)} to update, {strong(counts.Create)} to create, "
            + $"{strong(counts.Delete)} to delete, {counts.Unchanged} unchanged, {counts.Blocked} blocked.";
    }

    /// <summary>Why nothing is to be done; null when something is.</summary>
    public static string? Nothing(PlanCounts counts) =>
        counts.Writes + counts.Blocked > 0 ? null
        : counts.Unchanged == 0 ? "No changes: no lead is selected."
        : $"No changes: {Counted.Of(counts.Unchanged, "lead")} already as wanted.";

    private static string Time(double minutes) =>
        minutes * 60 < FewSeconds ? "a few seconds"
        : minutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"about {minutes * 60:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"about {minutes:0.#} min");

    /// <summary>The share of all leads, and the forecast; nothing when nothing is to be written.</summary>
    public static IEnumerable<string> More(PlanFooter footer)
    {
        var (counts, forecast) = (footer.Counts, footer.Forecast);
        if (counts.Writes == 0)
        {
            yield break;
        }

        if (counts.Percent is { } percent && counts.Update + counts.Delete > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{percent:0.#} % of the portal's {counts.PortalLeads} leads."
            );
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Forecast: {Counted.Of(forecast.Requests, "request")}, "
                + $"{Time(forecast.Minutes ?? 0)} on tariff {forecast.Tariff}; operating time "
                + $"{(forecast.OperatingSeconds is { } seconds ? $"{seconds:0} s" : "unknown")}."
        );
    }
}
