using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Html;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;
using LeadOps.Tests.Portal;

namespace LeadOps.Cli.Tests.Golden;

/// <summary>One folder of the golden cases on a portal of its own, with a clock that stands still.</summary>
internal sealed partial class GoldenCase : IAsyncDisposable
{
    private static readonly RunOptions Unlimited = new(PlanLimits.None, SkipBlocked: true, TakeOver: false, First: null)
    {
        IsSeedable = true,
        WasAsked = true,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-golden-").FullName;
    private readonly LocalPortalServer server;
    private readonly LocalState state;
    private readonly PortalSession session;
    private readonly Pipeline pipeline;

    private GoldenCase(string name, LocalPortalServer server, JumpingTime clock)
    {
        this.server = server;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, name)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var who = new Operator("anna", "desk", 1);
        state = LocalState.In(folder, who, clock);
        session = new PortalSession(
            new PortalSettings
            {
                Name = "golden",
                Url = server.WebhookUrl,
                DisplayHost = "golden.example",
                Tariff = Tariff.SelfHosted,
                SettleAfter = TimeSpan.Zero,
            },
            state,
            clock
        );
        pipeline = new Pipeline(
            session,
            new Project(state, who, Path.Combine(folder, "runs"), Path.Combine(folder, "pause")),
            clock
        );
    }

    /// <summary>
    /// The folder of the sources, so that a new case needs no build and an update lands in the working tree.
    /// </summary>
    public static string Root { get; } = Path.Combine(Sources(), "tests", "LeadOps.Cli.Tests", "Golden", "Cases");

    public static async Task<GoldenCase> OpenAsync(string name)
    {
        var clock = new JumpingTime();
        var server = await LocalPortalServer.StartAsync(
            new LocalPortalOptions { Clock = clock },
            CancellationToken.None
        );
        var opened = new GoldenCase(name, server, clock);
        await opened.AddLeadsAsync(Path.Combine(Root, name, "portal.json"));
        return opened;
    }

    /// <summary>A manifest with changes is planned, one with fixtures alone is seeded.</summary>
    public Task<Plan> PlanAsync()
    {
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>()).Read(
            [Path.Combine(folder, "manifest.yml")],
            problems
        );
        problems.ThrowIfErrors();
        var request = new PlanRequest(manifests);
        return manifests[0].Changes.Count > 0
            ? pipeline.PlanAsync(request, CancellationToken.None)
            : pipeline.PlanFixturesAsync(request, PlanPurpose.Seed, CancellationToken.None);
    }

    public Task<RunReport> ApplyAsync(Plan plan) =>
        pipeline.ApplyAsync(plan, Unlimited, new RunEvents(), CancellationToken.None);

    public string Text(Plan plan) =>
        Shown(output => new PlanTextView(output, full: true, redact: false, colour: false).Write(Page(plan)));

    public string Markdown(Plan plan) => Shown(output => PlanMarkdown.Write(output, Page(plan), redact: false));

    public string Json(Plan plan)
    {
        using var written = new MemoryStream();
        Cli.Views.PlanJson.Write(written, Page(plan), redact: false);
        return Masked(Encoding.UTF8.GetString(written.ToArray()));
    }

    public string Text(RunReport report) =>
        Shown(output => new RunTextView(output, full: true, redact: false).Write(report));

    public string Markdown(RunReport report) => Shown(output => ReportMarkdown.Write(output, report, redact: false));

    public string Html(Plan plan) => Body(output => PlanHtml.Write(output, Page(plan), redact: false));

    public string Html(RunReport report) => Body(output => ReportHtml.Write(output, report, redact: false));

    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        state.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static PlanPage Page(Plan plan) => new(plan, new PlanByChange(plan, redact: false), []);

    private string Shown(Action<TextWriter> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(output);
        return Masked(output.ToString());
    }

    /// <summary>A page without its style and script, which are files of their own, and without its chart.</summary>
    private string Body(Action<TextWriter> write) => NotBody().Replace(Shown(write), "");

    [GeneratedRegex(
        "<style>.*?</style>|<script>.*?</script>|<figure.*?</figure>\n|<meta http-equiv.*?\n",
        RegexOptions.Singleline
    )]
    private static partial Regex NotBody();

    /// <summary>Names of runs, digests, and where the test happens to run.</summary>
    private string Masked(string text)
    {
        text = text.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Replace(typeof(Plan).Assembly.GetName().Version!.ToString(3), "VERSION", StringComparison.Ordinal);
        return Digest().Replace(RunName().Replace(text, "RUN"), "DIGEST");
    }

    private async Task AddLeadsAsync(string file)
    {
        using var http = new HttpClient();
        foreach (var fields in JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray())
        {
            var body = new JsonObject { ["fields"] = fields!.DeepClone() }.ToJsonString();
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(server.WebhookUrl, "crm.lead.add"), content);
            response.EnsureSuccessStatusCode();
        }
    }

    private static string Sources()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "LeadOps.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("LeadOps.sln is not above the tests.");
    }

    [GeneratedRegex("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}")]
    private static partial Regex RunName();

    [GeneratedRegex("[0-9a-f]{32,64}")]
    private static partial Regex Digest();
}
