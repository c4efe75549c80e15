using static LeadOps.EndToEnd.Tests.SeededPortals;

namespace LeadOps.EndToEnd.Tests;

internal sealed class FixtureSpecs
{
    [TestCase("[index]", "a list")]
    [TestCase("{ a: index }", "an object")]
    public async Task A_key_is_one_value(string key, string told)
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nfixtures:\n  - name: f\n    count: 2\n"
                + $"    key: \"{{{{ {key} }}}}\"\n    set: {{ TITLE: x }}\n"
        );

        var seed = await here.RunAsync("seed", "m.yml", "--dry-run");

        Assert.That(seed.ExitCode, Is.EqualTo(3));
        Assert.That(seed.Errors, Does.Contain($"m.yml:6:10: The key of `f` is {told}. A key is one text or number."));
    }

    [Test]
    public async Task A_fixture_reads_the_environment_variables_that_its_manifest_lists()
    {
        await using var here = await SeedableAsync(0);
        here.Write(
            "env.yml",
            "manifest: 1\nname: envs\nenv: [SHOP_NAME]\nfixtures:\n  - name: f\n    count: 1\n    key: "
                + "\"f-{{ index }}\"\n    set: { TITLE: \"{{ env.SHOP_NAME }}\" }\n"
        );

        var seeded = await here.ShellAsync("SHOP_NAME=Corner dotnet $0 seed env.yml --yes");

        Assert.That(seeded.ExitCode, Is.Zero, seeded.Errors);
        Assert.That((await LeadsAsync(here)).Select(lead => (string?)lead!["TITLE"]), Is.EqualTo(new[] { "Corner" }));
    }

    [Test]
    public async Task I_can_seed_twice_prune_and_take_away_only_what_I_seeded()
    {
        await using var here = await SeedableAsync(40);

        var first = await here.RunAsync("seed", "--yes");
        var again = await here.RunAsync("seed", "--dry-run", "--detailed-exitcode");
        Directory.Delete(Path.Combine(here.Folder, ".leadops"), recursive: true);
        here.Write("manifests/shop.yml", Manifest.Replace("count: 120", "count: 100", StringComparison.Ordinal));
        var pruned = await here.RunAsync("seed", "--yes");
        var after = await LeadsAsync(here);
        var unseeded = await here.RunAsync("unseed", "--yes");

        Assert.That(
            (first.ExitCode, again.ExitCode, pruned.ExitCode, unseeded.ExitCode),
            Is.EqualTo((0, 0, 0, 0)),
            first.Errors + again.Output + pruned.Errors + unseeded.Errors
        );
        Assert.That(after, Has.Count.EqualTo(140));
        Assert.That(await LeadsAsync(here), Has.Count.EqualTo(40));
    }

    [TestCase("drop-after:crm.lead.add@1")]
    [TestCase("drop-before:crm.lead.add@1")]
    [TestCase("500-after:crm.lead.add@51")]
    [TestCase("html502:crm.lead.add@1")]
    [TestCase("cut:crm.lead.add@51")]
    public async Task A_lost_answer_never_doubles_a_lead(string chaos)
    {
        await using var here = await SeedableAsync(0, chaos);

        var seeded = await here.RunAsync("seed", "--yes");
        var again = await here.RunAsync("seed", "--dry-run", "--detailed-exitcode");

        var keys = (await LeadsAsync(here)).Select(lead => (string?)lead!["ORIGIN_ID"]).ToList();
        Assert.That(
            (seeded.ExitCode, again.ExitCode),
            Is.EqualTo((0, 0)),
            seeded.Output + seeded.Errors + again.Output
        );
        Assert.That(keys, Is.Unique.And.Count.EqualTo(120));
    }

    [Test]
    public async Task A_portal_that_is_not_marked_is_refused_with_the_key_to_set()
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write("manifests/shop.yml", Manifest);

        var refused = await here.RunAsync("seed", "--yes");

        Assert.That(refused.ExitCode, Is.EqualTo(5));
        Assert.That(refused.Errors, Does.Contain("portals.test.seedable"));
    }

    [Test]
    public async Task A_plan_that_deletes_is_short()
    {
        await using var here = await SeedableAsync(0);
        await here.RunAsync("seed", "--yes");

        var text = await here.RunAsync("unseed", "--dry-run");
        var markdown = await here.RunAsync("unseed", "--dry-run", "--output", "markdown");

        Assert.That(
            text.Output,
            Does.Contain("- 120 leads: deleted   [web]").And.Contain("#1  web-0  Web 0").And.Not.Contain("edited")
        );
        Assert.That(text.Output.Split('\n'), Has.Length.LessThan(20).And.All.Length.LessThan(120));
        Assert.That(markdown.Output, Does.Contain("| #1 Web 0 | deleted | | | web |").And.Not.Contain("cut"));
    }
}
