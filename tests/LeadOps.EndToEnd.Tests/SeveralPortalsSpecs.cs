using LeadOps.LocalPortal;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Several portals in one folder never mix.</summary>
internal sealed class SeveralPortalsSpecs
{
    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: c
            select: { all: true }
            set: { COMMENTS: "seen {{ portal.name }}" }
        """;

    private static async Task<(Workspace Here, List<LocalPortalServer> Portals)> PreparedAsync(int count, string tariff)
    {
        var here = Workspace.Empty();
        var portals = new List<LocalPortalServer>();
        var config = "defaultPortal: p0\nlimits: { maxPercent: 100 }\nportals:\n";
        for (var i = 0; i < count; i++)
        {
            portals.Add(
                await LocalPortalServer.StartAsync(new LocalPortalOptions { SeedLeads = 5 }, CancellationToken.None)
            );
            config += $"  p{i}: {{ url: \"{portals[i].WebhookUrl}\", tariff: {tariff} }}\n";
        }

        here.Write("leadops.yml", config);
        here.Write("manifests/all.yml", Manifest);
        return (here, portals);
    }

    [Test]
    public async Task Latest_and_names_mean_runs_of_the_chosen_portal()
    {
        var (here, portals) = await PreparedAsync(2, "selfHosted");
        await using var _ = here;
        await here.RunAsync("apply", "--yes");
        await here.RunAsync("apply", "--yes", "--portal", "p1");
        var names = Directory
            .GetDirectories(Path.Combine(here.Folder, ".leadops", "runs"))
            .Select(folder => Path.GetFileName(folder)!)
            .ToList();

        var latest = await here.RunAsync("show", "latest");
        var other = await here.RunAsync("show", "latest", "--portal", "p1");
        var shown = names.Find(name => latest.Output.Contains(name, StringComparison.Ordinal))!;
        var foreign = names.Single(name => name != shown);
        var wrong = await here.RunAsync("rollback", foreign, "--yes");
        var rolledBack = await here.RunAsync("rollback", "latest", "--yes");
        var history = await here.RunAsync("history");

        Assert.That(other.Output, Does.Contain(foreign));
        Assert.That(wrong.ExitCode, Is.EqualTo(3), wrong.Output);
        Assert.That(wrong.Errors, Does.Contain("--portal p1").And.Contain(foreign));
        Assert.That(rolledBack.ExitCode, Is.Zero, rolledBack.Errors);
        Assert.That(history.Output, Does.Contain("rolled back").And.Not.Contain(foreign));
        Assert.That(
            (await here.RunAsync("plan", "--output", "json")).Output,
            Does.Contain("\"update\": 5"),
            "p0 was taken back"
        );
        Assert.That(
            (await here.RunAsync("plan", "--portal", "p1", "--output", "json")).Output,
            Does.Contain("\"update\": 0"),
            "p1 was left alone"
        );
        await Task.WhenAll(portals.Select(portal => portal.DisposeAsync().AsTask()));
    }

    private static string Printed(Ran ran) => ran.Errors.Split("leadops ")[^1].Trim();

    [Test]
    public async Task Printed_commands_mean_the_portal_that_was_chosen()
    {
        var (here, portals) = await PreparedAsync(2, "selfHosted");
        await using var _ = here;

        var named = await here.RunAsync("plan", "--portal", "p1", "--out", "my plan.plan");
        var applied = await here.RunAsync("apply", "my plan.plan");
        var undo = await here.RunAsync("rollback", "latest", "--portal", "p1", "--dry-run");
        here.Write("leadops.yml", $"defaultPortal: p0\nportals:\n  p0: {{ url: \"{portals[0].WebhookUrl}\" }}\n");
        var typed = await here.RunAsync("plan", "--portal", portals[1].WebhookUrl.ToString(), "--out", "p.plan");
        var bare = await here.RunAsync("apply", "p.plan");

        Assert.That(Printed(named), Is.EqualTo("apply 'my plan.plan'"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That(undo.Output, Does.Contain("takes back the run 2"));
        Assert.That(Printed(typed), Is.EqualTo("apply p.plan --portal URL"));
        Assert.That(bare.ExitCode, Is.EqualTo(5), bare.Output);
        Assert.That(bare.Errors, Does.Contain("Add `--portal URL`."));
        await Task.WhenAll(portals.Select(portal => portal.DisposeAsync().AsTask()));
    }

    [Test]
    public async Task A_run_of_a_typed_address_is_asked_for_by_its_address()
    {
        var (here, portals) = await PreparedAsync(2, "selfHosted");
        await using var _ = here;
        here.Write("leadops.yml", $"defaultPortal: p0\nportals:\n  p0: {{ url: \"{portals[0].WebhookUrl}\" }}\n");
        await here.RunAsync("apply", "--yes", "--portal", portals[1].WebhookUrl.ToString(), "--max-percent", "100");
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(here.Folder, ".leadops", "runs")).Single());

        var shown = await here.RunAsync("show", run);

        Assert.That(shown.ExitCode, Is.EqualTo(3), shown.Output);
        Assert.That(shown.Errors, Does.Contain("Add `--portal URL`."));
        await Task.WhenAll(portals.Select(portal => portal.DisposeAsync().AsTask()));
    }

    /// <summary>Ledger, limits and locks are made by whoever comes first; the others wait.</summary>
    [Test]
    public async Task Ten_processes_may_use_a_fresh_state_at_once()
    {
        var (here, portals) = await PreparedAsync(10, "enterprise");
        await using var _ = here;

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => here.RunAsync("apply", "--yes", "--portal", $"p{i}"))
        );

        Assert.That(
            runs.Select(run => run.ExitCode),
            Is.All.Zero,
            string.Join(
                "\n",
                runs.Select(run => run.Errors).Where(text => text.Contains("error", StringComparison.Ordinal))
            )
        );
        await Task.WhenAll(portals.Select(portal => portal.DisposeAsync().AsTask()));
    }
}
