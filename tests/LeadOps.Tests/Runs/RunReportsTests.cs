using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Tests.Runs;

internal sealed class RunReportsTests
{
    private const int Leads = 1700;

    private string root = "";

    [SetUp]
    public void MakeFolder() => root = Directory.CreateTempSubdirectory("leadops-run-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(root, recursive: true);

    private static PlannedLead Lead(int sequence) =>
        new()
        {
            Action = LeadAction.Update,
            Id = new LeadId(sequence + 1),
            Title = $"Lead {sequence}",
            Fields = [new PlannedField("COMMENTS", FieldValue.Empty, new TextValue("x"), "c")],
        };

    private static RunJournal Open(RunFolder folder) => new(new LocalJournal(folder.Journal, isWritten: true));

    private static PastRun Run(string name) =>
        new()
        {
            Run = name,
            Portal = "h",
            PortalName = "t",
            At = At(0),
            User = "ann",
            Machine = "m",
            Manifests = [],
            Status = RunStatus.Running,
            Purpose = PlanPurpose.Apply,
        };

    private static Plan PlanOf(RunFolder folder)
    {
        using var spool = new PlanSpool();
        Enumerable.Range(0, Leads).Select(Lead).ToList().ForEach(spool.Add);
        using var plan = new Plan(
            new PlanHeader
            {
                Id = "p",
                Purpose = PlanPurpose.Apply,
                ToolVersion = "1",
                Portal = new PlanPortal("t", "h", "1", null, "crm.lead"),
                Manifests = [],
                CreatedAt = DateTimeOffset.UnixEpoch,
                ExpiresAt = DateTimeOffset.UnixEpoch,
            },
            spool.Close(),
            new PlanFooter
            {
                Counts = new PlanCounts { Update = Leads },
                Forecast = new Forecast(1, 1, null, "t"),
            }
        );
        return PlanFile.Write(folder.PlanFile, plan);
    }

    private static LeadOutcome Outcome(int sequence, Verdict verdict, string actual = "x") =>
        new()
        {
            Sequence = sequence,
            Id = new LeadId(sequence + 1),
            Title = "",
            Action = LeadAction.Update,
            Verdict = verdict,
            Fields =
            [
                new FieldOutcome(
                    new PlannedField("COMMENTS", FieldValue.Empty, new TextValue("x"), "c"),
                    new TextValue(actual)
                ),
            ],
            Error = verdict == Verdict.Failed ? new LeadError("E", "no") : null,
        };

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    [Test]
    public void Every_line_has_its_latest_outcome_over_many_pages_and_the_summary_says_the_same()
    {
        var folder = RunFolder.Create(root, At(0));
        var plan = PlanOf(folder);
        using var journal = Open(folder);
        var applied = Enumerable.Range(0, 1400).Where(i => i % 7 != 3).ToList();
        journal.Record([], applied, At(1), 0);
        journal.Record(
            [.. applied.Select(i => Outcome(i, i % 10 == 0 ? Verdict.Failed : Verdict.Applied, $"{i}"))],
            [],
            At(2),
            0
        );
        journal.Record([], [10, 20, 1500], At(3), 0);
        journal.Record([Outcome(10, Verdict.Applied)], [], At(4), 0);

        var report = RunReports.Of(Run(folder.Name), plan, journal, () => Open(folder));
        var leads = report.Leads.ToList();

        Verdict Expected(int i) =>
            i is 10 ? Verdict.Applied
            : i is 20 or 1500 ? Verdict.Unknown
            : i >= 1400 || i % 7 == 3 ? Verdict.Skipped
            : i % 10 == 0 ? Verdict.Failed
            : Verdict.Applied;
        Assert.That(
            leads.Select(lead => (lead.Sequence, lead.Verdict)),
            Is.EqualTo(Enumerable.Range(0, Leads).Select(i => (i, Expected(i))))
        );
        Assert.That(leads[20].Error, Is.Null, "what is begun again has no error yet");
        Assert.That(leads[30].Error!.Message, Is.EqualTo("no"));
        Assert.That(leads[31].Verdict, Is.EqualTo(Verdict.Skipped));
        Assert.That(leads[11].Fields[0].Actual, Is.EqualTo(new TextValue("11")));
        Assert.That(
            report.Summary,
            Is.EqualTo(
                new RunSummary
                {
                    Applied = leads.Count(lead => lead.Verdict == Verdict.Applied),
                    Failed = leads.Count(lead => lead.Verdict == Verdict.Failed),
                    Unknown = 2,
                    Skipped = leads.Count(lead => lead.Verdict == Verdict.Skipped),
                }
            )
        );
    }

    [Test]
    public void Lines_recorded_while_they_are_given_out_do_not_come_again()
    {
        var folder = RunFolder.Create(root, At(0));
        var plan = PlanOf(folder);
        using var journal = Open(folder);
        journal.Record([], [.. Enumerable.Range(0, 900)], At(1), 0);
        using var soFar = Open(folder);
        var seen = new List<(int, Verdict?)>();

        foreach (var (_, sequence, entry) in RunReports.Join(plan.Leads, soFar))
        {
            seen.Add((sequence, entry?.Verdict));
            if (sequence % 100 == 99)
            {
                journal.Record(
                    [.. Enumerable.Range(sequence - 99, 100).Select(i => Outcome(i, Verdict.Applied))],
                    [],
                    At(2),
                    0
                );
            }
        }

        Assert.That(
            seen,
            Is.EqualTo(Enumerable.Range(0, Leads).Select(i => (i, i < 900 ? Verdict.Unknown : (Verdict?)null)))
        );
    }
}
