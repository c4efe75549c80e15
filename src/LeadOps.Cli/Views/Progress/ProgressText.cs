using System.Globalization;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>The words of progress, the same in a live picture and in a log.</summary>
internal static class ProgressText
{
    /// <summary>For a log: one line that stands for itself.</summary>
    public static string Line(ProgressFacts facts) =>
        string.Concat(
            facts.What is { } what ? $"{what}: " : "",
            string.Join(", ", Figures(facts)),
            facts.Left?.Limit is { } limit ? $" ({limit})" : ""
        );

    public static IEnumerable<string> Figures(ProgressFacts facts)
    {
        if (facts.What is not null && facts.Done == 0 && facts.Total is null)
        {
            yield return Requests(facts);
            yield break;
        }

        yield return facts.Total is { } total
            ? $"{Counted.Number(facts.Done)} of {(facts.IsAbout ? "about " : "")}{Counted.Number(total)} leads"
            : $"{Counted.Number(facts.Done)} leads";
        yield return facts.PerSecond < 10
            ? string.Create(CultureInfo.InvariantCulture, $"{facts.PerSecond:0.#} per second")
            : $"{Counted.Number((long)facts.PerSecond)} per second";
        if (facts.Left is { } left && facts.Done < facts.Total)
        {
            // While something is left, it is not zero.
            yield return $"{Duration(TimeSpan.FromSeconds(Math.Max(1, left.Time.TotalSeconds)))} left";
        }
    }

    public static string Line(PaceNote pace) => $"pace: {Size(pace)}, up to {Counted.Number(pace.Lanes)} in flight";

    /// <summary>What one asks for with `-v`.</summary>
    public static string Size(ProgressFacts facts) =>
        $"{(facts.Pace is { } pace ? Size(pace) + ", " : "")}{Counted.Number(facts.InFlight)} in flight, "
        + $"{Requests(facts)} sent";

    private static string Size(PaceNote pace) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{pace.CallsPerRequest} writes per request"
                + $"{(pace.SecondsPerRequest > 0 ? $", {pace.SecondsPerRequest:0.##} s each" : "")}"
        );

    private static string Requests(ProgressFacts facts) => $"{Counted.Of(facts.Requests, "request")}";

    private static string Duration(TimeSpan time) =>
        time.TotalHours < 1
            ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0}:{time:mm\\:ss}");
}
