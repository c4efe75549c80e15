using System.Text.Json.Nodes;
using LeadOps.Checkup;
using LeadOps.Cli.Commands;

namespace LeadOps.Cli.Views.Portals;

/// <summary>`doctor --portals`: how many checks of each portal are well, and what the others say.</summary>
internal static class PortalChecksView
{
    private static readonly IReadOnlyList<(string Head, bool IsNumber)> Heads =
    [
        ("portal", false),
        ("ok", true),
        ("warnings", true),
        ("failed", true),
        ("result", false),
    ];

    public static PortalPage Page(
        IReadOnlyList<Check> project,
        IReadOnlyList<PortalResult<IReadOnlyList<Check>>> results
    )
    {
        var bad = results.Count(result => Count(result, CheckStatus.Failed) > 0);
        return new PortalPage(
            "Checks by portal",
            Heads,
            [.. results.Select(Row)],
            $"{Counted.Of(results.Count, "portal", "portals")}, {Counted.Number(bad)} failed.",
            [
                .. project.Where(check => check.Status != CheckStatus.Ok).Select(check => Line("here", check)),
                .. results.SelectMany(result =>
                    result
                        .Value!.Where(check => check.Status != CheckStatus.Ok)
                        .Select(check => Line(result.Portal.Name, check))
                ),
            ],
            new JsonObject
            {
                ["formatVersion"] = 1,
                ["project"] = CheckView.Document(project),
                ["portals"] = new JsonArray([
                    .. results.Select(result =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["portal"] = result.Portal.Name,
                                ["checks"] = CheckView.Document(result.Value!),
                            }
                    ),
                ]),
            }
        );
    }

    private static IReadOnlyList<string> Row(PortalResult<IReadOnlyList<Check>> result) =>
        [
            PortalWords.Name(result.Portal),
            Counted.Number(Count(result, CheckStatus.Ok)),
            Counted.Number(Count(result, CheckStatus.Warning)),
            Counted.Number(Count(result, CheckStatus.Failed)),
            Count(result, CheckStatus.Failed) > 0 ? "failed"
            : Count(result, CheckStatus.Warning) > 0 ? "warning"
            : "ok",
        ];

    private static int Count(PortalResult<IReadOnlyList<Check>> result, CheckStatus status) =>
        result.Value!.Count(check => check.Status == status);

    private static string Line(string portal, Check check) =>
        $"{portal}: {(check.Status == CheckStatus.Failed ? "failed" : "warning")}: {check.Subject}: "
        + (check.Advice is { Length: > 0 } advice ? $"{check.Found.TrimEnd('.')}. {advice}" : check.Found);
}
