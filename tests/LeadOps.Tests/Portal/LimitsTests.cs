using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using LeadOps.Portal;
using LeadOps.Portal.Limits;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Tests.Portal;

internal sealed class LimitsTests
{
    private static readonly PortalCall Update = new("crm.lead.update", new JsonObject { ["id"] = 1 });

    private readonly string state = Directory.CreateTempSubdirectory("leadops-limits").FullName;
    private readonly JumpingTime time = new();

    private readonly List<LocalState> processes = [];

    [TearDown]
    public void Clean()
    {
        processes.ForEach(process => process.Dispose());
        Directory.Delete(state, recursive: true);
    }

    /// <summary>What one more process sees.</summary>
    private ILimitStore Process()
    {
        processes.Add(LocalState.In(state, TestOperator.Me, time));
        return processes[^1].Limits;
    }

    [Test]
    public void Two_processes_fill_one_bucket()
    {
        var first = new RequestBucket(Settings(), Process());
        var second = new RequestBucket(Settings(), Process());

        var waits = Enumerable.Range(0, 30).SelectMany(_ => new[] { first.Take(), second.Take() }).ToList();

        Assert.That(waits.Take(49), Is.All.EqualTo(TimeSpan.Zero));
        Assert.That(waits[59], Is.EqualTo(TimeSpan.FromSeconds(5.1)));
    }

    [Test]
    public void Many_lanes_never_take_more_than_the_bucket_holds()
    {
        var first = new RequestBucket(Settings(), Process());
        var second = new RequestBucket(Settings(), Process());
        var free = 0;

        Parallel.For(
            0,
            200,
            i =>
            {
                if ((i % 2 == 0 ? first : second).Take() == TimeSpan.Zero)
                {
                    Interlocked.Increment(ref free);
                }
            }
        );

        Assert.That(free, Is.EqualTo(49));
    }

    [Test]
    public void A_refusal_empties_everybody_s_hands()
    {
        var first = new RequestBucket(Settings(), Process());
        var second = new RequestBucket(Settings(), Process());

        first.Overflowed(TimeSpan.FromSeconds(4));

        Assert.That(second.Take(), Is.EqualTo(TimeSpan.FromSeconds(4.5)));
    }

    [Test]
    public void The_bucket_drains_from_the_moment_at_which_the_first_request_has_left()
    {
        var bucket = new RequestBucket(Settings(), Process());
        bucket.Take();
        time.Advance(TimeSpan.FromSeconds(1));
        bucket.LeftLate(TimeSpan.FromSeconds(1));

        var waits = Enumerable.Range(0, 51).Select(_ => bucket.Take()).ToList();

        Assert.That(waits[^1], Is.EqualTo(TimeSpan.FromSeconds(1.1)));
    }

