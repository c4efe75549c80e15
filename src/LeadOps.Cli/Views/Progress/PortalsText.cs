using System.Globalization;

namespace LeadOps.Cli.Views;

/// <summary>The words of work on many portals, the same in a live picture and in a log.</summary>
internal static class PortalsText
{
    public static string Figures(PortalsFacts facts) =>
        string.Create(CultureInfo.InvariantCulture, $"{facts.Done} of {facts.Total} portals");

    /// <summary>A portal at work: what it does, or why it waits.</summary>
    public static string Line(string portal, ProgressFacts facts) =>
        $"{portal}: {facts.Waiting ?? $"{facts.What}, {string.Join(", ", ProgressText.Figures(facts))}"}";

    /// <summary>For a log: one line that stands for itself.</summary>
    public static string Log(PortalsFacts facts) =>
        facts.AtWork.Count == 0
            ? Figures(facts)
            : $"{Figures(facts)}; at work: {string.Join(", ", facts.AtWork.Select(one => one.Portal))}";
}
