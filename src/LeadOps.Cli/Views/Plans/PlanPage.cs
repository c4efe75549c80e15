using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>A plan as every format shows it: by change, with what `apply` would refuse on top.</summary>
internal sealed record PlanPage(Plan Plan, PlanByChange ByChange, IReadOnlyList<string> Refusals);
