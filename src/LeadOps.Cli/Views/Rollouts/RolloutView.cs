using System.Text.Json.Nodes;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Views.Rollouts;

/// <summary>The report of a rollout: a row for each portal, and what to do about those that did not succeed.</summary>
internal static class RolloutView
{
    private static readonly IReadOnlyList<(string Head, bool IsNumber)> Heads =
    [
        ("portal", false),
        ("wave", true),
        ("state", false),
        ("to write", true),
        ("leads", false),
        ("run", false),
        ("worker", false),
    ];

    public static PortalPage Page(RolloutReport report) =>
        new(
            $"Rollout {report.Rollout.Id}: {Said(report)}"
                + $"{(report.Rollout.RollbackOf is { } undone ? $", takes back {undone}" : "")}",
            Heads,
            [.. report.Portals.Select(Row)],
            Totals(report),
            [.. report.Portals.SelectMany(Notes)],
            Document(report)
        )
        {
            Facts = Facts(report.Rollout),
        };

    public static string Said(RolloutReport report) =>
        report.IsLeftBehind ? "interrupted" : Spelled.AsText(report.Rollout.Status);

    public static string State(RolloutReport report) =>
        report.IsLeftBehind ? "interrupted" : Spelled.AsCode(report.Rollout.Status);

    private static string Facts(Rollout rollout) =>
        $"{string.Join(", ", rollout.Manifests.Select(manifest => manifest.Name))}"
        + (rollout.GitCommit is { } commit ? $" at {RunWords.Commit(commit)}" : "")
        + $", waves {rollout.Waves}, {rollout.By.User} on {rollout.By.Host}, {RunWords.When(rollout.StartedAt)} UTC"
        + (rollout.FinishedAt is { } end ? $", {RunWords.Took(rollout.StartedAt, end)}" : "");

    private static IReadOnlyList<string> Row(RolloutPortal portal) =>
        [
            portal.Name,
            Counted.Number(portal.Wave),
            Spelled.AsCode(portal.State),
            portal.Planned is { } planned ? Counted.Number(planned.Writes) : "-",
            RunWords.Leads(portal.Leads),
            portal.Run ?? "-",
            portal.Worker ?? "-",
        ];

    private static string Totals(RolloutReport report)
    {
        var states = report
            .States.OrderBy(state => state.Key)
            .Select(state => $"{state.Value} {Spelled.AsCode(state.Key)}");
        var leads = RunWords.Leads(report.Leads);
        return $"{Counted.Of(report.Portals.Count, "portal", "portals")}: {string.Join(", ", states)}."
            + (leads == "-" ? "" : $" Leads: {leads}.")
            + (
                report.Rollout.Status == RolloutStatus.Stopped
                    ? $" {Counted.Of(Bad(report), "portal", "portals")} did not succeed, "
                        + $"and `--max-failed-portals` is {Counted.Number(report.Rollout.MaxFailed)}."
                    : ""
            )
            + (report.NextCommand is { } next ? $" Continue with: {next}{Allowing(report)}" : "");
    }

    private static int Bad(RolloutReport report) => report.Portals.Count(portal => PortalStates.IsBad(portal.State));

    /// <summary>`continue` alone stops again while the same portals do not succeed.</summary>
    private static string Allowing(RolloutReport report) =>
        report.Rollout.Status == RolloutStatus.Stopped
            ? " (when they are mended; to go on without them add "
                + $"`--max-failed-portals {Counted.Number(Bad(report))}`)"
            : "";

    private static IEnumerable<string> Notes(RolloutPortal portal)
    {
        if (!PortalStates.IsBad(portal.State))
        {
            yield break;
        }

        var next = Next(portal) is { } command ? $" {command}" : "";
        yield return $"{portal.Name}: {Spelled.AsCode(portal.State)}: "
            + $"{portal.Reason ?? "some leads are not as planned."}{next}";
    }

    /// <summary>What to type for this portal alone.</summary>
    private static string? Next(RolloutPortal portal) =>
        portal.Run is { } run ? $"See: leadops show {run} --portal {portal.Name}"
        : portal.State == PortalState.Failed ? $"See: leadops doctor --portal {portal.Name}"
        : portal.State == PortalState.Refused ? $"See: leadops plan --portal {portal.Name}"
        : null;

    private static JsonObject Document(RolloutReport report)
    {
        var rollout = report.Rollout;
        return new JsonObject
        {
            ["formatVersion"] = RolloutReport.CurrentFormatVersion,
            ["rollout"] = rollout.Id,
            ["outcome"] = State(report),
            ["rollbackOf"] = rollout.RollbackOf,
            ["startedAt"] = Json.Time(rollout.StartedAt),
            ["finishedAt"] = rollout.FinishedAt is { } finished ? Json.Time(finished) : null,
            ["user"] = rollout.By.User,
            ["manifests"] = PortalWords.Texts(rollout.Manifests.Select(manifest => manifest.Name)),
            ["gitCommit"] = RunWords.Sha(rollout.GitCommit),
            ["waves"] = rollout.Waves,
            ["maxFailedPortals"] = rollout.MaxFailed,
            ["summary"] = new JsonObject { ["portals"] = Counts(report.States), ["leads"] = Counts(report.Leads) },
            ["portals"] = new JsonArray([.. report.Portals.Select(portal => (JsonNode)Document(portal))]),
            ["nextCommand"] = report.NextCommand,
        };
    }

    private static JsonObject Document(RolloutPortal portal) =>
        new()
        {
            ["portal"] = portal.Name,
            ["host"] = portal.Host,
            ["wave"] = portal.Wave,
            ["state"] = Spelled.AsCode(portal.State),
            ["plan"] = portal.Plan,
            ["run"] = portal.Run,
            ["planned"] = portal.Planned is { } planned
                ? new JsonObject
                {
                    ["create"] = planned.Create,
                    ["update"] = planned.Update,
                    ["delete"] = planned.Delete,
                    ["unchanged"] = planned.Unchanged,
                    ["blocked"] = planned.Blocked,
                    ["total"] = planned.Total,
                }
                : null,
            ["leads"] = Counts(portal.Leads),
            ["reason"] = portal.Reason,
            ["exitCode"] = portal.Failure is { } failure ? ExitCodes.Of(failure) : null,
            ["worker"] = portal.Worker,
        };

    private static JsonObject Counts<T>(IReadOnlyDictionary<T, int> counts)
        where T : struct, Enum =>
        new(
            counts
                .OrderBy(count => count.Key)
                .Select(count => KeyValuePair.Create(Spelled.AsCode(count.Key), (JsonNode?)count.Value))
        );
}
