using System.Text;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Portal;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests;

/// <summary>
/// The whole program without its shell: a local portal over HTTP, real files, and a clock that waits for nothing.
/// </summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly Func<PortalSettings, PortalSettings> change;

    private readonly string? schema;

    private Bench(
        LocalPortalServer server,
        Func<PortalSettings, PortalSettings> change,
        TimeProvider clock,
        StoreKind store
    )
    {
        Server = server;
        schema = store == StoreKind.Postgres ? PostgresServer.Shared.NewSchema() : null;
        this.change = change;
        Clock = clock;
        Reopen();
    }

    public static RunOptions Unlimited { get; } =
        new(PlanLimits.None, SkipBlocked: false, TakeOver: false, First: null) { IsSeedable = true, WasAsked = true };

    public LocalPortalServer Server { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("leadops-bench-").FullName;

    public TimeProvider Clock { get; }

    public PortalSession Session { get; private set; } = null!;

    public Pipeline Pipeline { get; private set; } = null!;

    public string RunsFolder => In("runs");

    public string PauseFile => In("pause");

    public IState State { get; private set; } = null!;

    public static Task<Bench> StartAsync(string api, int leads = 0) =>
        StartAsync(leads, change: settings => settings with { Api = api });

    /// <summary>Portal and program share one clock; unless another is given, waiting takes no time.</summary>
    public static async Task<Bench> StartAsync(
        int leads = 0,
        string? chaos = null,
        Func<PortalSettings, PortalSettings>? change = null,
        TimeProvider? clock = null,
        StoreKind store = StoreKind.Local
    )
    {
        clock ??= new JumpingTime();
        return new(
            await LocalPortalServer.StartAsync(
                new LocalPortalOptions
                {
                    SeedLeads = leads,
                    Chaos = chaos,
                    Clock = clock,
                },
                CancellationToken.None
            ),
            change ?? (settings => settings),
            clock,
            store
        );
    }

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>As another process would find things.</summary>
    public void Reopen()
    {
        Session?.Dispose();
        State?.Dispose();
        State = OpenState(TestOperator.Me);
        Session = new PortalSession(
            change(
                new PortalSettings
                {
                    Name = "test",
                    Url = Server.WebhookUrl,
                    DisplayHost = "bench",
                    Tariff = Tariff.SelfHosted,
                    SettleAfter = TimeSpan.Zero,
                }
            ),
            State,
            Clock
        );
        Pipeline = PipelineOver(State);
    }

    /// <summary>The state as another process sees it.</summary>
    public IState OpenState(Operator who) =>
        schema is null
            ? LocalState.In(Folder, who, Clock)
            : new SharedState(
                new PostgresState(PostgresAddress.Parse(PostgresServer.Shared.Address, schema), RunsFolder, who, Clock),
                LocalState.In(Folder, who, Clock)
            );

    public Pipeline PipelineOver(IState state) =>
        new(Session, new Project(state, TestOperator.Me, RunsFolder, PauseFile), Clock);

    public Task<Plan> PlanAsync(string manifest) =>
        Pipeline.PlanAsync(new PlanRequest(Read(manifest)), CancellationToken.None);

    /// <summary>A manifest as an object; JSON is YAML.</summary>
    public Task<Plan> PlanAsync(JsonObject manifest) => PlanAsync(manifest.ToJsonString());

    public Task<Plan> PlanSeedAsync(string manifest) =>
        Pipeline.PlanFixturesAsync(new PlanRequest(Read(manifest)), PlanPurpose.Seed, CancellationToken.None);

    public Task<Plan> PlanUnseedAsync(string manifest) =>
        Pipeline.PlanFixturesAsync(new PlanRequest(Read(manifest)), PlanPurpose.Unseed, CancellationToken.None);

    public Task<Plan> PlanRollbackAsync(RunReport run) => Pipeline.PlanRollbackAsync(run, CancellationToken.None);

    public Task<RunReport> ApplyAsync(Plan plan, RunEvents? events = null, CancellationToken stop = default) =>
        Pipeline.ApplyAsync(plan, Unlimited, events ?? new RunEvents(), stop);

    /// <summary>At once after planning, in the same process.</summary>
    public Task<RunReport> ApplyAtOnceAsync(Plan plan, RunEvents? events = null) =>
        Pipeline.ApplyAsync(
            plan,
            Unlimited with
            {
                WasAsked = false,
            },
            events ?? new RunEvents(),
            CancellationToken.None
        );

    public Task<RunReport> ResumeAsync(RunEvents? events = null) =>
        Pipeline.ContinueAsync(
            "latest",
            failedOnly: false,
            Unlimited,
            events ?? new RunEvents(),
            CancellationToken.None
        );

    /// <summary>Resumes in one process after another until nothing is left, as a patient operator would.</summary>
    public async Task<RunReport> ApplyUntilDoneAsync(Plan plan)
    {
        var report = await TriedAsync(() => ApplyAsync(plan));
        for (var i = 0; i < 5 && report?.Status is not (RunStatus.Succeeded or RunStatus.Partly); i++)
        {
            Reopen();
            report = await TriedAsync(() => Directory.Exists(RunsFolder) ? ResumeAsync() : ApplyAsync(plan));
        }

        return report!;
    }

    private static async Task<RunReport?> TriedAsync(Func<Task<RunReport>> work)
    {
        try
        {
            return await work();
        }
        catch (RunBrokenException problem)
        {
            return problem.Report;
        }
        catch (LeadOpsException)
        {
            return null;
        }
    }

    public async Task<JsonArray> LeadsAsync() => (await ControlAsync("leads")).AsArray();

    public async Task<JsonArray> LogAsync() => (await ControlAsync("log")).AsArray();

    public async Task<int> RequestsAsync() => (int)(await ControlAsync("requests"))["http"]!;

    public Task FaultAsync(string script) => ControlAsync($"faults?script={Uri.EscapeDataString(script)}");

    public Task EditAsync(long id, string field, string value) =>
        ControlAsync($"edit?id={id}&fields[{field}]={Uri.EscapeDataString(value)}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Session.Dispose();
        State.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What the portal's control door tells: `leads`, `log`, `requests`.</summary>
    public async Task<JsonNode> ControlAsync(string what) => JsonNode.Parse(await http.GetStringAsync(Door(what)))!;

    /// <summary>Changes the portal behind the pipeline's back: `rights`, `edit`, `settings`.</summary>
    public async Task ControlAsync(string what, JsonObject parameters)
    {
        using var content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(Door(what), content);
        response.EnsureSuccessStatusCode();
    }

    private Uri Door(string what) =>
        new(
            Server.BaseUrl,
            $"control/{what}{(what.Contains('?', StringComparison.Ordinal) ? '&' : '?')}"
                + $"secret={Server.WebhookUrl.Segments[3].Trim('/')}"
        );

    public async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        using var content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(Server.WebhookUrl, method), content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    public IReadOnlyList<Manifest> Read(JsonObject manifest) => Read(manifest.ToJsonString());

    private IReadOnlyList<Manifest> Read(string text)
    {
        var file = In($"{Guid.NewGuid():N}.yml");
        File.WriteAllText(file, text);
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
        problems.ThrowIfErrors();
        return manifests;
    }
}
