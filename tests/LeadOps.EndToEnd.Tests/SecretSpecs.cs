using LeadOps.LocalPortal;

namespace LeadOps.EndToEnd.Tests;

/// <summary>After runs that went well and runs that broke: no secret in anything they printed or left behind.</summary>
internal sealed class SecretSpecs
{
    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: seen
            select: { all: true }
            set: { SOURCE_DESCRIPTION: "seen {{ lead.ID }}" }
        """;

    private static readonly string[] Troubles =
    [
        "overload:crm.lead.update@1",
        "500-after:crm.lead.update@1",
        "move:https://elsewhere.example:crm.lead.update@1",
    ];

    [Test]
    public async Task A_webhook_given_by_url_is_nowhere([ValueSource(nameof(Troubles))] string chaos)
    {
        await using var here = Workspace.Empty();
        var elsewhere = Directory.CreateTempSubdirectory("leadops-data-").FullName;
        await using (
            var portal = await LocalPortalServer.StartAsync(
                new LocalPortalOptions
                {
                    SeedLeads = 60,
                    Chaos = chaos,
                    DataFile = Path.Combine(elsewhere, "portal.db"),
                },
                CancellationToken.None
            )
        )
        {
            here.Write("leadops.yml", "limits: { maxPercent: 100 }\n");
            here.Write("manifests/all.yml", Manifest);
            var secret = portal.WebhookUrl.Segments[3].Trim('/');
            var url = portal.WebhookUrl.AbsoluteUri;

            var runs = await RunEverythingAsync(here, url, secret);

            // A run whose trouble never struck would prove nothing.
            Assert.That(
                runs[1].ExitCode,
                Is.EqualTo(chaos.StartsWith("500", StringComparison.Ordinal) ? 0 : 1),
                runs[1].Output
            );
            Assert.That(
                (runs[0].ExitCode, File.Exists(Path.Combine(here.Folder, "r.html"))),
                Is.EqualTo((0, true)),
                runs[0].Errors + runs[1].Errors
            );
            AssertNowhere(here, runs, [secret]);
        }

        Directory.Delete(elsewhere, recursive: true);
    }

    /// <summary>The plan, the run, what comes after it, and addresses with mistakes.</summary>
    private static async Task<Ran[]> RunEverythingAsync(Workspace here, string url, string secret) =>
        [
            await here.RunAsync("plan", "-v", "--portal", url, "--out", "a.plan"),
            await here.RunAsync(
                "apply",
                "a.plan",
                "-v",
                "--portal",
                url,
                "--report",
                "r.html",
                "--report",
                "r.csv",
                "--report",
                "r.xml",
                "--report",
                "r.md"
            ),
            await here.RunAsync("resume", "latest", "-v", "--portal", url, "--output", "json"),
            await here.RunAsync("doctor", "-v", "--portal", url),
            await here.RunAsync("history", "--portal", url),
            await here.RunAsync(
                "plan",
                "-v",
                "--portal",
                url.Replace(secret, "wr0ng" + secret, StringComparison.Ordinal)
            ),
            await here.RunAsync("plan", "-v", "--portal", url.Replace("/rest/", "/rset/", StringComparison.Ordinal)),
            await here.RunAsync("plan", "-v", "--portal", url.TrimEnd('/') + "/crm.lead.list"),
            await here.RunAsync("plan", "-v", "--portal", url.Replace("http:", "ftp:", StringComparison.Ordinal)),
        ];

    [Test]
    public async Task Secrets_of_an_application_are_nowhere_and_its_token_is_kept_sealed(
        [Values("expire-token@3", "expire-token@6,overload:crm.lead.update@1", "html502:crm.lead.update@1")]
            string chaos
    )
    {
        await using var here = await Workspace.WithPortalAsync(60, chaos);
        var application = here.Portal!.OAuth;
        here.Write("manifests/all.yml", Manifest);
        here.Write(
            "leadops.yml",
            $$"""
            limits: { maxPercent: 100 }
            portals:
              app:
                url: {{application.RestUrl}}
                oauth: { clientId: {{application.ClientId}}, clientSecret: {{application.ClientSecret}},
                             refreshToken: {{application.RefreshToken}}, tokenUrl: {{application.TokenUrl}} }
            """
        );

        var runs = new[]
        {
            await here.RunAsync("apply", "--yes", "-v", "--report", "r.html"),
            await here.RunAsync("resume", "latest", "-v"),
            await here.RunAsync("doctor", "-v"),
        };

        Assert.That(runs[0].ExitCode, Is.LessThanOrEqualTo(1), runs[0].Errors);
        Assert.That(
            Directory.GetFiles(Path.Combine(here.Folder, "state", "leadops"), "oauth-*.json"),
            Has.Length.EqualTo(1)
        );
        AssertNowhere(here, runs, [application.ClientSecret, application.RefreshToken]);
    }

    private static void AssertNowhere(Workspace here, IEnumerable<Ran> runs, IReadOnlyList<string> secrets)
    {
        var said = runs.Select(run => run.Output + run.Errors);
        var left = Directory
            .GetFiles(here.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "leadops.yml")
            .Select(file => $"{file}\n{File.ReadAllText(file, System.Text.Encoding.Latin1)}");

        Assert.That(secrets, Is.All.Length.GreaterThan(8));
        Assert.That(
            said.Concat(left)
                .Where(text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
                .Select(text => text[..Math.Min(2000, text.Length)]),
            Is.Empty
        );
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task What_a_run_leaves_belongs_to_its_owner_alone()
    {
        await using var here = await Workspace.WithPortalAsync(60);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n"
        );
        here.Write("manifests/all.yml", Manifest);

        await here.RunAsync("plan", "--out", "a.plan");
        var applied = await here.RunAsync("apply", "a.plan", "--report", "r.html", "--report", "r.csv");

        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);

        var roots = new[] { Path.Combine(here.Folder, ".leadops"), Path.Combine(here.Folder, "state", "leadops") };
        var files = roots
            .SelectMany(root => Directory.GetFiles(root, "*", SearchOption.AllDirectories))
            .Concat(new[] { "a.plan", "r.html", "r.csv" }.Select(name => Path.Combine(here.Folder, name)));
        var folders = roots.Concat(
            roots.SelectMany(root => Directory.GetDirectories(root, "*", SearchOption.AllDirectories))
        );
        Assert.That(
            files.Where(file => File.GetUnixFileMode(file) != (UnixFileMode.UserRead | UnixFileMode.UserWrite)),
            Is.Empty
        );
        Assert.That(
            folders.Where(folder =>
                File.GetUnixFileMode(folder)
                != (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
            ),
            Is.Empty
        );
    }

    private const string Personal = """
        manifest: 1
        name: personal
        changes:
          - name: rename
            select: { id: [1, 2] }
            set: { NAME: Planted-new, UF_CRM_NOTE: Planted-note, SOURCE_DESCRIPTION: Planted-source }
            assert:
              - that: lead.ID != 2
                message: "keep {{ lead.NAME }}"
        fixtures:
          - name: made
            count: 1
            key: "Planted-{{ index }}@example.com"
            set: { TITLE: made, NAME: Planted-seed }
        """;

    [Test]
    public async Task Redacted_verdicts_reasons_and_notes_quote_nobody()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("leadops.yml", $"portals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n");
        here.Write("manifests/personal.yml", Personal);
        var secret = here.Portal.WebhookUrl.Segments[3].Trim('/');
        using var http = new HttpClient();
        Task EditAsync(int id) =>
            http.GetStringAsync(
                new Uri(here.Portal.BaseUrl, $"control/edit?secret={secret}&id={id}&fields[NAME]=Planted-edit")
            );
        await EditAsync(2);
        var plans = new List<Ran>();
        foreach (var format in new[] { "text", "json", "markdown", "html" })
        {
            plans.Add(await here.RunAsync("plan", "--redact", "--output", format));
        }

        await here.RunAsync("plan", "--out", "a.plan");
        await EditAsync(1);
        string[] reports = ["r.json", "r.md", "r.html", "r.csv", "r.xml"];
        var applied = await here.RunAsync([
            "apply",
            "a.plan",
            "--skip-blocked",
            "--redact",
            .. reports.SelectMany(file => new[] { "--report", file }),
        ]);
        await here.RunAsync("seed", "--yes");
        await EditAsync(4);
        var unseed = await here.RunAsync("unseed", "--dry-run", "--redact");
        plans.Add(await here.RunAsync("seed", "--yes", "--redact", "--output", "ndjson"));

        Assert.That((applied.ExitCode, unseed.ExitCode), Is.EqualTo((4, 0)), applied.Errors + unseed.Errors);
        Assert.That(applied.Output, Does.Contain("stale").And.Contain("NAME (First Name) was ***"));
        Assert.That(unseed.Output, Does.Contain("was edited"));
        var said = plans
            .Append(applied)
            .Append(unseed)
            .Select(ran => ran.Output + ran.Errors)
            .Concat(reports.Select(file => File.ReadAllText(Path.Combine(here.Folder, file))));
        Assert.That(said.Where(text => text.Contains("Planted", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task What_strangers_write_into_leads_steers_no_terminal_and_calls_nobody()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("leadops.yml", $"portals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n");
        here.Write(
            "manifests/a.yml",
            "manifest: 1\nname: a\nchanges:\n  - name: a\n    select: { id: 1 }\n    set: { COMMENTS: "
                + "\"\\e[2Jx\\u202Ey @team ![p](http://p/) \\u0007\" }\n"
        );
        await here.RunAsync("apply", "--yes");
        here.Write(
            "manifests/a.yml",
            "manifest: 1\nname: a\nchanges:\n  - name: a\n    select: { id: 1 }\n    set: { TITLE: "
                + "\"{{ lead.COMMENTS }}\" }\n"
        );

        var text = await here.RunAsync("apply", "--yes");
        var markdown = await here.RunAsync("show", "latest", "--output", "markdown");

        Assert.That(
            text.Output,
            Does.Contain("x\uFFFDy @team").And.Not.Contain("\u001b").And.Not.Contain("\u202E").And.Not.Contain("\u0007")
        );
        Assert.That(markdown.Output, Does.Contain("@<!-- -->team").And.Contain("!\\[p](http"));
    }

    [Test]
    public async Task A_wrong_command_line_does_not_repeat_a_webhook()
    {
        await using var here = Workspace.Empty();

        var run = await here.RunAsync("--portall", "http://127.0.0.1:1/rest/1/Pl4ntedS3cret/");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Errors + run.Output, Does.Contain("`--portall`").And.Not.Contain("Pl4ntedS3cret"));
    }
}
