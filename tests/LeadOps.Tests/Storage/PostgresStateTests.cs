using LeadOps.Diagnostics;
using LeadOps.Storage;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests.Storage;

/// <summary>What machines that share a database can rely on.</summary>
internal sealed class PostgresStateTests
{
    private const string Portal = "a.example";

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-pg-").FullName;
    private readonly List<IState> open = [];
    private string schema = "";

    [SetUp]
    public void NewSchema() => schema = PostgresServer.Shared.NewSchema();

    [TearDown]
    public void Clean()
    {
        open.ForEach(state => state.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    private PostgresState Machine(string host, int process = 0)
    {
        var state = new PostgresState(
            PostgresAddress.Parse(PostgresServer.Shared.Address, schema),
            Path.Combine(folder, host),
            new Operator("ann", host, process == 0 ? Environment.ProcessId : process),
            TimeProvider.System
        );
        open.Add(state);
        return state;
    }

    private static RunRow Run(string name, string plan = "p1") =>
        new()
        {
            Key = new RunKey(Portal, name),
            PortalName = "a",
            Plan = plan,
            Purpose = "Apply",
            Status = "Running",
            StartedAt = DateTimeOffset.UnixEpoch,
            By = new Operator("ann", "m1", 1),
            Manifests = [new RunManifest("m", "d", Once: true)],
        };

    private static OutcomeRow Outcome(int sequence, string verdict) => new(sequence, verdict, 7, "{}", null, null);

    private void Age(string portal) =>
        PostgresServer.Shared.Ask(
            $"UPDATE {schema}.lease SET heartbeat = heartbeat - interval '2 minutes' WHERE portal = "
                + $"'{portal}' RETURNING 1"
        );

    [Test]
    public void Many_machines_may_make_the_schema_at_once()
    {
        var machines = Enumerable.Range(0, 10).Select(i => Machine($"m{i}")).ToList();

        Parallel.ForEach(
            machines,
            new ParallelOptions { MaxDegreeOfParallelism = 10 },
            machine => machine.Runs.Portals()
        );

        Assert.That(PostgresServer.Shared.Ask($"SELECT COUNT(*)::int FROM {schema}.schema_version"), Is.EqualTo(1));
    }

    [Test]
    public void A_newer_schema_is_refused()
    {
        Machine("m1").Runs.Portals();
        PostgresServer.Shared.Ask($"UPDATE {schema}.schema_version SET version = 99 RETURNING 1");

        var problem = Assert.Throws<LeadOpsException>(() => Machine("m2").Runs.Portals());

        Assert.That((problem!.Failure, problem.Message), Is.EqualTo((Failure.Invalid, problem.Message)));
        Assert.That(problem.Message, Does.Contain("newer LeadOps"));
    }

    [Test]
    public void One_machine_holds_a_portal_and_the_refusal_names_it()
    {
        using var held = Machine("m1").Leases.Take(Portal, TakeOver.Never);

        var problem = Assert.Throws<LeadOpsException>(() => Machine("m2").Leases.Take(Portal, TakeOver.WhenStale));

        Assert.That(problem!.Failure, Is.EqualTo(Failure.Refused));
        Assert.That(
            problem.Message,
            Does.Contain("ann on m1").And.Contain($"process {Environment.ProcessId}").And.Contain("heartbeat 20")
        );
        Assert.DoesNotThrow(() => Machine("m2").Leases.Take("b.example", TakeOver.Never).Dispose());
    }

    [TestCase(TakeOver.Never, false)]
    [TestCase(TakeOver.WhenGone, true)]
    [TestCase(TakeOver.WhenStale, true)]
    public void A_lease_without_a_heartbeat_for_a_minute_goes_to_who_resumes(TakeOver takeOver, bool isTaken)
    {
        var first = Machine("m1").Leases.Take(Portal, TakeOver.Never);
        first.Begin("r1");
        Age(Portal);

        if (isTaken)
        {
            Assert.DoesNotThrow(() => Machine("m2").Leases.Take(Portal, takeOver).Dispose());
        }
        else
        {
            Assert.That(
                Assert.Throws<LeadOpsException>(() => Machine("m2").Leases.Take(Portal, takeOver))!.Message,
                Does.Contain("leadops resume r1")
            );
        }
    }

    [Test]
    public void Who_lost_the_lease_commits_nothing_more()
    {
        var one = Machine("m1");
        var sleeper = one.Leases.Take(Portal, TakeOver.Never);
        one.Runs.Claim(Run("r1"), sleeper);
        using var journal = one.OpenJournal(new RunKey(Portal, "r1"), sleeper);
        journal.Record([], [0], null, DateTimeOffset.UnixEpoch);
        Age(Portal);
        using var second = Machine("m2").Leases.Take(Portal, TakeOver.WhenGone);

        var writes = new Action[]
        {
            () => journal.Record([], [1], null, DateTimeOffset.UnixEpoch),
            () => journal.Record([Outcome(0, "Applied")], [], null, DateTimeOffset.UnixEpoch),
            () => one.Runs.Claim(Run("r2", "p2"), sleeper),
            () => one.Runs.Change(new RunKey(Portal, "r1"), new RunChange("Succeeded"), sleeper),
            () => sleeper.Begin("r1"),
        };

        foreach (var write in writes)
        {
            var problem = Assert.Throws<LeadOpsException>(() => write());
            Assert.That(problem!.Message, Does.Contain("taken over").And.Contain(Portal));
        }

        sleeper.Dispose();
        Assert.That(Machine("m3").Leases.Holder(Portal)!.By.Host, Is.EqualTo("m2"));
        Assert.That(journal.Counts(), Is.EqualTo(new[] { ((string?)null, 1) }));
        Assert.That(one.Runs.Of(Portal).Single().Status, Is.EqualTo("Running"));
    }

    [Test]
    public void A_plan_that_one_machine_used_is_used_for_all()
    {
        var one = Machine("m1");
        using (var lease = one.Leases.Take(Portal, TakeOver.Never))
        {
            Assert.That(one.Runs.Claim(Run("r1"), lease), Is.True);
            Assert.That(one.Runs.Claim(Run("r1"), lease), Is.True, "the same run goes on");
        }

        var two = Machine("m2");
        using var other = two.Leases.Take(Portal, TakeOver.Never);

        Assert.That(two.Runs.Claim(Run("r2"), other), Is.False);
        Assert.That(two.Runs.Of(Portal).Select(run => run.Key.Name), Is.EqualTo(new[] { "r1" }));
        Assert.That(two.Runs.OfManifest(Portal, "m").Single().Manifests.Single().Once);
    }

    [Test]
    public void The_latest_outcome_counts_unless_an_intent_came_after_it()
    {
        var state = Machine("m1");
        using var lease = state.Leases.Take(Portal, TakeOver.Never);
        state.Runs.Claim(Run("r1"), lease);
        using var journal = state.OpenJournal(new RunKey(Portal, "r1"), lease);

        journal.Record([], [.. Enumerable.Range(0, 1200)], null, DateTimeOffset.UnixEpoch);
        journal.Record(
            [
                .. Enumerable
                    .Range(0, 1100)
                    .Select(i => Outcome(i, i % 2 == 0 ? "Failed" : "Applied") with { ErrorText = "no\0" }),
            ],
            [],
            new SampleRow(DateTimeOffset.UnixEpoch, 5, "limit"),
            DateTimeOffset.UnixEpoch
        );
        journal.Record([Outcome(0, "Applied")], [2, 1300], null, DateTimeOffset.UnixEpoch);

        using var reader = Machine("m2").OpenJournal(new RunKey(Portal, "r1"), lease: null);
        var entries = new List<EntryRow>();
        for (var page = reader.Page(-1); page.Count > 0; page = reader.Page(page[^1].Sequence))
        {
            entries.AddRange(page);
        }

        Assert.That(entries.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(0, 1200).Append(1300)));
        Assert.That(
            new[] { 0, 1, 2, 4, 1150, 1200 }.Select(i => entries[i].Outcome?.Verdict),
            Is.EqualTo(new[] { "Applied", "Applied", null, "Failed", null, null })
        );
        Assert.That(
            reader.Counts().OrderBy(count => count.Verdict, StringComparer.Ordinal),
            Is.EqualTo(new[] { ((string?)null, 102), ("Applied", 551), ("Failed", 548) })
        );
        Assert.That(reader.Samples().Single().Paused, Is.EqualTo("limit"));
    }

    [Test]
    public void All_machines_fill_one_bucket()
    {
        var size = new BucketSize(2, 50);
        var machines = new[] { Machine("m1"), Machine("m2") };

        var waits = Enumerable.Range(0, 60).Select(i => machines[i % 2].Limits.Take("h", size, drops: 1)).ToList();

        Assert.That(waits.Take(49), Is.All.EqualTo(TimeSpan.Zero));
        Assert.That(waits[^1], Is.GreaterThan(TimeSpan.FromSeconds(3)).And.LessThan(TimeSpan.FromSeconds(6)));
        machines[0].Limits.Overflow("h", size, TimeSpan.FromSeconds(60));
        Assert.That(machines[1].Limits.Take("h", size, drops: 1), Is.GreaterThan(TimeSpan.FromSeconds(50)));
    }

    [Test]
    public void Operating_time_is_known_to_all()
    {
        Machine("m1").Limits.Note("c", new OperatingRow("crm.lead.update", 470, TimeSpan.FromMinutes(3)));

        var row = Machine("m2").Limits.Operating("c").Single();

        Assert.That((row.Method, row.Seconds), Is.EqualTo(("crm.lead.update", 470.0)));
        Assert.That(row.Remaining, Is.GreaterThan(TimeSpan.FromSeconds(170)));
    }

    [Test]
    public async Task A_token_has_one_holder_at_a_time()
    {
        var (one, two) = (Machine("m1"), Machine("m2"));
        var first = await one.Tokens.HoldAsync("t", CancellationToken.None);
        var waiting = two.Tokens.HoldAsync("t", CancellationToken.None);
        first.Write([1, 2, 3]);
        var early = waiting.IsCompleted;
        await first.DisposeAsync();
        await using var second = await waiting;

        Assert.That(early, Is.False);
        Assert.That(second.Read(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void A_plan_comes_back_byte_for_byte_on_another_machine()
    {
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        var run = RunFolder.Create(Path.Combine(folder, "m1"), DateTimeOffset.UnixEpoch);
        File.WriteAllBytes(run.PlanFile, content);
        Machine("m1").Plans.Keep(run, Portal);

        var file = Machine("m2").Plans.Of(new RunKey(Portal, run.Name))!;

        Assert.That(file, Does.StartWith(Path.Combine(folder, "m2")));
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(content));
        File.WriteAllText(file, "changed");
        Assert.That(File.ReadAllBytes(Machine("m2").Plans.Of(new RunKey(Portal, run.Name))!), Is.EqualTo(content));
        Assert.That(Machine("m3").Plans.Of(new RunKey(Portal, "other")), Is.Null);
    }
}
