using LeadOps.Cli.Views;
using LeadOps.Plans;
using LeadOps.Runs;
using Snapshooter.NUnit;

namespace LeadOps.Cli.Tests.Views;

/// <summary>The history as people and programs read it.</summary>
internal sealed class HistoryViewTests
{
    private static readonly DateTimeOffset Begin = new(2026, 8, 21, 10, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<(PastRun Run, RunBrief Brief)> Runs =
    [
        (
            Run("20260821-110000-beef", RunStatus.Succeeded, PlanPurpose.Rollback, null),
            Brief("20260821-100000-cafe", (Verdict.Applied, 3))
        ),
        (
            Run("20260821-100000-cafe", RunStatus.RolledBack, PlanPurpose.Apply, "1f2e3d4c5b6a"),
            Brief(null, (Verdict.Applied, 3), (Verdict.Failed, 1))
        ),
    ];

    [Test]
    public void As_text() =>
        Snapshot.Match(Shown(output => HistoryView.Text(output, "golden.example", Runs, [], 160)), "history-text");

    [TestCase(80)]
    [TestCase(120)]
    public void Without_room_for_the_table_a_run_has_two_lines_and_its_name_is_whole(int width)
    {
        var shown = Shown(output => HistoryView.Text(output, "golden.example", Runs, [], width));

        Assert.That(shown.Split('\n').Select(line => line.Length), Has.All.AtMost(width));
        Assert.That(
            shown,
            Is.EqualTo(
                """
                Runs on golden.example, times in UTC
                20260821-110000-beef  2026-08-21 10:00  succeeded: 3 applied
                    took 1 min 15 s, who anna, rollback of 20260821-100000-cafe
                20260821-100000-cafe  2026-08-21 10:00  rolled back: 3 applied, 1 failed
                    took 1 min 15 s, who anna, apply, manifests corrections, commit 1f2e3d4c

                """.ReplaceLineEndings("\n")
            )
        );
    }

    [Test]
    public void As_JSON() =>
        Snapshot.Match(Shown(output => HistoryView.WriteJson(output, "golden.example", Runs)), "history-json");

    [Test]
    public void A_portal_without_runs_names_those_that_have_some() =>
        Snapshot.Match(
            Shown(output => HistoryView.Text(output, "golden.example", [], [new("other.example", "other", 2)], 120)),
            "history-empty"
        );

    private static PastRun Run(string name, RunStatus status, PlanPurpose purpose, string? commit) =>
        new()
        {
            Run = name,
            Portal = "golden.example",
            PortalName = "golden",
            At = Begin,
            FinishedAt = Begin.AddSeconds(75),
            User = "anna",
            Machine = "desk",
            Manifests = purpose == PlanPurpose.Apply ? ["corrections"] : [],
            GitCommit = commit,
            Status = status,
            Purpose = purpose,
        };

    private static RunBrief Brief(string? undid, params (Verdict Verdict, int Count)[] leads) =>
        new(leads.ToDictionary(pair => pair.Verdict, pair => pair.Count), undid);

    private static string Shown(Action<TextWriter> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(output);
        return output.ToString();
    }
}
