using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>
/// The files under examples/ci, read from their YAML and run step by step with bash: a pull request on one machine,
/// the merge on another, against a local portal and a state on PostgreSQL.
/// </summary>
internal sealed class CiFileSpecs
{
    private const string Manifest = """
        manifest: 1
        name: mark
        changes:
          - name: mark
            select: { where: { SOURCE_ID: WEB } }
            set: { COMMENTS: "{{ run.date }}", NAME: Changed }
        """;

    private Workspace reviewing = null!;
    private Workspace merging = null!;
    private ICiService service = null!;

    [SetUp]
    public void NeedsPrograms()
    {
        foreach (var name in new[] { "git", "jq", "curl" })
        {
            RequireProgram(name);
        }
    }

    private async Task StartAsync(string kind, string limits = "")
    {
        var server = PostgresServer.Shared;
        reviewing = await Workspace.WithPortalAsync(20);
        merging = Workspace.Empty();
        var yaml = await File.ReadAllTextAsync(Path.Combine(Examples(), $"leadops-{kind}.yml"));
        var webhook = reviewing.Portal!.WebhookUrl.ToString();
        service =
            kind == "github"
                ? new GitHubService(yaml, server.Address, webhook)
                : new GitLabService(yaml, server.Address, webhook);
        var config =
            $"limits: {{ maxPercent: 100 {limits} }}\nstate: {{ postgres: \"${{STATE_DATABASE}}\", schema: "
            + $"{server.NewSchema()} }}\nportals:\n  production:\n    url: ${{BITRIX24_PROD_WEBHOOK}}\n";
        reviewing.Write("leadops.yml", config);
        merging.Write("leadops.yml", config);
        reviewing.Write("manifests/other.yml", Manifest.Replace("mark", "other", StringComparison.Ordinal));
        Git("init", "--quiet", "--initial-branch=main");
        Commit("first");
        Git("update-ref", "refs/remotes/origin/main", "main");
        reviewing.Write("manifests/mark.yml", Manifest);
        Commit("second");
    }

    [TearDown]
    public async Task Stop()
    {
        service?.Dispose();
        if (merging is not null)
        {
            await merging.DisposeAsync();
        }

        if (reviewing is not null)
        {
            await reviewing.DisposeAsync();
        }
    }

    [Test]
    public async Task A_reviewed_plan_is_applied_after_the_merge([Values("github", "gitlab")] string kind)
    {
        await StartAsync(kind);
        var before = await NamesAsync();

        var reviewed = await ReviewAsync();
        var planned = await NamesAsync();
        var merged = await MergeAsync();

        Assert.That(reviewed.ExitCode, Is.Zero, reviewed.Output + reviewed.Errors);
        Assert.That(service.Comments[0], Does.StartWith("### Plan for").And.Contain("mark").And.Not.Contain("other"));
        Assert.That(before.Where(name => name.Length > 2 && service.Comments[0].Contains(name)), Is.Empty);
        Assert.That(planned, Is.EqualTo(before), "a plan writes nothing");
        Assert.That(merged.ExitCode, Is.Zero, merged.Output + merged.Errors);
        Assert.That(await NamesAsync(), Has.Member("Changed"));
        Assert.That(service.Comments, Has.Count.EqualTo(2));
        Assert.That(service.Comments[1], Does.Contain("applied"));
        Assert.That(File.ReadAllText(Path.Combine(merging.Folder, "report.xml")), Does.Contain("<testsuite"));
        Assert.That(reviewed.Output + reviewed.Errors + merged.Output + merged.Errors, Does.Not.Contain("pl4nted"));
    }

    [Test]
    public async Task A_plan_that_apply_would_refuse_says_so_in_the_comment_and_is_not_applied(
        [Values("github", "gitlab")] string kind
    )
    {
        await StartAsync(kind, ", maxChanges: 1");

        var reviewed = await ReviewAsync();
        var merged = await MergeAsync();

        Assert.That(service.Comments[0], Does.Contain("**apply would refuse**").And.Contain("limits.maxChanges"));
        Assert.That((reviewed.ExitCode, merged.ExitCode), Is.EqualTo((5, 5)), reviewed.Errors + merged.Errors);
        Assert.That(merged.Output, Does.Contain("leadops plan --store"));
        Assert.That(await NamesAsync(), Has.No.Member("Changed"));
    }

    [Test]
    public async Task A_lead_edited_between_review_and_merge_fails_the_job_with_the_next_step(
        [Values("github", "gitlab")] string kind
    )
    {
        await StartAsync(kind);
        await ReviewAsync();
        var lead = (await LeadsAsync()).First(lead => (string?)lead!["SOURCE_ID"] == "WEB")!["ID"];
        using (var http = new HttpClient())
        {
            await http.GetStringAsync(
                new Uri(reviewing.Portal!.WebhookUrl, $"crm.lead.update?id={lead}&fields[NAME]=Meanwhile")
            );
        }

        var merged = await MergeAsync();

        Assert.That(merged.ExitCode, Is.EqualTo(4), merged.Errors);
        Assert.That(merged.Output, Does.Contain("Stale ones: a new plan"));
        Assert.That(service.Comments[1], Does.Contain("stale"));
        Assert.That(await NamesAsync(), Has.Member("Meanwhile").And.Member("Changed"));
    }

    [Test]
    public async Task A_branch_that_changes_nothing_merges_quietly([Values("github", "gitlab")] string kind)
    {
        await StartAsync(kind);
        Git("update-ref", "refs/remotes/origin/main", "main");

        var reviewed = await ReviewAsync();
        var merged = await MergeAsync();

        Assert.That((reviewed.ExitCode, merged.ExitCode), Is.EqualTo((0, 0)), reviewed.Errors + merged.Errors);
        Assert.That(merged.Output, Does.Contain("nothing to apply"));
        Assert.That(await NamesAsync(), Has.No.Member("Changed"));
    }

    private async Task<Ran> ReviewAsync()
    {
        var runner = new CiRunner(reviewing);
        service.Install(runner);
        var all = new Ran(0, "", "");
        foreach (var job in service.Review)
        {
            var ran = await runner.RunAsync(job, service.Variables);
            all = new Ran(ran.ExitCode, all.Output + ran.Output, all.Errors + ran.Errors);
            if (ran.ExitCode != 0)
            {
                break;
            }
        }

        return all;
    }

    private async Task<Ran> MergeAsync()
    {
        var runner = new CiRunner(merging);
        service.Install(runner);
        return await runner.RunAsync(service.Merge, service.Variables);
    }

    private async Task<JsonArray> LeadsAsync() => JsonNode.Parse(await reviewing.ControlAsync("leads"))!.AsArray();

    private async Task<List<string>> NamesAsync() =>
        [.. (await LeadsAsync()).Select(lead => (string?)lead!["NAME"] ?? "")];

    private void Commit(string message)
    {
        Git("add", "manifests", "leadops.yml");
        Git("-c", "user.name=A", "-c", "user.email=a@b.test", "commit", "--quiet", "-m", message);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = reviewing.Folder })!;
        git.WaitForExit();
        Assert.That(git.ExitCode, Is.Zero, string.Join(' ', arguments));
    }

    private static void RequireProgram(string name)
    {
        if (
            !(Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Any(folder => File.Exists($"{folder}/{name}"))
        )
        {
            Assert.Ignore($"{name} is not installed; get it with `apt-get install {name}`.");
        }
    }

    public static string Examples()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "LeadOps.sln")))
        {
            at = at.Parent!;
        }

        return Path.Combine(at.FullName, "examples", "ci");
    }
}
