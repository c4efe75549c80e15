using static LeadOps.EndToEnd.Tests.SeededPortals;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What people changed on seeded leads, and what is taken away.</summary>
internal sealed class UnseedSpecs
{
    [Test]
    public async Task Pruning_tells_what_people_wrote_on_the_leads_that_go()
    {
        await using var here = await SeedableAsync(0);
        string Fixture(int count) =>
            $"manifest: 1\nname: less\nfixtures:\n  - name: f\n    count: {count}\n    key: "
            + "\"f-{{ index }}\"\n    set: { TITLE: a }\n    prune: true\n";
        here.Write("f.yml", Fixture(5));
        await here.RunAsync("seed", "f.yml", "--yes");
        await here.ControlAsync("edit", "&id=5&fields[COMMENTS]=important");
        here.Write("f.yml", Fixture(3));

        var planned = await here.RunAsync("seed", "f.yml", "--dry-run");

        Assert.That(
            planned.Output,
            Does.Contain("2 leads: deleted")
                .And.Contain("f-4 (lead 5) was edited: COMMENTS")
                .And.Not.Contain("f-3 (lead 4) was edited")
        );
    }

    [Test]
    public async Task Values_that_cannot_be_made_any_more_do_not_keep_test_leads_on_the_portal()
    {
        await using var here = await SeedableAsync(0);
        string Fixture(string owner) =>
            "manifest: 1\nname: gone\nfixtures:\n  - name: f\n    count: 3\n    key: "
            + $"\"f-{{{{ index }}}}\"\n    set: {{ TITLE: a, ASSIGNED_BY_ID: \"{{{{ user '{owner}' }}}}\" }}\n";
        here.Write("f.yml", Fixture("Lars Ohm"));
        await here.RunAsync("seed", "f.yml", "--yes");
        here.Write("f.yml", Fixture("Lara Gone"));

        var unseeded = await here.RunAsync("unseed", "f.yml", "--yes");

        Assert.That(unseeded.ExitCode, Is.Zero, unseeded.Errors);
        Assert.That(
            unseeded.Output,
            Does.Contain("from f-0 on, what people changed is not known")
                .And.Contain("Lara Gone")
                .And.Contain("3 applied")
        );
        Assert.That(await LeadsAsync(here), Is.Empty);
    }

    private static async Task EditAsync(Workspace here, string query)
    {
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(here.Portal!.WebhookUrl, $"crm.lead.update?{query}"));
    }

    [Test]
    public async Task Unseed_shows_what_people_changed_also_where_the_fixture_says_nothing()
    {
        await using var here = await SeedableAsync(0);
        await here.RunAsync("seed", "--yes");
        await EditAsync(here, "id=7&fields[NAME]=Edited&fields[COMMENTS]=-");
        await EditAsync(here, "id=8&fields[ADDRESS_CITY]=Rome&fields[ASSIGNED_BY_ID]=7");
        await EditAsync(here, "id=9&fields[ORIGIN_ID]=mine");
        await EditAsync(here, "id=10&fields[ORIGINATOR_ID]=mine");

        var shown = await here.RunAsync("unseed", "--dry-run");
        await here.RunAsync("unseed", "--yes");

        Assert.That(
            shown.Output,
            Does.Contain("2 of 119 leads of web were edited since they were seeded")
                .And.Match(
                    @"web-6 \(lead 7\) was edited: NAME `Edited`, seeded as `\w+`; COMMENTS `-`, seeded as `a: b # 'c'"
                )
        );
        Assert.That(
            shown.Output,
            Does.Match(
                @"web-7 \(lead 8\) was edited: ASSIGNED_BY_ID `[^`]+`, not seeded; ADDRESS_CITY `Rome`, not seeded|"
                    + @"web-7 \(lead 8\) was edited: ADDRESS_CITY `Rome`, not seeded; ASSIGNED_BY_ID `[^`]+`, not seeded"
            )
        );
        Assert.That(shown.Output, Does.Contain("1 lead has a key that web does not make: `mine` (lead 9)"));
        Assert.That((await LeadsAsync(here)).Select(lead => (string?)lead!["ID"]), Is.EqualTo(new[] { "10" }));
    }

    [Test]
    public async Task A_double_is_told_and_pruned()
    {
        await using var here = await SeedableAsync(0);
        await here.RunAsync("seed", "--yes");
        await EditAsync(here, "id=9&fields[ORIGIN_ID]=web-0");

        var unseed = await here.RunAsync("unseed", "--dry-run");
        var seeded = await here.RunAsync("seed", "--yes");

        Assert.That(unseed.Output, Does.Contain("2 leads have the key web-0 of web: 1, 9; all are deleted"));
        Assert.That(
            seeded.Output,
            Does.Contain("2 leads have the key web-0 of web: 1, 9; the first stays, the others are pruned")
        );
        Assert.That(
            (await LeadsAsync(here)).Select(lead => (string?)lead!["ORIGIN_ID"]).ToList(),
            Is.Unique.And.Count.EqualTo(120)
        );
    }
}
