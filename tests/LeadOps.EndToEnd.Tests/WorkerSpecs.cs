using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Rollouts whose portals are taken by workers over PostgreSQL.</summary>
internal sealed class WorkerSpecs
{
    private readonly List<Process> workers = [];
    private string schema = "";
    private string State => $"state: {{ postgres: \"{PostgresServer.Shared.Address}\", schema: {schema} }}";

    [SetUp]
    public void NewSchema() => schema = PostgresServer.Shared.NewSchema();

    [TearDown]
    public void EndWorkers()
    {
        foreach (var worker in workers)
        {
            worker.Kill(entireProcessTree: true);
            worker.WaitForExit();
            worker.Dispose();
        }

        workers.Clear();
    }

    /// <summary>Returns when the worker says that it is ready.</summary>
    private async Task<Process> WorkerAsync(PortalPark park, params string[] more)
    {
        var worker = park.Here.Start(["worker", "--concurrency", "2", .. more]);
        workers.Add(worker);
        _ = worker.StandardError.ReadToEndAsync();
        Assert.That(await worker.StandardOutput.ReadLineAsync(), Does.StartWith("Worker on PostgreSQL"));
        return worker;
    }

    private static Dictionary<string, string> States(string json) =>
        JsonNode.Parse(json)!["portals"]!
            .AsArray()
            .ToDictionary(portal => (string)portal!["portal"]!, portal => (string)portal!["state"]!);

