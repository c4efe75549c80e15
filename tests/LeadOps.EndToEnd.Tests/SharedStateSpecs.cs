using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Two machines with nothing in common but the portal and the database: folders, state homes and clocks of their own.</summary>
internal sealed partial class SharedStateSpecs
{
    private const int Leads = 200;

    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: phones
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
        fixtures:
          - name: made
            count: 200
            key: "k-{{ index }}"
            set: { TITLE: "Made {{ index }}" }
        """;

    private static async Task<(Workspace One, Workspace Two)> ClonesAsync(
        PostgresServer server,
        int leads,
        string manifest = Manifest,
        string? chaos = null
    )
    {
        var one = await Workspace.WithPortalAsync(leads, chaos);
        var two = Workspace.Empty();
        var config =
            $"limits: {{ maxPercent: 100 }}\nstate: {{ postgres: \"{server.Address}\", schema: {server.NewSchema()} }}\nportals:\n  test:\n    url: {one.Portal!.WebhookUrl}\n    seedable: true\n";
        foreach (var clone in new[] { one, two })
        {
            clone.Write("leadops.yml", config);
            clone.Write("manifests/all.yml", manifest);
        }

        return (one, two);
    }

    [Test]
    public async Task What_one_clone_did_is_known_to_the_other()
    {
        var (one, two) = await ClonesAsync(
            PostgresServer.Shared,
            20,
            Manifest.Replace("name: all", "name: all\nonce: true", StringComparison.Ordinal)
        );
        await using var _ = one;
        await using var __ = two;
        await one.RunAsync("plan", "--out", "a.plan");
        File.Copy(Path.Combine(one.Folder, "a.plan"), Path.Combine(two.Folder, "a.plan"));

        var applied = await one.RunAsync("apply", "a.plan");
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(one.Folder, ".leadops", "runs")).Single());
        var again = await two.RunAsync("apply", "--yes");
        var reused = await two.RunAsync("apply", "a.plan");
        var shown = await two.RunAsync("show", run, "--output", "json");
        var history = await two.RunAsync("history");
        var rolledBack = await two.RunAsync("rollback", run, "--yes");

        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That((again.ExitCode, reused.ExitCode), Is.EqualTo((0, 5)), again.Errors + reused.Errors);
        Assert.That(again.Output, Does.Contain("already applied by the run"));
        Assert.That((int)JsonNode.Parse(shown.Output)!["summary"]!["applied"]!, Is.EqualTo(20));
        Assert.That(history.Output, Does.Contain("succeeded"));
        Assert.That(rolledBack.ExitCode, Is.Zero, rolledBack.Errors);
        Assert.That(await Phones(one), Is.All.EqualTo(0));
    }

    [Test]
    public async Task A_stored_plan_is_applied_on_another_machine_by_its_id()
    {
        var (one, two) = await ClonesAsync(PostgresServer.Shared, 20);
        await using var _ = one;
        await using var __ = two;

        var planned = await one.RunAsync("plan", "--store");
        var id = Id().Match(planned.Output).Value;
        var shown = await two.RunAsync("show", id);
        var applied = await two.RunAsync("apply", id[..12]);
        var again = await one.RunAsync("apply", id);

        Assert.That(planned.Output, Does.Contain($"leadops apply {id}"));
        Assert.That(shown.Output, Does.Contain("SOURCE_DESCRIPTION"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That(again.ExitCode, Is.EqualTo(5), again.Errors);
        Assert.That(await Phones(one), Is.All.EqualTo(1));
    }

    [Test]
    public async Task The_connection_string_is_shown_nowhere()
    {
        var (one, two) = await ClonesAsync(PostgresServer.Shared, 3);
        await using var _ = one;
        await using var __ = two;
        two.Write(
            "leadops.yml",
            $"state: {{ postgres: \"postgres://tester:pl4nted@127.0.0.1:1/none\" }}\nportals:\n  test:\n    url: {one.Portal!.WebhookUrl}\n"
        );

        var said = new[]
        {
            await one.RunAsync("apply", "--yes", "-v"),
            await one.RunAsync("doctor", "-v"),
            await one.RunAsync("state", "status"),
            await two.RunAsync("apply", "--yes", "-v"),
            await two.RunAsync("doctor", "-v"),
            await two.RunAsync("state", "status", "--output", "json"),
        };

        Assert.That(said.Select(run => run.Output + run.Errors), Has.None.Contains("pl4nted"));
        Assert.That((said[0].ExitCode, said[3].ExitCode), Is.EqualTo((0, 1)), said[3].Errors);
        Assert.That(said[3].Errors, Does.Contain("cannot be reached"));
        Assert.That(said[4].Output, Does.Contain("state").And.Contain("cannot be reached"));
    }

    [Test]
    public async Task A_local_state_moves_to_the_database_and_may_move_again()
    {
        var (one, two) = await ClonesAsync(PostgresServer.Shared, 20);
        await using var _ = one;
        await using var __ = two;
        var shared = File.ReadAllText(Path.Combine(one.Folder, "leadops.yml"));
        one.Write(
            "leadops.yml",
            string.Join('\n', shared.Split('\n').Where(line => !line.StartsWith("state", StringComparison.Ordinal)))
        );
        await one.RunAsync("apply", "--yes", "--first", "5");
        one.Write("leadops.yml", shared);

        var first = await one.RunAsync("state", "migrate");
        var second = await one.RunAsync("state", "migrate");
        var resumed = await two.RunAsync("resume", "latest");
        var third = await one.RunAsync("state", "migrate");

        Assert.That(first.Output, Does.Contain("1 runs"), first.Errors);
        Assert.That(second.Output, Does.StartWith("0 runs").And.Contain("1 runs were there"), second.Errors);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        Assert.That(third.Output, Does.StartWith("0 runs"), third.Errors);
        Assert.That(await Phones(one), Is.All.EqualTo(1));
    }

    /// <summary>Killed here, resumed there.</summary>
    [Test]
    public async Task A_run_killed_on_one_machine_is_finished_on_another([Range(1, 6)] int seed)
    {
        var command = seed % 2 == 0 ? "apply" : "seed";
        var (one, two) = await ClonesAsync(
            PostgresServer.Shared,
            command == "apply" ? Leads : 0,
            chaos: "slow:0.01s@*"
        );
        await using var _ = one;
        await using var __ = two;
        var until = await RequestsAsync(one) + new Random(seed).Next(4, 16);
        using (var process = one.Start(command, "--yes"))
        {
            while (!process.HasExited && await RequestsAsync(one) < until)
            {
                await Task.Yield();
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var resumed = await two.RunAsync("resume", "latest");
        if (resumed.ExitCode == 3)
        {
            Assert.That(resumed.Errors, Does.Contain("nothing was sent"));
            resumed = await two.RunAsync(command, "--yes");
        }

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        await AssertOnceAsync(one, command);
    }

    /// <summary>The server dies as when the power fails, and comes back.</summary>
    [Test]
    public async Task A_database_that_dies_in_the_middle_costs_nothing_but_time(
        [Range(1, 4)] int seed,
        [Values(0, 12)] int secondsAway
    )
    {
        using var server = PostgresServer.OfOnesOwn();
        Assume.That(server.IsOurs, "the server that is named may not be stopped");
        var command = seed % 2 == 0 ? "apply" : "seed";
        var (one, two) = await ClonesAsync(server, command == "apply" ? Leads : 0, chaos: "slow:0.02s@*");
        await using var _ = one;
        await using var __ = two;
        var until = await RequestsAsync(one) + new Random(seed).Next(4, 14);
        using var process = one.Start(command, "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && await RequestsAsync(one) < until)
        {
            await Task.Yield();
        }

        server.StopAtOnce();
        if (secondsAway > 0)
        {
            await process.WaitForExitAsync();
        }

        server.StartAgain();
        await process.WaitForExitAsync();
        await output;
        if (process.ExitCode != 0)
        {
            Assert.That(await errors, Does.Contain("cannot be reached").Or.Contain("error"));
            var resumed = await two.RunAsync("resume", "latest", "--take-over");
            resumed = resumed.ExitCode == 3 ? await two.RunAsync(command, "--yes", "--take-over") : resumed;
            Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        }

        await AssertOnceAsync(one, command);
    }

    /// <summary>Its lease is aged by hand: nobody waits a minute here.</summary>
    [Test]
    [Platform(Include = "Linux")]
    public async Task A_holder_that_slept_past_its_lease_writes_nothing_more()
    {
        var server = PostgresServer.Shared;
        var (one, two) = await ClonesAsync(server, Leads, chaos: "slow:0.05s@*");
        await using var _ = one;
        await using var __ = two;
        var schema = Schema().Match(File.ReadAllText(Path.Combine(one.Folder, "leadops.yml"))).Value;
        var until = await RequestsAsync(one) + 6;
        using var process = one.Start("apply", "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && await RequestsAsync(one) < until)
        {
            await Task.Yield();
        }

        Signal(process.Id, "STOP");
        server.Ask(
            $"UPDATE {schema}.lease SET host = 'elsewhere', heartbeat = heartbeat - interval '2 minutes' RETURNING 1"
        );
        var resumed = await two.RunAsync("resume", "latest");
        var written = (await LogAsync(one)).Count;
        Signal(process.Id, "CONT");
        await process.WaitForExitAsync();
        await output;

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        Assert.That(process.ExitCode, Is.EqualTo(5), await errors);
        Assert.That(await errors, Does.Contain("taken over"));
        Assert.That((await LogAsync(one)).Count, Is.EqualTo(written));
        await AssertOnceAsync(one, "apply");
    }

    [Test]
    public async Task Two_machines_at_once_write_one_after_the_other()
    {
        var (one, two) = await ClonesAsync(PostgresServer.Shared, Leads, chaos: "slow:0.02s@*");
        await using var _ = one;
        await using var __ = two;

        var runs = await Task.WhenAll(one.RunAsync("apply", "--yes"), two.RunAsync("apply", "--yes"));

        Assert.That(
            runs.Select(run => run.ExitCode).Order(),
            Is.EqualTo(new[] { 0, 5 }),
            runs[0].Errors + runs[1].Errors
        );
        Assert.That(runs.Single(run => run.ExitCode == 5).Errors, Does.Contain("is going on"));
        await AssertOnceAsync(one, "apply");
    }

    [Test]
    public async Task A_manifest_for_one_time_warns_when_a_job_would_forget_it()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "manifests/all.yml",
            Manifest.Replace("name: all", "name: all\nonce: true", StringComparison.Ordinal)
        );

        var warned = await here.ShellAsync("CI=true dotnet $0 plan");
        var quiet = await here.ShellAsync("CI= dotnet $0 plan");

        Assert.That(warned.Output + warned.Errors, Does.Contain("state: { postgres"));
        Assert.That(quiet.Output + quiet.Errors, Does.Not.Contain("state: { postgres"));
    }

    private static async Task AssertOnceAsync(Workspace here, string command)
    {
        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        Assert.That(leads, Has.Count.EqualTo(Leads));
        if (command == "seed")
        {
            Assert.That(leads.Select(lead => (string?)lead!["ORIGIN_ID"]), Is.Unique);
        }
        else
        {
            Assert.That(await Phones(here), Is.All.EqualTo(1));
        }
    }

    private static async Task<List<int>> Phones(Workspace here) =>
        [
            .. JsonNode
                .Parse(await here.ControlAsync("leads"))!
                .AsArray()
                .Select(lead =>
                    lead!["PHONE"]?.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}") ?? 0
                ),
        ];

    private static async Task<JsonArray> LogAsync(Workspace here) =>
        JsonNode.Parse(await here.ControlAsync("log"))!.AsArray();

    private static async Task<int> RequestsAsync(Workspace here) =>
        (int)JsonNode.Parse(await here.ControlAsync("requests"))!["http"]!;

    private static void Signal(int process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();

    [GeneratedRegex("t_[0-9a-f]{32}")]
    private static partial Regex Schema();
}
