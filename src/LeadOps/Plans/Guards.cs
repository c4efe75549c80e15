namespace LeadOps.Plans;

/// <summary>The limits of `limits` in leadops.yml.</summary>
public sealed record PlanLimits(int MaxChanges, double MaxPercent, int MaxFailures);

/// <summary>Each guard looks at the plan's totals and says what it minds, with figure, limit and the key that changes it.</summary>
public static class Guards
{
    private const int SmallPortal = 100;

    private static readonly Func<PlanCounts, PlanLimits, string?>[] All =
    [
        (counts, limits) =>
            counts.Writes > limits.MaxChanges
                ? $"The plan writes {counts.Writes} leads; `limits.maxChanges` allows {limits.MaxChanges}. Narrow the selectors, or raise it in leadops.yml or with `--max-changes {counts.Writes}`."
                : null,
        (counts, limits) =>
            counts.PortalLeads > SmallPortal
            && 100.0 * (counts.Update + counts.Delete) / counts.PortalLeads > limits.MaxPercent
                ? $"The plan changes {Percent(counts):0.#} % of the portal's {counts.PortalLeads} leads; `limits.maxPercent` allows {limits.MaxPercent:0.#} %. Narrow the selectors, or raise it in leadops.yml or with `--max-percent {Math.Ceiling(Percent(counts) ?? 0):0}`."
                : null,
    ];

    public static IReadOnlyList<string> Objections(PlanCounts counts, PlanLimits limits) =>
        [.. All.Select(guard => guard(counts, limits)).OfType<string>()];

    public static double? Percent(PlanCounts counts) =>
        counts.PortalLeads is > 0 ? 100.0 * (counts.Update + counts.Delete) / counts.PortalLeads : null;
}
