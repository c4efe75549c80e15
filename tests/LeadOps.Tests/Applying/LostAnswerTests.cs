using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Runs;
using static LeadOps.Tests.Applying.ExecutorRuns;

namespace LeadOps.Tests.Applying;

/// <summary>Writes whose answers were lost, and leads that were written only in part.</summary>
internal sealed class LostAnswerTests
{
    [Test]
    public async Task A_lead_that_was_written_before_a_crash_is_applied_and_can_be_rolled_back()
    {
        await using var bench = await Bench.StartAsync(40);
        var before = (await bench.LeadsAsync()).Select(lead => $"{lead!["ID"]} {lead["SOURCE_DESCRIPTION"]}").ToList();
        var plan = await bench.PlanAsync(Manifest);
        var at = await bench.RequestsAsync();

        // The write arrives, its answer is lost, and then the portal refuses to be read.
        await bench.FaultAsync($"drop-after@{at + 2},overload@{at + 3}-{at + 4}");
        await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));
        bench.Reopen();
        var resumed = await bench.ApplyUntilDoneAsync(plan);
        var undo = await bench.Pipeline.PlanRollbackAsync(resumed, CancellationToken.None);
        await bench.ApplyAsync(undo);

        Assert.That(Verdicts(resumed), Is.EqualTo("40 applied"));
        Assert.That(
            (await bench.LeadsAsync()).Select(lead => $"{lead!["ID"]} {lead["SOURCE_DESCRIPTION"]}"),
            Is.EqualTo(before)
        );
    }

    [TestCase("drop-after")]
    [TestCase("drop-before")]
    [TestCase("html502")]
    public async Task A_lost_answer_is_judged_after_the_portal_had_time_to_finish(string fault)
    {
        await using var bench = await Bench.StartAsync(
            30,
            change: settings => settings with { SettleAfter = TimeSpan.FromSeconds(60) }
        );
        using var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync($"{fault}@{await bench.RequestsAsync() + 2}");
        var began = bench.Clock.GetUtcNow();
        var pauses = new List<string>();

        var report = await bench.ApplyAsync(plan, new RunEvents { Paused = pause => pauses.Add(pause.Reason) });

        Assert.That(Verdicts(report), Is.EqualTo("30 applied"));
        Assert.That(bench.Clock.GetUtcNow() - began, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(pauses, Has.Some.Contains("settled"));
    }

    [Test]
    public async Task A_lead_that_holds_neither_the_old_nor_the_new_after_a_lost_answer_differs()
    {
        await using var bench = await Bench.StartAsync(
            30,
            change: settings => settings with { SettleAfter = TimeSpan.FromSeconds(60) }
        );
        using var plan = await bench.PlanAsync(Manifest);
        await bench.FaultAsync($"drop-after@{await bench.RequestsAsync() + 2}");

        var report = await bench.ApplyAsync(
            plan,
            new RunEvents { Paused = _ => bench.EditAsync(7, "SOURCE_DESCRIPTION", "mine").Wait() }
        );

        Assert.That(Verdicts(report), Is.EqualTo("29 applied, 1 differs"));
        Assert.That(await SourceOfAsync(bench, 7), Is.EqualTo("mine"));
    }

    [Test]
    public async Task A_write_that_never_gets_an_answer_and_never_happens_fails_and_the_others_go_on()
    {
        await using var bench = await Bench.StartAsync(1);
        using var plan = await bench.PlanAsync(Manifest);
        var at = await bench.RequestsAsync();
        await bench.FaultAsync(string.Join(',', new[] { 2, 5, 8 }.Select(position => $"500@{at + position}")));

        var report = await bench.ApplyAsync(plan);
        var retried = await bench.Pipeline.ContinueAsync(
            "latest",
            failedOnly: true,
            Bench.Unlimited,
            new RunEvents(),
            CancellationToken.None
        );

        Assert.That((Verdicts(report), Verdicts(retried)), Is.EqualTo(("1 failed", "1 applied")));
    }

    /// <summary>The update of the third lead arrives, its contacts are refused: there is no contact 0.</summary>
    [Test]
    public async Task A_lead_written_by_half_failed_and_shows_what_the_portal_holds_and_retry_leaves_the_rest_alone()
    {
        await using var bench = await Bench.StartAsync(10);
        using var good = await bench.PlanAsync(Binding);
        using var spool = new PlanSpool();
        good.Leads.Select(lead =>
                lead.Id!.Value.Value != 3
                    ? lead
                    : lead with
                    {
                        Fields =
                        [
                            .. lead.Fields.Select(field =>
                                field.Name == "CONTACT_IDS" ? field with { After = new ListValue(["0"]) } : field
                            ),
                        ],
                    }
            )
            .ToList()
            .ForEach(spool.Add);
        using var plan = good with { Leads = spool.Close() };

        var report = await bench.ApplyAsync(plan);
        var retried = await bench.Pipeline.ContinueAsync(
            "latest",
            failedOnly: true,
            Bench.Unlimited,
            new RunEvents(),
            CancellationToken.None
        );

        var failed = report.Leads.Single(lead => lead.Verdict == Verdict.Failed);
        Assert.That((Verdicts(report), Verdicts(retried)), Is.EqualTo(("4 applied, 1 failed", "4 applied, 1 failed")));
        Assert.That(
            failed.Fields.Select(field => $"{field.Name} {ValueJson.Text(field.Actual!)}"),
            Is.EquivalentTo(new[] { "CONTACT_IDS null", "SOURCE_DESCRIPTION \"bound\"" })
        );
        Assert.That(
            (await bench.LogAsync()).Count(entry => (string?)entry!["method"] == "crm.lead.update"),
            Is.EqualTo(5)
        );
    }

    [Test]
    public async Task A_lead_whose_second_call_broke_gets_only_that_call_again()
    {
        await using var bench = await Bench.StartAsync(10);
        using var plan = await bench.PlanAsync(Binding);
        await bench.FaultAsync("500:crm.lead.contact.items.set@3");

        var report = await bench.ApplyAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("5 applied"));
        Assert.That(
            (await bench.LogAsync()).CountBy(entry => (string)entry!["method"]!),
            Is.EquivalentTo(new Dictionary<string, int> { ["crm.lead.update"] = 5, ["crm.lead.contact.items.set"] = 5 })
        );
    }

    [Test]
    public async Task Rolling_back_a_run_without_its_last_answers_takes_back_what_the_portal_did()
    {
        await using var bench = await Bench.StartAsync(40);
        var before = (await bench.LeadsAsync()).Select(lead => $"{lead!["ID"]} {lead["SOURCE_DESCRIPTION"]}").ToList();
        using var plan = await bench.PlanAsync(Manifest);
        var at = await bench.RequestsAsync();
        await bench.FaultAsync($"drop-after@{at + 2},overload@{at + 3}");

        var broken = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));
        using var undo = await bench.Pipeline.PlanRollbackAsync(broken!.Report, CancellationToken.None);
        await bench.ApplyAsync(undo);

        Assert.That(Verdicts(broken.Report), Is.EqualTo("40 unknown"));
        Assert.That(
            (await bench.LeadsAsync()).Select(lead => $"{lead!["ID"]} {lead["SOURCE_DESCRIPTION"]}"),
            Is.EqualTo(before)
        );
    }

    [Test]
    public async Task A_delete_that_was_refused_is_not_made_good_by_rollback()
    {
        await using var bench = await Bench.StartAsync(0);
        using var plan = await bench.PlanSeedAsync(Making);
        var seeded = await bench.ApplyAsync(plan);
        using var taking = await bench.Pipeline.PlanRollbackAsync(seeded, CancellationToken.None);
        await bench.FaultAsync($"refuse:id={taking.Leads.First().Id}@*");

        var taken = await bench.ApplyAsync(taking);
        using var undo = await bench.Pipeline.PlanRollbackAsync(taken, CancellationToken.None);
        await bench.ApplyAsync(undo);

        var kept = taken.Leads.Single(lead => lead.Verdict == Verdict.Failed);
        Assert.That(Verdicts(taken), Is.EqualTo("4 applied, 1 failed"));
        Assert.That(kept.Fields.Select(field => field.Actual), Is.EqualTo(kept.Fields.Select(field => field.Before)));
        Assert.That((undo.Footer.Counts.Create, (await bench.LeadsAsync()).Count), Is.EqualTo((4, 5)));
    }

    private const string Making = """
        manifest: 1
        name: made
        fixtures:
          - name: made
            count: 5
            key: "m-{{ index }}"
            set: { TITLE: "Made {{ index }}", CONTACT_IDS: [ 410, 411 ],
                           PRODUCT_ROWS: [ { PRODUCT_NAME: Chair, PRICE: 10, QUANTITY: 1 } ] }
        """;

    /// <summary>Contacts and product rows follow the lead with a second request, which may never leave.</summary>
    [Test]
    public async Task A_lead_that_was_made_without_its_contacts_yet_never_looks_untouched_and_rollback_takes_it_away(
        [Range(2, 6)] int position
    )
    {
        await using var bench = await Bench.StartAsync(0);
        using var plan = await bench.PlanSeedAsync(Making);
        await bench.FaultAsync($"overload@{await bench.RequestsAsync() + position}");

        var broken = await Assert.ThrowsAsync<RunBrokenException>(() => bench.ApplyAsync(plan));
        var made = (await bench.LeadsAsync()).Count;
        using var undo = await bench.Pipeline.PlanRollbackAsync(broken!.Report, CancellationToken.None);
        await bench.ApplyAsync(undo);

        Assert.That(5 - broken.Report.Summary.Skipped, Is.EqualTo(made));
        Assert.That(await bench.LeadsAsync(), Is.Empty);
    }
}
