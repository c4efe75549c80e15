using System.Globalization;
using LeadOps.Plans;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>Who planned what, when and where: the same lines on the page of a plan and of a run.</summary>
internal static class PlanFacts
{
    public static IEnumerable<(string Name, string? Html)> Of(PlanHeader plan, bool redact) =>
        [
            ("Portal", $"{E(plan.Portal.Host)} <small>{E(plan.Portal.Name)}, {E(plan.Portal.Api)}</small>"),
            ("By", E(ValueText.User(plan.Portal, redact))),
            (
                plan.Manifests.Count == 1 ? "Manifest" : "Manifests",
                plan.Manifests.Count == 0 ? null : string.Join("<br>", plan.Manifests.Select(Manifest))
            ),
            ("Commit", plan.GitCommit is null ? null : $"<code>{E(RunWords.Commit(plan.GitCommit))}</code>"),
            ("Takes back", plan.RollbackOf is { } run ? $"the run {E(run)}" : null),
        ];

    public static string Time(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Manifest(PlanManifest manifest)
    {
        var about = manifest.Description is { } text ? $"<br>{E(ValueText.Reason(text, redact: false))}" : "";
        return $"{E(manifest.Name)} <small>{E(manifest.File)}</small>{about}";
    }
}
