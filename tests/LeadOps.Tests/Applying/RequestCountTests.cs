using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Tests.Portal;
using static LeadOps.Tests.Applying.ExecutorRuns;

namespace LeadOps.Tests.Applying;

/// <summary>How many requests reading and writing take.</summary>
internal sealed class RequestCountTests
{
    [TestCase(960, 5)]
    [TestCase(300, 1)]
    [TestCase(48, 1)]
    public async Task Reading_before_and_after_costs_at_most_five_percent_and_two_requests_a_lane(int leads, int lanes)
    {
        await using var bench = await Bench.StartAsync(leads);
        var plan = await bench.PlanAsync(Manifest);
        var before = await bench.RequestsAsync();

        var report = await bench.ApplyAsync(plan);

        Assert.That(report.Summary.Applied, Is.EqualTo(leads));
        Assert.That(
            await bench.RequestsAsync() - before,
            Is.LessThanOrEqualTo((1.05 * Math.Ceiling(leads / 50.0)) + (2 * lanes))
        );
    }

    /// <summary>
    /// 48 writes a request and not one request more; what planning saw serves for the first look of each lane.
    /// </summary>
    [TestCase(96, 2)]
    [TestCase(960, 20)]
    [TestCase(1000, 21)]
    public async Task Applied_at_once_after_planning_no_request_only_reads(int leads, int requests)
    {
        await using var bench = await Bench.StartAsync(leads);
        var plan = await bench.PlanAsync(Manifest);
        var before = await bench.RequestsAsync();

        var report = await bench.ApplyAtOnceAsync(plan);

        Assert.That(report.Summary.Applied, Is.EqualTo(leads));
        Assert.That(await bench.RequestsAsync() - before, Is.EqualTo(requests).Within(1));
    }

    /// <summary>A delete is read whole before it goes; after it, one list shows who is left.</summary>
    [TestCase(16, 2)]
    [TestCase(160, 11)]
    public async Task A_delete_reads_contacts_and_product_rows_once(int leads, int requests)
    {
        await using var bench = await Bench.StartAsync(0);
        var manifest = $$$"""
            manifest: 1
            name: made
            fixtures:
              - name: made
                count: {{{leads}}}
                key: "m-{{ index }}"
                set: { TITLE: "Made {{ index }}", CONTACT_IDS: [ 410, 411 ] }
            """;
        using var plan = await bench.PlanSeedAsync(manifest);
        await bench.ApplyAsync(plan);
        using var taking = await bench.PlanUnseedAsync(manifest);
        var before = await bench.ControlAsync("requests");

        var report = await bench.ApplyAsync(taking);

        var after = await bench.ControlAsync("requests");
        int Calls(string what) => (int)after[what]! - ((int?)before[what] ?? 0);
        Assert.That(report.Summary.Applied, Is.EqualTo(leads));
        Assert.That(Calls("crm.lead.contact.items.get"), Is.EqualTo(leads));
        Assert.That(Calls("crm.lead.productrows.get"), Is.EqualTo(leads));
        Assert.That(Calls("http"), Is.EqualTo(requests));
    }

    [Test]
    public async Task Applied_at_once_the_leads_of_later_requests_are_still_read_before_they_are_written()
    {
        await using var bench = await Bench.StartAsync(144);
        var plan = await bench.PlanAsync(Manifest);
        var last = plan.Leads.Last().Id!.Value.Value;
        await bench.EditAsync(last, "SOURCE_DESCRIPTION", "mine");

        var report = await bench.ApplyAtOnceAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("143 applied, 1 stale"));
    }

    [Test]
    public async Task A_plan_of_more_than_a_minute_ago_is_no_look_at_the_leads()
    {
        await using var bench = await Bench.StartAsync(10);
        var plan = await bench.PlanAsync(Manifest);
        await bench.EditAsync(7, "SOURCE_DESCRIPTION", "mine");
        ((JumpingTime)bench.Clock).Advance(TimeSpan.FromSeconds(61));

        var report = await bench.ApplyAtOnceAsync(plan);

        Assert.That(Verdicts(report), Is.EqualTo("9 applied, 1 stale"));
    }

    [Test]
    public async Task Lanes_grow_until_the_allowed_rate_is_reached_and_write_each_lead_once()
    {
        await using var bench = await Bench.StartAsync(
            1600,
            "slow:0.1s@*",
            settings => settings with { Tariff = new Tariff("test", 40, 10_000) }
        );
        var plan = await bench.PlanAsync(Manifest);
        var most = 0;

        var report = await bench.ApplyAsync(plan, new RunEvents { Paced = pace => most = Math.Max(most, pace.Lanes) });

        Assert.That(report.Summary.Applied, Is.EqualTo(1600));
        Assert.That(most, Is.GreaterThanOrEqualTo(4));
        Assert.That(
            (await bench.LogAsync()).CountBy(entry => entry!["id"]!.ToString()).Select(pair => pair.Value),
            Is.All.EqualTo(1)
        );
    }
}
