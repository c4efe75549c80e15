using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// A portal and two machines. With PostgreSQL they have nothing in common but portal and database: folders, state
/// homes and processes are their own. With local state there is one machine, which is both. `apply` adds a phone to
/// each lead that is there and creates those of the rows, `seed` makes leads of a fixture; each must happen once,
/// whatever happens to the run.
/// </summary>
internal sealed class RunScene : IAsyncDisposable
{
    private const int Made = 300;

    private const string Plain = """
        manifest: 1
        name: all
        changes:
          - name: phones
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }

        """;

    private const string WithFixture = """
        fixtures:
          - name: made
            count: 300
            key: "k-{{ index }}"
            set: { TITLE: "Made {{ index }}" }
        """;

    private RunScene(Workspace one, Workspace two, string? schema) => (One, Two, Schema) = (one, two, schema);

    public Workspace One { get; }

    public Workspace Two { get; }

    /// <summary>Of the tables; null with local state.</summary>
    public string? Schema { get; }

    /// <summary>One machine that has its files already.</summary>
    public static RunScene Of(Workspace here) => new(here, here, null);

    public static Task<RunScene> StartAsync(StoreKind store, int leads, string? chaos = null) =>
        store == StoreKind.Local ? LocalAsync(leads, chaos) : SharedAsync(PostgresServer.Shared, leads, chaos);

    public static async Task<RunScene> LocalAsync(int leads, string? chaos = null)
    {
        var one = await Workspace.WithPortalAsync(leads, chaos);
        Write(one, one.Portal!.WebhookUrl, "local", Plain + WithFixture);
        return new RunScene(one, one, null);
    }

    /// <param name="creates">So many rows have no lead yet.</param>
    public static async Task<RunScene> SharedAsync(
        PostgresServer server,
        int leads,
        string? chaos = null,
        bool once = false,
        int creates = 0
    )
    {
        var (one, two) = (await Workspace.WithPortalAsync(leads, chaos), Workspace.Empty());
        var schema = server.NewSchema();
        var manifest =
            (once ? Plain.Replace("name: all", "name: all\nonce: true", StringComparison.Ordinal) : Plain)
            + (creates > 0 ? Creating(creates) : WithFixture);
        foreach (var clone in new[] { one, two })
        {
            Write(clone, one.Portal!.WebhookUrl, $"{{ postgres: \"{server.Address}\", schema: {schema} }}", manifest);
        }

        return new RunScene(one, two, schema);
    }

    private static string Creating(int rows) =>
        $$$"""
              - name: orders
                forEach: orders
                select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: "k-{{ row.n }}" } }
                whenMissing: create
                set: { TITLE: "Order {{ row.n }}" }
            rows:
              orders: [ {{{string.Join(", ", Enumerable.Range(0, rows).Select(n => $"{{ n: {n} }}"))}}} ]
            """;

    private static void Write(Workspace clone, Uri webhook, string state, string manifest)
    {
        clone.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100, maxCreates: 10000 }}\nstate: {state}\nportals:\n  test:\n    url: "
                + $"{webhook}\n    seedable: true\n"
        );
        clone.Write("manifests/all.yml", manifest);
    }

    public async Task<int> RequestsAsync() => (int)JsonNode.Parse(await One.ControlAsync("requests"))!["http"]!;

    public async Task<JsonArray> LogAsync() => JsonNode.Parse(await One.ControlAsync("log"))!.AsArray();

    public async Task<JsonArray> LeadsAsync() => JsonNode.Parse(await One.ControlAsync("leads"))!.AsArray();

    /// <summary>Until the portal has taken so many requests; false when the process ended before.</summary>
    public async Task<bool> UntilAsync(Process process, int requests)
    {
        while (!process.HasExited && await RequestsAsync() < requests)
        {
            await Task.Yield();
        }

        return !process.HasExited;
    }

    /// <summary>SIGKILL after so many requests of the command.</summary>
    public async Task KillAsync(string command, int requests)
    {
        var until = await RequestsAsync() + requests;
        using var process = One.Start(command, "--yes");
        await UntilAsync(process, until);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>
    /// The other machine goes on; when nothing was sent yet, the command is given again, as the message says.
    /// </summary>
    public async Task<Ran> FinishAsync(string command, params string[] more)
    {
        var resumed = await Two.RunAsync(["resume", "latest", .. more]);
        if (resumed.ExitCode != 3)
        {
            return resumed;
        }

        Assert.That(
            resumed.Errors,
            Does.Contain("nothing was sent").And.Contain($"leadops {command}").Or.Contain("There is no run")
        );
        return await Two.RunAsync([command, "--yes", .. more]);
    }

    /// <summary>Everything happened to everyone, and once.</summary>
    /// <param name="creates">Leads that `apply` made.</param>
    public async Task AssertOnceAsync(string command, int creates = 0)
    {
        var leads = (await LeadsAsync()).ToLookup(IsMade);
        var origins = leads[true].Select(lead => (string)lead!["ORIGIN_ID"]!).ToList();
        Assert.That(origins, Is.Unique.And.Count.EqualTo(command == "seed" ? Made : creates));
        if (command != "apply")
        {
            Assert.That(leads[false], Is.Empty);
            return;
        }

        Assert.That(leads[false].Select(Phones), Is.All.EqualTo(1));
        Assert.That(
            leads[false].Select(lead => (string?)lead!["SOURCE_DESCRIPTION"]),
            Is.EqualTo(leads[false].Select(lead => $"seen {lead!["ID"]}"))
        );
        var additions = (await LogAsync()).Where(entry =>
            (string?)entry!["method"] == "crm.lead.update" && entry["fields"]?["PHONE"] is not null
        );
        Assert.That(additions.CountBy(entry => $"{entry!["id"]}").Select(lead => lead.Value), Is.All.EqualTo(1));
    }

    private static bool IsMade(JsonNode? lead) =>
        ((string?)lead!["ORIGIN_ID"])?.StartsWith("k-", StringComparison.Ordinal) == true;

    /// <summary>How often a lead has the phone that the run adds.</summary>
    public static int Phones(JsonNode? lead) =>
        lead!["PHONE"]?.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}") ?? 0;

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        if (Two != One)
        {
            await Two.DisposeAsync();
        }
    }
}
