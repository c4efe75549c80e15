using System.Diagnostics;
using System.Text.Json.Nodes;
using static LeadOps.EndToEnd.Tests.StoppedRuns;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Whatever stops a run: the exit code, the last lines, one document for machines, and the way on.</summary>
[Platform(Exclude = "Win")]
internal sealed class StopSpecs
{
    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task I_can_stop_a_run_in_a_long_pause_and_go_on_later(string signal)
    {
        await using var here = await PreparedAsync("ban:crm.lead.update@6");
        using var process = here.Start("apply", "--yes");
        await SaidAsync(process.StandardError, "paused until");

        await SignalAsync(process, signal);

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130), output);
        Assert.That(output, Does.Contain("Not done: ").And.Not.Contain("Unknown"));
        Assert.That(output.TrimEnd().Split('\n')[^1], Does.StartWith("Continue with: leadops resume "));
    }

    [TestCase("plan")]
    [TestCase("apply --yes")]
    [TestCase("export")]
    public async Task Waiting_before_a_run_is_shown_as_well(string command)
    {
        await using var here = await PreparedAsync("ban:batch@1");
        using var process = here.Start(command.Split(' '));

        await SaidAsync(process.StandardError, "paused until");
        await SignalAsync(process, "INT");

        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    [Test]
    public async Task A_killed_run_keeps_its_lock_until_it_is_resumed_or_taken_over()
    {
        await using var here = await PreparedAsync("slow:0.2s@*");
        using var process = here.Start("apply", "--yes");
        await SaidAsync(process.StandardError, " of ");
        await SignalAsync(process, "KILL");
        await process.WaitForExitAsync();

        var other = await here.RunAsync("apply", "--yes");
        var resumed = await here.RunAsync("resume", "latest");
        var again = await here.RunAsync("apply", "--yes");

        Assert.That(
            (other.ExitCode, resumed.ExitCode, again.ExitCode),
            Is.EqualTo((5, 0, 0)),
            other.Errors + resumed.Errors + again.Errors
        );
        Assert.That(
            other.Errors,
            Does.Contain(Environment.UserName)
                .And.Contain(Environment.MachineName)
                .And.Contain($"process {process.Id}")
                .And.Contain("heartbeat")
                .And.Contain("--take-over")
        );
    }

    [Test]
    public async Task Events_come_while_the_run_goes_on()
    {
        await using var here = await PreparedAsync("slow:0.2s@*");
        using var process = here.Start("apply", "--yes", "--output", "ndjson");

        var started = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
        var isStillRunning = !process.HasExited;
        var rest = (await process.StandardOutput.ReadToEndAsync())
            .TrimEnd()
            .Split('\n')
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        await process.WaitForExitAsync();

        Assert.That(
            ((string?)started["event"], (int)started["total"]!, isStillRunning),
            Is.EqualTo(("started", 200, true))
        );
        Assert.That(
            rest.Count(line => (string?)line["event"] == "lead" && (string?)line["verdict"] == "applied"),
            Is.EqualTo(200)
        );
        Assert.That(
            ((string?)rest[^1]["event"], (string?)rest[^1]["outcome"], (int)rest[^1]["summary"]!["applied"]!),
            Is.EqualTo(("finished", "succeeded", 200))
        );
    }
}
