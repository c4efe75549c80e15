using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Tests.Portal;
using static LeadOps.Tests.Applying.ExecutorRuns;

namespace LeadOps.Tests.Applying;

/// <summary>Leads that somebody edits while a run is under way.</summary>
internal sealed class DriftTests
{
    [Test]
    public async Task A_lead_edited_while_earlier_batches_are_written_is_stale()
    {
        await using var bench = await Bench.StartAsync(144);
        var plan = await bench.PlanAsync(Manifest);
        var last = plan.Leads.Last().Id!.Value.Value;
        await bench.FaultAsync($"edit:id={last};SOURCE_DESCRIPTION=mine@{await bench.RequestsAsync() + 2}");

        var report = await bench.ApplyAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("143 applied, 1 stale"));
        Assert.That(await SourceOfAsync(bench, last), Is.EqualTo("mine"));
    }

    [Test]
    public async Task A_lead_is_stale_when_a_field_moved_that_the_manifest_sets_and_that_was_already_as_wanted()
    {
        await using var bench = await Bench.StartAsync(10);
        using var plan = await bench.PlanAsync(
            Manifest.Replace("set:", "set:\n      STATUS_DESCRIPTION: null", StringComparison.Ordinal)
        );
        await bench.EditAsync(7, "STATUS_DESCRIPTION", "mine");

        var report = await bench.ApplyAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("9 applied, 1 stale"));
        Assert.That(
            report.Leads.Single(lead => lead.Verdict == Verdict.Stale).Error!.Message,
            Does.Contain("STATUS_DESCRIPTION")
        );
    }

    [Test]
    public async Task A_lead_edited_during_a_long_pause_is_read_again_and_stale()
    {
        await using var bench = await Bench.StartAsync(144);
        var plan = await bench.PlanAsync(Manifest);
        var last = plan.Leads.Last().Id!.Value.Value;
        var events = new RunEvents
        {
            Lead = _ => File.WriteAllText(bench.PauseFile, ""),
            Paused = _ =>
            {
                bench.EditAsync(last, "SOURCE_DESCRIPTION", "mine").Wait();
                ((JumpingTime)bench.Clock).Advance(TimeSpan.FromSeconds(61));
                File.Delete(bench.PauseFile);
            },
        };

        var report = await bench.ApplyAsync(plan, events);

        Assert.That(Verdicts(report), Is.EqualTo("143 applied, 1 stale"));
        Assert.That(report.Samples.Select(sample => sample.PausedBecause ?? ""), Has.Some.Contains("pause"));
    }

    /// <summary>The portal keeps refusing the very request whose leads were read a minute ago.</summary>
    [Test]
    public async Task A_lead_edited_while_the_portal_refuses_requests_is_read_again_and_stale()
    {
        await using var bench = await Bench.StartAsync(96);
        var plan = await bench.PlanAsync(Manifest);
        var last = plan.Leads.Last().Id!.Value.Value;
        var before = await bench.RequestsAsync();
        await bench.FaultAsync($"limit@{before + 3}-{before + 80}");
        var isEdited = 0;

        var report = await bench.ApplyAsync(
            plan,
            new RunEvents
            {
                Paused = _ =>
                {
                    if (Interlocked.Exchange(ref isEdited, 1) == 0)
                    {
                        bench.EditAsync(last, "SOURCE_DESCRIPTION", "mine").Wait();
                    }
                },
            }
        );

        Assert.That(Verdicts(report), Is.EqualTo("95 applied, 1 stale"));
    }

    [Test]
    public async Task Leads_that_are_gone_are_stale_and_asked_for_one_by_one()
    {
        await using var bench = await Bench.StartAsync(60);
        var plan = await bench.PlanAsync(Manifest);
        var writer = bench.Session.OpenWriter();
        await writer.SendAsync(
            [
                .. plan
                    .Leads.Take(3)
                    .Select(lead => new PortalCall("crm.lead.delete", new() { ["id"] = lead.Id!.Value.Value })),
            ],
            CancellationToken.None
        );

        var report = await bench.ApplyAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("57 applied, 3 stale"));
        Assert.That(report.Stats.Calls["crm.lead.get"], Is.EqualTo(3));
    }
}
