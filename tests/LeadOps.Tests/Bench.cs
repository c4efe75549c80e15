using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Tests;

/// <summary>A pipeline over a local portal of its own, in this process and over real HTTP.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadops-bench-").FullName;
    private readonly HttpClient http = new();
    private readonly LocalPortalServer portal;
    private readonly PortalSession session;

    private Bench(LocalPortalServer portal, string api)
    {
        this.portal = portal;
        session = new PortalSession(
            new PortalSettings { Name = "test", Url = portal.WebhookUrl, DisplayHost = "test", Tariff = Tariff.SelfHosted, SettleAfter = TimeSpan.Zero, StateFolder = Path.Combine(folder, "state"), Api = api },
            TimeProvider.System);
        Pipeline = new Pipeline(session, new ProjectPaths(Path.Combine(folder, "runs"), Path.Combine(folder, "ledger.db"), Path.Combine(folder, "state"), Path.Combine(folder, "pause")), TimeProvider.System);
    }

    public Pipeline Pipeline { get; }

    public PortalSession Session => session;

    public static async Task<Bench> StartAsync(string api = "crm.lead", int leads = 0) =>
        new(await LocalPortalServer.StartAsync(new LocalPortalOptions { SeedLeads = leads }, CancellationToken.None), api);

    /// <summary>A manifest as an object; JSON is YAML.</summary>
    public IReadOnlyList<Manifest> Read(JsonObject manifest)
    {
        var file = Path.Combine(folder, $"m{Guid.NewGuid():N}.yml");
        File.WriteAllText(file, manifest.ToJsonString());
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>(StringComparer.Ordinal)).Read([file], problems);
        problems.ThrowIfErrors();
        return manifests;
    }

    public Task<Plan> PlanAsync(JsonObject manifest) =>
        Pipeline.PlanAsync(new PlanRequest(Read(manifest)), CancellationToken.None);

    public Task<RunReport> ApplyAsync(Plan plan) =>
        Pipeline.ApplyAsync(plan, new RunOptions(new PlanLimits(int.MaxValue, 100, int.MaxValue), SkipBlocked: false, TakeOver: false, First: null), new RunEvents(), CancellationToken.None);

    public async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        using var content = new StringContent(parameters.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(portal.WebhookUrl, method), content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>What the portal's control door tells: `leads`, `log`, `requests`.</summary>
    public async Task<JsonNode> ControlAsync(string what) => JsonNode.Parse(await http.GetStringAsync(Door(what)))!;

    /// <summary>Changes the portal behind the pipeline's back: `rights`, `edit`, `settings`.</summary>
    public async Task ControlAsync(string what, JsonObject parameters)
    {
        using var content = new StringContent(parameters.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(Door(what), content);
        response.EnsureSuccessStatusCode();
    }

    private Uri Door(string what) => new(portal.BaseUrl, $"control/{what}?secret={portal.WebhookUrl.Segments[3].Trim('/')}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        session.Dispose();
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