    [Test]
    public async Task Two_workers_carry_out_a_rollout_and_its_tables_hold_no_secret()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "blocked", "broken", "guarded", "z1"], State);
        await WorkerAsync(park);
        await WorkerAsync(park);

        var ran = await park.Here.RunAsync(
            "rollout",
            "start",
            "--portals",
            "client",
            "--yes",
            "--max-failed-portals",
            "3",
            "--output",
            "json"
        );

        Assert.That(ran.ExitCode, Is.EqualTo(4), ran.Errors);
        Assert.That(
            States(ran.Output),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["a1"] = "succeeded",
                    ["a2"] = "succeeded",
                    ["blocked"] = "refused",
                    ["broken"] = "failed",
                    ["guarded"] = "refused",
                    ["z1"] = "succeeded",
                }
            ),
            ran.Errors
        );
        Assert.That(ran.Errors, Does.Not.Contain("No `leadops worker` is running"));
        foreach (var portal in new[] { "a1", "a2", "z1" })
        {
            Assert.That(await park.PhonesAsync(portal), Is.All.EqualTo(1), portal);
        }

        AssertNoSecret(park, $"{schema}_jobs", "SOURCE_DESCRIPTION", "+49301", "pl4nted");
        AssertNoSecret(park, schema, "pl4nted");
    }

    [Test]
    public async Task Workers_that_start_at_once_make_the_tables_one_after_the_other()
    {
        await using var park = await PortalPark.OpenAsync(["a1"], State);
        workers.AddRange(Enumerable.Range(0, 3).Select(_ => park.Here.Start("worker")));
        var errors = workers.ConvertAll(worker => worker.StandardError.ReadToEndAsync());

        foreach (var worker in workers)
        {
            Assert.That(await worker.StandardOutput.ReadLineAsync(), Does.StartWith("Worker on PostgreSQL"));
        }

        workers.ForEach(worker => worker.Kill());
        Assert.That(await Task.WhenAll(errors), Is.All.Empty);
    }

    /// <summary>Its connection broke while it changed the state of a job.</summary>
    [Test]
    public async Task A_lock_that_a_broken_connection_left_behind_holds_no_portal_up()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"], State);
        await WorkerAsync(park);
        PostgresServer.Shared.Ask(
            $"INSERT INTO {schema}_jobs.lock SELECT '{schema}_jobs:job:' || id || ':state-lock', 0, "
                + "now() - interval '2 minutes' FROM generate_series(1, 2) AS id"
        );

        var ran = await park.Here.RunAsync("rollout", "start", "--portals", "client", "--yes", "--waves", "100%");

        Assert.That(ran.ExitCode, Is.Zero, ran.Errors);
        Assert.That(ran.Output, Does.Contain("2 portals: 2 succeeded"));
    }

    /// <summary>Every column of every table as text.</summary>
    private static void AssertNoSecret(PortalPark park, string schema, params string[] words)
    {
        var tables = (string)
            PostgresServer.Shared.Ask(
                "SELECT string_agg(format('SELECT t::text FROM %I.%I t', schemaname, tablename), "
                    + $"' UNION ALL ') FROM pg_tables WHERE schemaname = '{schema}'"
            )!;
        var all = (string)PostgresServer.Shared.Ask($"SELECT string_agg(t, E'\\n') FROM ({tables}) rows (t)")!;

        Assert.That(all, Does.Contain("a1"), "the names of portals are there");
        foreach (
            var word in park.Portals.Values.Select(portal => portal.WebhookUrl.Segments[3].Trim('/')).Concat(words)
        )
        {
            Assert.That(all, Does.Not.Contain(word));
        }
    }

    [Test]
    public async Task The_jobs_of_a_killed_worker_are_taken_over_and_nothing_is_written_twice()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3", "a4"], State, chaos: "slow:0.3s@*");
        var victim = await WorkerAsync(park);
        using var rollout = park.Here.Start("rollout", "start", "--portals", "client", "--yes", "--waves", "100%");
        var (output, errors) = (rollout.StandardOutput.ReadToEndAsync(), rollout.StandardError.ReadToEndAsync());
        while (!rollout.HasExited && (await park.PhonesAsync("a1")).All(count => count == 0))
        {
            await Task.Yield();
        }

        victim.Kill(entireProcessTree: true);
        await WorkerAsync(park);
        await rollout.WaitForExitAsync();

        Assert.That(rollout.ExitCode, Is.Zero, await output + await errors);
        foreach (var portal in park.Portals.Keys)
        {
            Assert.That(await park.PhonesAsync(portal), Is.All.EqualTo(1), portal);
        }
    }

    [Test]
    public async Task A_worker_waits_for_a_database_that_went_away_and_says_so_once()
    {
        using var server = PostgresServer.OfOnesOwn();
        Assume.That(server.IsOurs, "the server that is named may not be stopped");
        var state = $"state: {{ postgres: \"{server.Address}\", schema: {schema} }}";
        await using var park = await PortalPark.OpenAsync(["a1", "a2"], state);
        var worker = park.Here.Start("worker");
        workers.Add(worker);
        await worker.StandardOutput.ReadLineAsync();

        server.StopAtOnce();
        var said = await worker.StandardError.ReadLineAsync();
        var rest = worker.StandardError.ReadToEndAsync();
        server.StartAgain();
        var ran = await park.Here.RunAsync("rollout", "start", "--portals", "client", "--yes");
        worker.Kill(entireProcessTree: true);

        Assert.That(said, Does.StartWith("The state does not answer."));
        Assert.That(await rest, Does.Not.Contain("does not answer").And.Not.Contain("Execution"));
        Assert.That(ran.ExitCode, Is.Zero, ran.Errors);
        Assert.That(await park.PhonesAsync("a2"), Is.All.EqualTo(1));
    }

    [Test]
    public async Task Without_a_worker_the_process_works_itself()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"], State);

        var ran = await park.Here.RunAsync("rollout", "start", "--portals", "client", "--yes");
        var elsewhere = await park.Here.RunAsync("rollout", "status", "latest");

        Assert.That(ran.ExitCode, Is.Zero, ran.Errors);
        Assert.That(ran.Errors, Does.Contain("No `leadops worker` is running"));
        Assert.That(elsewhere.Output, Does.Contain("2 succeeded"));
        Assert.That(await park.PhonesAsync("a2"), Is.All.EqualTo(1));
    }

    [Test]
    public async Task The_dashboard_shows_itself_on_this_machine_or_for_a_password()
    {
        await using var park = await PortalPark.OpenAsync(["a1"], State);
        var refused = await park.Here.RunAsync("worker", "--dashboard", "0.0.0.0:18090");
        await WorkerAsync(park, "--dashboard", "127.0.0.1:18091");
        park.Here.Write("leadops.local.yml", "worker: { dashboardPassword: \"s3same\" }\n");
        await WorkerAsync(park, "--dashboard", "127.0.0.1:18092");

        Assert.That(refused.ExitCode, Is.EqualTo(5), refused.Output);
        Assert.That(refused.Errors, Does.Contain("worker: { dashboardPassword"));
        Assert.That(await AskAsync(18091), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await AskAsync(18091, host: "evil.example"), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await AskAsync(18092), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await AskAsync(18092, password: "wrong"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await AskAsync(18092, password: "s3same"), Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> AskAsync(int port, string? host = null, string? password = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/"));
        request.Headers.Host = host;
        request.Headers.Authorization = password is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}")));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>
    /// A rollout inside one process is at work, and looks as every command without workers does. Native code has no
    /// Hangfire; it must not have gone on as its second program either.
    /// </summary>
    [Test]
    [Platform(Include = "Linux")]
    public async Task Commands_without_workers_load_nothing_of_Hangfire()
    {
        await using var park = await PortalPark.OpenAsync(["a1"], chaos: "slow:0.2s@*");
        var before = await park.RequestsAsync("a1");
        using var process = park.Here.Start("rollout", "start", "--portals", "client", "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && await park.RequestsAsync("a1") < before + 5)
        {
            await Task.Yield();
        }

        var loaded = await File.ReadAllTextAsync($"/proc/{process.Id}/maps");
        await process.WaitForExitAsync();

        Assert.That(loaded, Does.Match("(?m)/(LeadOps.Core.dll|leadops)$"));
        Assert.That(loaded, Does.Not.Contain("Hangfire").And.Not.Contain("leadops-workers"));
        Assert.That(process.ExitCode, Is.Zero, await output + await errors);
    }

    [Test]
    public async Task A_worker_wants_a_shared_state()
    {
        await using var park = await PortalPark.OpenAsync(["a1"]);

        var ran = await park.Here.RunAsync("worker");

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Output);
        Assert.That(ran.Errors, Does.Contain("`leadops rollout start` works itself").And.Contain("state: { postgres"));
    }
}
