using System.Text.Json.Nodes;
using LeadOps.Cli.Commands;
using LeadOps.Plans;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Views.Portals;

/// <summary>The plans of many portals: figures, fields, and what `apply` would refuse.</summary>
internal static class PortalPlansView
{
    public static readonly IReadOnlyList<(string Head, bool IsNumber)> Heads =
    [
        ("portal", false),
        ("leads", true),
        ("update", true),
        ("create", true),
        ("delete", true),
        ("blocked", true),
        ("result", false),
    ];

    private const int Names = 3;

    public static PortalPage Page(
        string title,
        IReadOnlyList<PortalResult<PortalPlan>> results,
        PortalChanges changes,
        bool redact
    )
    {
        var plans = results.Select(result => result.Value).OfType<PortalPlan>().ToList();
        var sum = Sum(plans);
        return new PortalPage(
            title,
            Heads,
            [.. results.Select(Row)],
            Totals(results, sum),
            [.. results.SelectMany(Problems), .. OnePortal(results), .. Warnings(results, redact)],
            new JsonObject
            {
                ["formatVersion"] = PlanHeader.CurrentFormatVersion,
                ["portals"] = new JsonArray([.. results.Select(result => (JsonNode)Document(result, redact))]),
                ["changes"] = changes.Document(),
                ["summary"] = Counts(sum),
            }
        )
        {
            Changes = changes.Lines(),
        };
    }

    public static PlanCounts Sum(IEnumerable<PortalPlan> plans) =>
        plans.Aggregate(
            new PlanCounts(),
            (sum, plan) =>
                sum with
                {
                    Update = sum.Update + plan.Counts.Update,
                    Create = sum.Create + plan.Counts.Create,
                    Delete = sum.Delete + plan.Counts.Delete,
                    Unchanged = sum.Unchanged + plan.Counts.Unchanged,
                    Blocked = sum.Blocked + plan.Counts.Blocked,
                }
        );

    private static string Totals(IReadOnlyList<PortalResult<PortalPlan>> results, PlanCounts sum)
    {
        var failed = results.Count(result => result.Problem is not null);
        var refused = results.Count(result => result.Value?.Refusals.Count > 0);
        return $"{Counted.Of(results.Count, "portal", "portals")}: {PlanTotals.Counts(sum)}"
            + (
                refused > 0
                    ? $" apply would refuse {Counted.Of(refused, "portal", "portals")}; "
                        + "`leadops plan --portal NAME` shows one in full."
                    : ""
            )
            + (failed > 0 ? $" {Counted.Of(failed, "portal", "portals")} failed." : "");
    }

    private static IReadOnlyList<string> Row(PortalResult<PortalPlan> result) =>
        result.Value is { Counts: var counts } plan
            ?
            [
                PortalWords.Name(result.Portal),
                Counted.Number(counts.Total),
                Counted.Number(counts.Update),
                Counted.Number(counts.Create),
                Counted.Number(counts.Delete),
                Counted.Number(counts.Blocked),
                plan.Refusals.Count > 0 ? "refused"
                : counts.Writes > 0 ? "planned"
                : "nothing to do",
            ]
            : [PortalWords.Name(result.Portal), "-", "-", "-", "-", "-", "failed"];

    private static IEnumerable<string> Problems(PortalResult<PortalPlan> result) =>
        result.Problem is { } problem
            ? PortalWords.Lines(result.Portal.Name, "error: ", problem.Message)
            : result.Value!.Refusals.SelectMany(refusal =>
                PortalWords.Lines(result.Portal.Name, "apply would refuse: ", refusal)
            );

    /// <summary>The leads of a portal under two names are in the sums twice.</summary>
    private static IEnumerable<string> OnePortal(IReadOnlyList<PortalResult<PortalPlan>> results) =>
        results
            .Where(result => result.Value is not null)
            .GroupBy(result => result.Value!.Host, result => result.Portal.Name, StringComparer.OrdinalIgnoreCase)
            .Where(names => names.Count() > 1)
            .Select(names =>
                $"{string.Join(", ", names)}: note: these are one portal, {names.Key}; "
                + $"it is counted {names.Count()} times"
            );

    /// <summary>One line for all portals that have the same to say.</summary>
    private static IEnumerable<string> Warnings(IReadOnlyList<PortalResult<PortalPlan>> results, bool redact) =>
        results
            .Where(result => result.Value is not null)
            .SelectMany(result => result.Value!.Warnings, (result, warning) => (result.Portal.Name, warning))
            .GroupBy(note => ValueText.Message(note.warning, redact)!, note => note.Name, StringComparer.Ordinal)
            .SelectMany(note => PortalWords.Lines(Some([.. note]), "note: ", note.Key));

    private static string Some(IReadOnlyList<string> portals) =>
        string.Join(", ", portals.Take(Names))
        + (portals.Count > Names ? $" and {Counted.Number(portals.Count - Names)} more" : "");

    private static JsonObject Document(PortalResult<PortalPlan> result, bool redact)
    {
        var document = new JsonObject { ["portal"] = result.Portal.Name, ["protected"] = result.Portal.Protected };
        if (result.Value is not { } plan)
        {
            document["error"] = PortalWords.Problem(result.Problem);
            return document;
        }

        document["host"] = plan.Host;
        document["plan"] = plan.Plan;
        document["summary"] = Counts(plan.Counts);
        document["fields"] = PortalWords.Texts(plan.Fields);
        document["refusals"] = PortalWords.Texts(plan.Refusals);
        document["warnings"] = PortalWords.Texts(plan.Warnings.Select(warning => ValueText.Message(warning, redact)!));
        return document;
    }

    private static JsonObject Counts(PlanCounts counts) =>
        new()
        {
            ["create"] = counts.Create,
            ["update"] = counts.Update,
            ["delete"] = counts.Delete,
            ["unchanged"] = counts.Unchanged,
            ["blocked"] = counts.Blocked,
            ["total"] = counts.Total,
        };
}