    [Test]
    public void A_clock_that_was_set_back_does_not_block_the_bucket()
    {
        var bucket = new RequestBucket(Settings(), Process());
        for (var i = 0; i < 49; i++)
        {
            bucket.Take();
        }

        time.Advance(TimeSpan.FromHours(-1));
        bucket.Take();
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(bucket.Take(), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void The_next_process_rests_where_the_last_one_stopped()
    {
        var reset = new OperatingReset(time.GetUtcNow().AddMinutes(3), Said: null);
        new OperatingLedger(Settings(), Process(), time).Note("crm.lead.update", 470, reset);

        var second = new OperatingLedger(Settings(), Process(), time);
        Assert.That(
            second.RestNeeded([new("batch", 1), new("crm.lead.update", 1)])?.Method,
            Is.EqualTo("crm.lead.update")
        );
        Assert.That(second.RestNeeded([new("crm.lead.list", 1)]), Is.Null);

        time.Advance(TimeSpan.FromMinutes(3));
        Assert.That(second.RestNeeded([new("crm.lead.update", 1)]), Is.Null);
    }

    [Test]
    public void Room_for_one_more_dear_request_is_kept()
    {
        var ledger = new OperatingLedger(Settings(), Process(), time);
        var reset = new OperatingReset(time.GetUtcNow().AddMinutes(3), Said: null);

        ledger.Note("crm.lead.update", 340, reset);
        ledger.Note("crm.lead.update", 400, reset);

        Assert.That(ledger.RestNeeded([new("crm.lead.update", 1)]), Is.Not.Null);
    }

    [Test]
    public void Lanes_that_wait_together_wait_once()
    {
        var stats = new PortalStats();
        var now = time.GetUtcNow();

        stats.Throttled(now, now.AddSeconds(10));
        stats.Throttled(now.AddSeconds(4), now.AddSeconds(12));
        stats.Throttled(now.AddSeconds(1), now.AddSeconds(3));
        stats.Throttled(now.AddSeconds(20), now.AddSeconds(21));

        Assert.That(stats.Snapshot().ThrottledSeconds, Is.EqualTo(13));
    }

    [Test]
    public void A_budget_that_recovered_is_forgotten()
    {
        var ledger = new OperatingLedger(Settings(), Process(), time);
        var reset = new OperatingReset(time.GetUtcNow().AddMinutes(3), Said: null);

        ledger.Note("crm.lead.update", 470, reset);
        ledger.Note("crm.lead.update", 10, reset);

        Assert.That(ledger.RestNeeded([new("crm.lead.update", 1)]), Is.Null);
    }

    [Test]
    public async Task A_pause_is_told_and_counted_and_lasts_until_the_reset()
    {
        await using var portal = await WirePortal.StartAsync();
        var reset = portal.Time.GetUtcNow().AddSeconds(90);
        var spent =
            $$$"""{"result":true,"time":{"operating":475,"operating_reset_at":{{{reset.ToUnixTimeSeconds()}}}}}""";
        using var session = portal.Then(spent).Then(WirePortal.Ok).Open();
        var pauses = new List<PortalPause>();
        session.OnPause = pauses.Add;

        await session.OpenWriter().SendAsync([Update], CancellationToken.None);
        await session.OpenWriter().SendAsync([Update], CancellationToken.None);

        Assert.That(
            pauses.Single(),
            Is.EqualTo(new PortalPause(reset.AddSeconds(1), "operating limit of crm.lead.update"))
        );
        Assert.That(session.Stats.Snapshot().ThrottledSeconds, Is.EqualTo(91));
        Assert.That(portal.Time.GetUtcNow(), Is.EqualTo(reset.AddSeconds(1)));
    }

    [TestCase(0)]
    [TestCase(-60)]
    [TestCase(60)]
    public async Task A_pause_lasts_as_long_on_a_machine_whose_clock_is_off(int minutes)
    {
        await using var portal = await WirePortal.StartAsync();
        var there = portal.Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        using var session = portal
            .Then(
                $$$"""{"result":true,"time":{"operating":475,"operating_reset_at":{{{there + 90}}},"finish":{{{there}}}}}"""
            )
            .Then(WirePortal.Ok)
            .Open();

        await session.OpenWriter().SendAsync([Update], CancellationToken.None);
        await session.OpenWriter().SendAsync([Update], CancellationToken.None);

        Assert.That(session.Stats.Snapshot().ThrottledSeconds, Is.EqualTo(91));
    }

    [TestCase(-5, 0)]
    [TestCase(90, 90)]
    [TestCase(601, 600)]
    [TestCase(36000, 600)]
    public void What_a_portal_says_of_a_reset_is_at_most_its_window(int seconds, int remaining)
    {
        var said = DateTimeOffset.UnixEpoch.AddDays(9);

        Assert.That(
            new OperatingReset(said.AddSeconds(seconds), said).Remaining(time),
            Is.EqualTo(TimeSpan.FromSeconds(remaining))
        );
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void What_is_kept_on_disk_is_for_the_user_alone()
    {
        var ledger = new OperatingLedger(Settings(), Process(), time);
        ledger.Note("crm.lead.update", 470, new OperatingReset(DateTimeOffset.UnixEpoch, Said: null));

        Assert.That(
            Directory.GetFiles(Path.Combine(state, "state")).Select(File.GetUnixFileMode),
            Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
    }

    private PortalSettings Settings() =>
        new()
        {
            Name = "test",
            Url = new Uri("https://a.example/rest/1/abc123/"),
            DisplayHost = "a.example",
        };
}
