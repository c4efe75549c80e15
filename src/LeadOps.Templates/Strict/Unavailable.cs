namespace LeadOps.Templates.Strict;

/// <summary>What Scriban has and manifests have not, with the reason that its user reads.</summary>
internal static class Unavailable
{
    private const string NoFiles = "a template reads no files. Put the text into the manifest, or into `vars`.";
    private const string NoClock =
        "a plan must not depend on the clock. Use `run.now` or `run.date`, the time of the plan.";
    private const string NoChance = "a plan must come out the same twice. In fixtures use `fake`.";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["include"] = NoFiles,
        ["include_join"] = NoFiles,
        ["date.now"] = NoClock,
        ["date.utc_now"] = NoClock,
        ["math.random"] = NoChance,
        ["math.uuid"] = NoChance,
    };

    public static IEnumerable<string> Names => Reasons.Keys;

    public static string? Reason(string name) =>
        Reasons.TryGetValue(name, out var reason) ? $"`{name}` does not exist in manifests: {reason}" : null;
}
