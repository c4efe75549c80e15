using System.Text.Json.Nodes;
using LeadOps.Cli.Commands;
using LeadOps.Runs;

namespace LeadOps.Cli.Views.Portals;

/// <summary>The runs on one portal.</summary>
internal sealed record PortalHistory(string Host, IReadOnlyList<(PastRun Run, RunBrief Brief)> Runs);

/// <summary>`history --portals`: the runs on many portals, the latest first.</summary>
internal static class PortalHistoryView
{
    public static PortalPage Page(IReadOnlyList<PortalResult<PortalHistory>> results)
    {
        // A portal under two names has its runs once.
        var histories = results
            .Where(result => result.Value is not null)
            .GroupBy(result => result.Value!.Host, StringComparer.OrdinalIgnoreCase)
            .Select(same => (Name: string.Join(", ", same.Select(one => one.Portal.Name)), same.First().Value!.Runs))
            .ToList();
        var runs = histories.Sum(history => history.Runs.Count);
        var idle = histories.Count(history => history.Runs.Count == 0);
        return new PortalPage(
            "Runs by portal, times in UTC",
            [("portal", false), .. HistoryView.Heads.Select(head => (head, false))],
            [
                .. histories
                    .SelectMany(history => history.Runs.Select(run => (history.Name, run.Run, run.Brief)))
                    .OrderByDescending(run => run.Run.At)
                    .Select(run => (IReadOnlyList<string>)[run.Name, .. HistoryView.Cells(run.Run, run.Brief)]),
            ],
            $"{Counted.Of(results.Count, "portal", "portals")}, "
                + $"{Counted.Of(runs, "run", "runs")}"
                + (idle > 0 ? $"; no run on {Counted.Number(idle)}." : "."),
            [
                .. results
                    .Where(result => result.Problem is not null)
                    .SelectMany(result => PortalWords.Lines(result.Portal.Name, "error: ", result.Problem!.Message)),
            ],
            new JsonObject
            {
                ["formatVersion"] = RunReport.CurrentFormatVersion,
                ["portals"] = new JsonArray([.. results.Select(result => (JsonNode)Document(result))]),
            }
        );
    }

    private static JsonObject Document(PortalResult<PortalHistory> result) =>
        result.Value is { } history
            ? new JsonObject
            {
                ["portal"] = result.Portal.Name,
                ["host"] = history.Host,
                ["runs"] = HistoryView.Documents(history.Runs),
            }
            : new JsonObject { ["portal"] = result.Portal.Name, ["error"] = PortalWords.Problem(result.Problem) };
}
