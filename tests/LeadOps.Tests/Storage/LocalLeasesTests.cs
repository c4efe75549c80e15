using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Tests.Storage;

internal sealed class LocalLeasesTests
{
    private readonly string state = Directory.CreateTempSubdirectory("leadops-lock-").FullName;
    private readonly ManualTime time = new();

    [TearDown]
    public void Clean() => Directory.Delete(state, recursive: true);

    private string File => Path.Combine(state, "lock-a.example.json");

    private ILease Take(TakeOver takeOver) =>
        new LocalLeases(state, "ledger.db", TestOperator.Me, time).Take("a.example", takeOver);

    private void Left(string host, int pid, TimeSpan age, string? started = null, string? run = "r1") =>
        System.IO.File.WriteAllText(
            File,
            JsonSerializer.Serialize(
                new
                {
                    Owner = "ann",
                    Host = host,
                    Pid = pid,
                    Heartbeat = (time.GetUtcNow() - age).ToString("O"),
                    Started = started,
                    Token = "t",
                    Run = run,
                }
            )
        );

    private static int GonePid => int.MaxValue - 1;

    [Test]
    public void A_second_run_is_refused_with_owner_host_process_and_heartbeat()
    {
        using var first = Take(TakeOver.Never);

        var problem = Assert.Throws<LeadOpsException>(() => Take(TakeOver.WhenStale));

        Assert.That(problem!.Failure, Is.EqualTo(Failure.Refused));
        Assert.That(
            problem.Message,
            Does.Contain(Environment.UserName)
                .And.Contain(Environment.MachineName)
                .And.Contain($"process {Environment.ProcessId}")
                .And.Contain("heartbeat 2026-")
        );
    }

    [Test]
    public void After_the_run_the_next_one_may_go()
    {
        Take(TakeOver.Never).Dispose();

        Assert.DoesNotThrow(() => Take(TakeOver.Never).Dispose());
    }

    [TestCase(TakeOver.Never, false)]
    [TestCase(TakeOver.WhenGone, true)]
    [TestCase(TakeOver.WhenStale, true)]
    public void A_lock_of_a_process_that_is_gone_on_this_host_waits_for_a_word_or_a_resume(
        TakeOver takeOver,
        bool isTaken
    )
    {
        Left(Environment.MachineName, GonePid, TimeSpan.FromSeconds(5));

        AssertTaken(takeOver, isTaken);
    }

    [Test]
    public void A_process_that_was_gone_before_its_run_began_has_sent_nothing_and_is_in_nobody_s_way()
    {
        Left(Environment.MachineName, GonePid, TimeSpan.FromSeconds(5), run: null);

        AssertTaken(TakeOver.Never, isTaken: true);
    }

    [Test]
    public void A_lock_that_was_left_behind_names_the_run_and_the_command_that_finishes_it()
    {
        Left(Environment.MachineName, GonePid, TimeSpan.FromSeconds(5));

        Assert.That(
            Assert.Throws<LeadOpsException>(() => Take(TakeOver.Never))!.Message,
            Does.Contain("leadops resume r1").And.Contain("--take-over")
        );
    }

    [TestCase(TakeOver.WhenGone, 120, false)]
    [TestCase(TakeOver.WhenStale, 120, true)]
    [TestCase(TakeOver.WhenStale, 30, false)]
    public void A_lock_of_another_host_is_stale_by_its_heartbeat_alone(TakeOver takeOver, int age, bool isTaken)
    {
        Left("elsewhere", GonePid, TimeSpan.FromSeconds(age));

        AssertTaken(takeOver, isTaken);
    }

    [Test]
    public void A_number_that_a_later_process_got_does_not_keep_the_lock()
    {
        Left(Environment.MachineName, Environment.ProcessId, TimeSpan.FromSeconds(5), started: "another time");

        AssertTaken(TakeOver.WhenGone, isTaken: true);
    }

    /// <summary>In a container nobody may collect the processes that were killed.</summary>
    [Test]
    [Platform(Include = "Linux")]
    public void A_killed_process_that_its_parent_never_collects_is_gone()
    {
        using var parent = Process.Start(
            new ProcessStartInfo("bash", ["-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 60"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var pid = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(
            () => System.IO.File.ReadAllText($"/proc/{parent.Id}/comm") != "bash\n",
            TimeSpan.FromSeconds(30)
        );
        parent.StandardInput.Close();
        SpinWait.SpinUntil(
            () => System.IO.File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );
        Left(Environment.MachineName, pid, TimeSpan.FromSeconds(5));

        AssertTaken(TakeOver.WhenGone, isTaken: true);
        parent.Kill();
    }

    [Test]
    public void An_unreadable_lock_wants_a_word_and_is_not_deleted()
    {
        System.IO.File.WriteAllText(File, "{\"Own");

        Assert.That(Assert.Throws<LeadOpsException>(() => Take(TakeOver.Never))!.Message, Does.Contain("--take-over"));
        Assert.That(System.IO.File.ReadAllText(File), Is.EqualTo("{\"Own"));
        AssertTaken(TakeOver.WhenStale, isTaken: true);
    }

    [Test]
    public void Of_many_that_take_over_at_once_one_gets_it()
    {
        Left(Environment.MachineName, GonePid, TimeSpan.FromHours(1));
        var taken = new System.Collections.Concurrent.ConcurrentBag<ILease>();

        Parallel.For(
            0,
            16,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            _ =>
            {
                try
                {
                    taken.Add(Take(TakeOver.WhenStale));
                }
                catch (LeadOpsException)
                {
                    // The others are refused.
                }
            }
        );

        taken.ToList().ForEach(held => held.Dispose());
        Assert.That(taken, Has.Count.EqualTo(1));
    }

    [Test]
    public void Who_slept_too_long_learns_that_the_lock_is_lost_and_leaves_the_new_one_alone()
    {
        var sleeper = Take(TakeOver.Never);
        time.Advance(TimeSpan.FromMinutes(2));
        using var second = Take(TakeOver.WhenStale);

        var problem = Assert.Throws<LeadOpsException>(sleeper.Confirm);
        var isLost = sleeper.Lost.IsCancellationRequested;
        sleeper.Dispose();

        Assert.That(problem!.Message, Does.Contain("taken over"));
        Assert.That(isLost);
        Assert.That(System.IO.File.Exists(File));
        Assert.DoesNotThrow(second.Confirm);
    }

    private void AssertTaken(TakeOver takeOver, bool isTaken)
    {
        if (isTaken)
        {
            Assert.DoesNotThrow(() => Take(takeOver).Dispose());
        }
        else
        {
            Assert.Throws<LeadOpsException>(() => Take(takeOver));
        }
    }
}
