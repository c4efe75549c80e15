using System.Globalization;
using LeadOps.Portal;

namespace LeadOps.Cli.Views;

/// <summary>Why a run waits, in words.</summary>
internal static class PauseText
{
    /// <summary>The short waits between requests follow one another; in between the reason stays.</summary>
    private static readonly TimeSpan RateStays = TimeSpan.FromSeconds(2);

    /// <summary>Null when the pause is over.</summary>
    public static string? At(PortalPause pause, DateTimeOffset now, TimeZoneInfo zone) =>
        pause switch
        {
            { Until: null } => $"paused: {pause.Reason}",
            { Kind: PauseKind.Rate, Until: { } until } => now < until + RateStays ? pause.Reason : null,
            { Until: { } until } when now >= until => null,
            { Kind: PauseKind.Retry, Until: { } until } => string.Create(
                CultureInfo.InvariantCulture,
                $"{pause.Reason}, again in {Math.Ceiling((until - now).TotalSeconds):0} s"
            ),
            { Until: { } until } => string.Create(
                CultureInfo.InvariantCulture,
                $"paused until {TimeZoneInfo.ConvertTime(until, zone):HH:mm:ss}: {pause.Reason}"
            ),
        };
}
