using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Limits;

/// <summary>Measures one call, simulated time included.</summary>
internal sealed class TimeEnvelope(PortalClock clock)
{
    private readonly DateTimeOffset started = clock.GetUtcNow();
    private readonly long stamp = Stopwatch.GetTimestamp();

    /// <summary>Seconds that were counted and not waited for.</summary>
    public double Simulated { get; set; }

    public double Seconds => Stopwatch.GetElapsedTime(stamp).TotalSeconds + Simulated;

    public JsonObject Write(double operating, long resetAt)
    {
        var seconds = Seconds;
        var finished = started.AddSeconds(seconds);
        return new JsonObject
        {
            ["start"] = started.ToUnixTimeMilliseconds() / 1000.0,
            ["finish"] = finished.ToUnixTimeMilliseconds() / 1000.0,
            ["duration"] = Math.Round(seconds, 6),
            ["processing"] = Math.Round(seconds, 6),
            ["date_start"] = clock.Time.Write(started),
            ["date_finish"] = clock.Time.Write(finished),
            ["operating_reset_at"] = resetAt,
            ["operating"] = Math.Round(operating, 6),
        };
    }
}
