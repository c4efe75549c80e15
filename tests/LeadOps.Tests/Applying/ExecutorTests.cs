using LeadOps.Runs;
using Microsoft.Data.Sqlite;
using static LeadOps.Tests.Applying.ExecutorRuns;

namespace LeadOps.Tests.Applying;

internal sealed class ExecutorTests
{
    [Test]
    public async Task Stopping_during_a_long_pause_ends_the_run_at_once_with_nothing_unknown()
    {
        await using var bench = await Bench.StartAsync(100, clock: TimeProvider.System);
        var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync($"ban:crm.lead.update@{await bench.RequestsAsync() + 2}");
        using var stop = new CancellationTokenSource();

        var report = await bench.ApplyAsync(plan, new RunEvents { Paused = _ => stop.Cancel() }, stop.Token);

        Assert.That((report.Status, Verdicts(report)), Is.EqualTo((RunStatus.Interrupted, "100 skipped")));
        Assert.That(report.NextCommand, Is.EqualTo($"leadops resume {report.Run}"));
    }

    [Test]
    public async Task Stopping_finishes_and_records_the_batch_in_flight()
    {
        await using var bench = await Bench.StartAsync(300);
        var plan = await bench.PlanAsync(Manifest);
        using var stop = new CancellationTokenSource();

        var report = await bench.ApplyAsync(plan, new RunEvents { Lead = _ => stop.Cancel() }, stop.Token);

        Assert.That(report.Summary.Applied + report.Summary.Skipped, Is.EqualTo(300));
        Assert.That(report.Summary.Applied, Is.EqualTo((await bench.LogAsync()).Count).And.LessThan(300));
        Assert.That(Verdicts(await bench.ResumeAsync()), Is.EqualTo("300 applied"));
    }

    [Test]
    public async Task Nothing_is_sent_when_the_intent_cannot_be_written()
    {
        await using var bench = await Bench.StartAsync(100);
        var plan = await bench.PlanAsync(Manifest);

        var problem = await Assert.ThrowsAsync<RunBrokenException>(() =>
            bench.ApplyAsync(plan, new RunEvents { Started = (run, _) => FillUp(bench, run) })
        );

        Assert.That(await bench.LogAsync(), Is.Empty);
        Assert.That(problem!.Message, Does.Contain("journal.db"));
        Assert.That(Verdicts(problem.Report), Is.EqualTo("100 skipped"));
    }

    private static void FillUp(Bench bench, string run)
    {
        using var journal = new SqliteConnection(
            $"Data Source={Path.Combine(bench.RunsFolder, run, "journal.db")};Pooling=False"
        );
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText =
            "CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
        command.ExecuteNonQuery();
    }

    [Test]
    public async Task Failed_leads_over_the_limit_stop_the_run_and_the_rest_is_skipped()
    {
        await using var bench = await Bench.StartAsync(200);
        var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync(string.Join(',', plan.Leads.Take(5).Select(lead => $"refuse:id={lead.Id}@*")));
        var strict = Bench.Unlimited with { Limits = Bench.Unlimited.Limits with { MaxFailures = 4 } };

        var report = await bench.Pipeline.ApplyAsync(plan, strict, new RunEvents(), CancellationToken.None);

        Assert.That((report.Status, report.Summary.Failed), Is.EqualTo((RunStatus.Stopped, 5)));
        Assert.That(report.Summary.Skipped, Is.GreaterThan(0));
    }

    [Test]
    public async Task A_canary_writes_the_first_leads_and_resume_the_others()
    {
        await using var bench = await Bench.StartAsync(100);
        var plan = await bench.PlanAsync(Manifest);

        var canary = await bench.Pipeline.ApplyAsync(
            plan,
            Bench.Unlimited with
            {
                First = 10,
            },
            new RunEvents(),
            CancellationToken.None
        );
        var second = await bench.Pipeline.ContinueAsync(
            canary.Run,
            failedOnly: false,
            Bench.Unlimited with
            {
                First = 20,
            },
            new RunEvents(),
            CancellationToken.None
        );
        var rest = await bench.ResumeAsync();

        Assert.That(
            (Verdicts(canary), Verdicts(second), Verdicts(rest)),
            Is.EqualTo(("10 applied, 90 skipped", "30 applied, 70 skipped", "100 applied"))
        );
    }
}
