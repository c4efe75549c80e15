using LeadOps.Plans;

namespace LeadOps.Rollouts;

/// <summary>What a plan means for one portal, in figures and names.</summary>
public sealed record PortalPlan(string Host, string Plan, PlanCounts Counts, Forecast Forecast)
{
    /// <summary>The fields that it writes, in the order in which they are met.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What `apply` would refuse.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static PortalPlan Of(Plan plan, IReadOnlyList<string> refusals) =>
        new(plan.Header.Portal.Host, plan.Header.Id, plan.Footer.Counts, plan.Footer.Forecast)
        {
            Fields =
            [
                .. plan
                    .Leads.Where(lead => lead.Action != LeadAction.Delete)
                    .SelectMany(lead => lead.Fields)
                    .Select(field => field.Name)
                    .Distinct(StringComparer.Ordinal),
            ],
            Refusals = refusals,
            Warnings = plan.Footer.Warnings,
        };
}
