using LeadOps.Cli.Views;

namespace LeadOps.Cli.Options;

/// <summary>What `--output` knows, by command: completion offers it, and anything else is a slip.</summary>
internal static class OutputFormats
{
    public static readonly string[] OfPlans = ["text", "json", "markdown", "html"];
    public static readonly string[] OfRuns = ["text", "json", "ndjson", "markdown", "html"];

    private static readonly string[] OfData = ["text", "json"];
    private static readonly string[] OnlyText = ["text"];

    /// <summary>Those that are not here print text and JSON.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> ByCommand = new(StringComparer.Ordinal)
    {
        ["completion"] = OnlyText,
        ["worker"] = OnlyText,
        ["portal start"] = OnlyText,
        ["leads"] = LeadTable.Formats,
        ["plan"] = OfPlans,
        ["show"] = OfPlans,
        ["apply"] = OfRuns,
        ["resume"] = OfRuns,
        ["retry"] = OfRuns,
        ["rollback"] = OfRuns,
        ["seed"] = OfRuns,
        ["unseed"] = OfRuns,
        // A table of many portals.
        ["validate"] = OfPlans,
        ["doctor"] = OfPlans,
        ["history"] = OfPlans,
        ["rollout start"] = OfPlans,
        ["rollout status"] = OfPlans,
        ["rollout continue"] = OfPlans,
        ["rollout rollback"] = OfPlans,
    };

    /// <param name="command">Its words, without `leadops`.</param>
    public static IEnumerable<string> Of(string command) => ByCommand.GetValueOrDefault(command, OfData);

    /// <summary>Null when the command knows the format.</summary>
    public static string? Slip(string format, string command) =>
        Of(command).Contains(format)
            ? null
            : $"`--output {format}`: this command prints {string.Join(", ", Of(command))}.";
}
