using LeadOps.Portal;
using LeadOps.Runs;
using static LeadOps.Tests.Applying.ExecutorRuns;

namespace LeadOps.Tests.Applying;

/// <summary>Refusals of the portal in the middle of a run.</summary>
internal sealed class RefusalTests
{
    [Test]
    public async Task Refusals_by_limits_in_any_mix_never_end_a_run_and_fail_no_lead()
    {
        await using var bench = await Bench.StartAsync(200);
        var plan = await bench.PlanAsync(Manifest);
        var before = await bench.RequestsAsync();
        await bench.FaultAsync(
            $"limit@{before + 1}-{before + 12},ban:crm.lead.update@{before + 14},ban:crm.lead.list@{before + 16},"
                + $"limit@{before + 17}-{before + 40},ban:batch@{before + 42}"
        );
        var pauses = new List<string>();

        var report = await bench.ApplyAsync(plan, new RunEvents { Paused = pause => pauses.Add(pause.Reason) });

        Assert.That(Verdicts(report), Is.EqualTo("200 applied"));
        Assert.That(pauses, Has.Some.EqualTo("operating limit of crm.lead.update"));
        Assert.That(
            report.Samples.Select(sample => sample.PausedBecause ?? ""),
            Has.Some.EqualTo("operating limit of crm.lead.update")
        );
        Assert.That(
            (await bench.LogAsync()).CountBy(entry => entry!["id"]!.ToString()).Select(pair => pair.Value),
            Is.All.EqualTo(1)
        );
    }

    [Test]
    public async Task A_portal_that_refuses_everything_in_the_middle_ends_the_run_with_a_report()
    {
        await using var bench = await Bench.StartAsync(300);
        var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync($"overload@{await bench.RequestsAsync() + 5}");

        var problem = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));

        Assert.That(problem!.Message, Does.Contain("OVERLOAD_LIMIT").And.Contain("support"));
        Assert.That(problem.Report.Summary.Applied, Is.EqualTo((await bench.LogAsync()).Count).And.GreaterThan(0));
        Assert.That(problem.Report.Summary.Unknown, Is.Zero);
        Assert.That(problem.Report.NextCommand, Does.StartWith("leadops resume "));
    }

    [TestCase("crm.lead.update@20")]
    [TestCase("crm.lead.update@48-96")]
    public async Task A_refusal_of_everything_inside_a_batch_ends_the_run_and_fails_no_lead(string calls)
    {
        await using var bench = await Bench.StartAsync(300);
        using var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync($"overload:{calls}");

        var broken = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));
        var written = (await bench.LogAsync()).Count;
        await bench.FaultAsync("");
        var resumed = await bench.ResumeAsync();

        Assert.That(broken!.Message, Does.Contain("OVERLOAD_LIMIT"));
        Assert.That(
            (broken.Report.Summary.Applied, broken.Report.Summary.Failed, broken.Report.Summary.Unknown),
            Is.EqualTo((written, 0, 0))
        );
        Assert.That(Verdicts(resumed), Is.EqualTo("300 applied"));
        Assert.That(
            (await bench.LogAsync()).CountBy(entry => entry!["id"]!.ToString()).Select(pair => pair.Value).ToList(),
            Has.Count.EqualTo(300).And.All.EqualTo(1)
        );
    }

    [Test]
    public async Task A_refusal_after_the_first_half_of_a_lead_ends_the_run_and_resume_sends_the_other_half()
    {
        await using var bench = await Bench.StartAsync(10);
        using var plan = await bench.PlanAsync(Binding);
        await bench.FaultAsync("overload:crm.lead.contact.items.set@3");

        var broken = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));
        await bench.FaultAsync("");
        var resumed = await bench.ResumeAsync();

        Assert.That((Verdicts(broken!.Report), Verdicts(resumed)), Is.EqualTo(("4 applied, 1 unknown", "5 applied")));
        Assert.That(
            (await bench.LogAsync()).CountBy(entry => (string)entry!["method"]!),
            Is.EquivalentTo(new Dictionary<string, int> { ["crm.lead.update"] = 5, ["crm.lead.contact.items.set"] = 5 })
        );
    }

    [Test]
    public async Task A_lead_that_could_not_be_asked_for_is_not_taken_for_gone()
    {
        await using var bench = await Bench.StartAsync(60);
        using var plan = await bench.PlanAsync(Manifest);
        var writer = bench.Session.OpenWriter();
        await writer.SendAsync(
            [
                .. plan
                    .Leads.Take(3)
                    .Select(lead => new PortalCall("crm.lead.delete", new() { ["id"] = lead.Id!.Value.Value })),
            ],
            CancellationToken.None
        );
        await bench.FaultAsync("overload:crm.lead.get@2");

        var broken = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));

        Assert.That(broken!.Message, Does.Contain("OVERLOAD_LIMIT"));
        Assert.That(broken.Report.Summary.Stale, Is.Zero);
    }
}
