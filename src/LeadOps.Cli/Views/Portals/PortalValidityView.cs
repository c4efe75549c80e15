using System.Text.Json.Nodes;
using LeadOps.Cli.Commands;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Views.Portals;

/// <summary>
/// `validate --online --portals`: which portals can take the manifests. What is wrong on many is said once.
/// </summary>
internal static class PortalValidityView
{
    private static readonly IReadOnlyList<(string Head, bool IsNumber)> Heads =
    [
        ("portal", false),
        ("problems", true),
        ("result", false),
    ];

    public static PortalPage Page(int manifests, IReadOnlyList<PortalResult<IReadOnlyList<Diagnostic>>> results) =>
        new(
            $"{Counted.Of(manifests, "manifest", "manifests")} by portal",
            Heads,
            [.. results.Select(Row)],
            $"{Counted.Of(results.Count, "portal", "portals")}, "
                + $"valid on {Counted.Number(results.Count(result => result.Value?.Count == 0))}.",
            [.. Problems(results), .. results.SelectMany(Failure)],
            new JsonObject
            {
                ["formatVersion"] = 1,
                ["portals"] = new JsonArray([.. results.Select(result => (JsonNode)Document(result))]),
            }
        );

    private static IReadOnlyList<string> Row(PortalResult<IReadOnlyList<Diagnostic>> result) =>
        [
            PortalWords.Name(result.Portal),
            result.Value is { } problems ? Counted.Number(problems.Count) : "-",
            result.Value is not { Count: var count } ? "failed"
            : count == 0 ? "valid"
            : "not valid",
        ];

    private static IEnumerable<string> Problems(IReadOnlyList<PortalResult<IReadOnlyList<Diagnostic>>> results) =>
        results
            .SelectMany(result =>
                (result.Value ?? []).Select(problem => (Text: problem.ToString(), result.Portal.Name))
            )
            .GroupBy(problem => problem.Text, problem => problem.Name, StringComparer.Ordinal)
            .Select(problem => $"error: {problem.Key} On {string.Join(", ", problem)}.");

    private static IEnumerable<string> Failure(PortalResult<IReadOnlyList<Diagnostic>> result) =>
        result.Problem is { } problem ? PortalWords.Lines(result.Portal.Name, "error: ", problem.Message) : [];

    private static JsonObject Document(PortalResult<IReadOnlyList<Diagnostic>> result) =>
        new()
        {
            ["portal"] = result.Portal.Name,
            ["valid"] = result.Value?.Count == 0,
            ["problems"] = PortalWords.Texts((result.Value ?? []).Select(problem => problem.ToString())),
            ["error"] = PortalWords.Problem(result.Problem),
        };
}
