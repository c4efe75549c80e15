using System.Text.Json.Nodes;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Views.Rollouts;

/// <summary>All rollouts that the state knows, the latest first.</summary>
internal static class RolloutListView
{
    private static readonly IReadOnlyList<(string Head, bool IsNumber)> Heads =
    [
        ("rollout", false),
        ("when", false),
        ("who", false),
        ("manifests", false),
        ("state", false),
        ("portals", false),
    ];

    public static PortalPage Page(IReadOnlyList<RolloutReport> reports) =>
        new(
            "Rollouts, times in UTC",
            Heads,
            [.. reports.Select(Row)],
            $"{Counted.Of(reports.Count, "rollout", "rollouts")}."
                + (reports.Count == 0 ? " `leadops rollout start --portals TAG` begins one." : ""),
            [],
            new JsonObject
            {
                ["formatVersion"] = RolloutReport.CurrentFormatVersion,
                ["rollouts"] = new JsonArray([
                    .. reports.Select(report =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["rollout"] = report.Rollout.Id,
                                ["startedAt"] = Json.Time(report.Rollout.StartedAt),
                                ["outcome"] = RolloutView.State(report),
                                ["portals"] = report.Portals.Count,
                            }
                    ),
                ]),
            }
        );

    private static IReadOnlyList<string> Row(RolloutReport report) =>
        [
            report.Rollout.Id,
            RunWords.When(report.Rollout.StartedAt),
            report.Rollout.By.User,
            report.Rollout.RollbackOf is { } undone
                ? $"rollback of {undone}"
                : string.Join(", ", report.Rollout.Manifests.Select(manifest => manifest.Name)),
            RolloutView.Said(report),
            string.Join(
                ", ",
                report.States.OrderBy(state => state.Key).Select(state => $"{state.Value} {Spelled.AsCode(state.Key)}")
            ),
        ];
}
