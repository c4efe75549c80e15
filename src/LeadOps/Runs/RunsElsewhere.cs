using LeadOps.Plans;

namespace LeadOps.Runs;

/// <summary>How many runs the state holds of another portal.</summary>
/// <param name="Name">What the configuration calls that portal; empty when its address was typed.</param>
public sealed record RunsElsewhere(string Host, string Name, int Runs)
{
    /// <summary>A sentence with the option to give, with a blank before it; empty when there are none.</summary>
    public static string Told(IReadOnlyList<RunsElsewhere> others) =>
        others.Count == 0 ? "" : $" Other portals have runs: {string.Join(", ", others.Select(Said))}.";

    private static string Said(RunsElsewhere other) =>
        $"{other.Host} has {other.Runs} (`--portal {PlanPortal.Choice(other.Name)}`)";
}
