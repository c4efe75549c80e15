using LeadOps.Runs;

namespace LeadOps.Tests.Runs;

/// <summary>Every pair of status and event: where it leads, or that it may not happen.</summary>
internal sealed class RunTransitionsTests
{
    private const string Table = """
                         Continued  AllWell    Ended   Interrupted  Paused  TooManyFailures  TakenBack
        Running          Running    Succeeded  Partly  Interrupted  Paused  Stopped          RolledBack
        Succeeded        -          -          -       -            -       -                RolledBack
        Partly           Running    -          -       -            -       -                RolledBack
        Interrupted      Running    -          -       -            -       -                RolledBack
        Paused           Running    -          -       -            -       -                RolledBack
        Stopped          Running    -          -       -            -       -                RolledBack
        RolledBack       -          -          -       -            -       -                RolledBack
        """;

    private static IEnumerable<TestCaseData> Pairs()
    {
        var rows = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return rows.Skip(1)
            .SelectMany(row =>
                rows[0]
                    .Select(
                        (name, i) =>
                            new TestCaseData(
                                Enum.Parse<RunStatus>(row[0]),
                                Enum.Parse<RunEvent>(name),
                                row[i + 1] == "-" ? (RunStatus?)null : Enum.Parse<RunStatus>(row[i + 1])
                            )
                    )
            );
    }

    [TestCaseSource(nameof(Pairs))]
    public void A_run_changes_as_the_table_says(RunStatus from, RunEvent happened, RunStatus? to) =>
        Assert.That(RunTransitions.After(from, happened), Is.EqualTo(to));

    [Test]
    public void The_table_knows_every_status_and_every_event() =>
        Assert.That(
            Pairs().Count(),
            Is.EqualTo(Enum.GetValues<RunStatus>().Length * Enum.GetValues<RunEvent>().Length)
        );

    [TestCaseSource(nameof(Pairs))]
    public void What_may_not_happen_is_an_error(RunStatus from, RunEvent happened, RunStatus? to)
    {
        if (to is null)
        {
            Assert.Throws<InvalidOperationException>(() => RunTransitions.Required(from, happened));
        }
        else
        {
            Assert.That(RunTransitions.Required(from, happened), Is.EqualTo(to));
        }
    }
}
