using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

internal sealed class FixtureSpecs
{
    private const string Manifest = """
        manifest: 1
        name: shop
        changes:
          - name: close
            select: { where: { STATUS_ID: NEW, DATE_MODIFY: { lt: "2026-05-01" } } }
            set: { STATUS_ID: JUNK }
        fixtures:
          - name: web
            count: 120
            key: "web-{{ index }}"
            set:
              TITLE: "Web {{ index }}"
              NAME: "{{ fake.first_name }}"
              EMAIL: "{{ fake.unique.email }}"
              COMMENTS: "a: b # 'c' \"d\" 🎪\n- e {{ '{' + '{ x }}' }}"
              STATUS_ID: "{{ index % 2 == 0 ? 'NEW' : 'IN_PROCESS' }}"
            prune: true
        tests:
          - name: even ones are closed
            clock: { seed: 2026-03-01, run: 2026-06-01 }
            expect:
              changes: { update: 60 }
              leads: { web-2: { STATUS_ID: JUNK }, web-3: { STATUS_ID: In process } }
              secondPlanEmpty: true
        """;

    private static async Task<Workspace> SeedableAsync(int leads, string? chaos = null)
    {
        var here = await Workspace.WithPortalAsync(leads, chaos);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/shop.yml", Manifest);
        return here;
    }

    private static async Task<JsonArray> LeadsAsync(Workspace here) =>
        JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();

    [Test]
    public async Task Pruning_tells_what_people_wrote_on_the_leads_that_go()
    {
        await using var here = await SeedableAsync(0);
        string Fixture(int count) =>
            $"manifest: 1\nname: less\nfixtures:\n  - name: f\n    count: {count}\n    key: \"f-{{{{ index }}}}\"\n    set: {{ TITLE: a }}\n    prune: true\n";
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
            $"manifest: 1\nname: gone\nfixtures:\n  - name: f\n    count: 3\n    key: \"f-{{{{ index }}}}\"\n    set: {{ TITLE: a, ASSIGNED_BY_ID: \"{{{{ user '{owner}' }}}}\" }}\n";
        here.Write("f.yml", Fixture("Lars Ohm"));
        await here.RunAsync("seed", "f.yml", "--yes");
        here.Write("f.yml", Fixture("Lara Gone"));

        var unseeded = await here.RunAsync("unseed", "f.yml", "--yes");

        Assert.That(unseeded.ExitCode, Is.Zero, unseeded.Errors);
        Assert.That(
            unseeded.Output,
            Does.Contain("from f-0 on, what people changed cannot be told")
                .And.Contain("Lara Gone")
                .And.Contain("3 applied")
        );
        Assert.That(await LeadsAsync(here), Is.Empty);
    }

    [Test]
    public async Task A_fixture_reads_the_environment_variables_that_its_manifest_lists()
    {
        await using var here = await SeedableAsync(0);
        here.Write(
            "env.yml",
            "manifest: 1\nname: envs\nenv: [SHOP_NAME]\nfixtures:\n  - name: f\n    count: 1\n    key: \"f-{{ index }}\"\n    set: { TITLE: \"{{ env.SHOP_NAME }}\" }\n"
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

    [TestCase("drop-after@4")]
    [TestCase("drop-before@4")]
    [TestCase("500-after@5")]
    [TestCase("html502@4")]
    [TestCase("cut@5")]
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
                @"web-7 \(lead 8\) was edited: ASSIGNED_BY_ID `[^`]+`, not seeded; ADDRESS_CITY `Rome`, not seeded|web-7 \(lead 8\) was edited: ADDRESS_CITY `Rome`, not seeded; ASSIGNED_BY_ID `[^`]+`, not seeded"
            )
        );
        Assert.That(shown.Output, Does.Contain("1 lead has a key that web does not make: `mine` (lead 9)"));
        Assert.That((await LeadsAsync(here)).Select(lead => (string?)lead!["ID"]), Is.EqualTo(new[] { "10" }));
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

    [Test]
    public async Task Export_unseed_seed_export_is_byte_equal()
    {
        await using var here = await SeedableAsync(60);
        await here.RunAsync("export", "--out", "real.yml");
        await using var other = await SeedableAsync(0);
        other.Write("fix.yml", File.ReadAllText(Path.Combine(here.Folder, "real.yml")));

        var seeded = await other.RunAsync("seed", "fix.yml", "--yes");
        Directory.CreateDirectory(Path.Combine(other.Folder, "one"));
        await other.RunAsync("export", "--out", "one/fix.yml");
        await other.RunAsync("unseed", "fix.yml", "--yes");
        var empty = await LeadsAsync(other);
        await other.RunAsync("seed", "fix.yml", "--yes");
        await other.RunAsync("export", "--out", "two.yml");

        string Text(Workspace where, string file) =>
            string.Join(
                '\n',
                File.ReadAllLines(Path.Combine(where.Folder, file))
                    .Where(line => !line.StartsWith("name:", StringComparison.Ordinal))
            );
        Assert.That(seeded.ExitCode, Is.Zero, seeded.Errors);
        Assert.That(empty, Is.Empty);
        Assert.That(Text(other, "one/fix.yml"), Is.EqualTo(Text(here, "real.yml")));
        Assert.That(Text(other, "two.yml"), Is.EqualTo(Text(here, "real.yml")));
    }

    [Test]
    public async Task Anonymized_leads_carry_no_personal_data_and_keep_what_matters()
    {
        await using var here = await SeedableAsync(80);

        await here.RunAsync("export", "--anonymize", "--out", "a.json");
        await here.RunAsync("export", "--anonymize", "--out", "b.json");

        var text = File.ReadAllText(Path.Combine(here.Folder, "a.json"));
        var leads = await LeadsAsync(here);
        foreach (var lead in leads)
        {
            var secrets = new[]
            {
                (string?)lead!["COMMENTS"],
                (string?)lead["TITLE"],
                (string?)lead["PHONE"]?[0]?["VALUE"],
                (string?)lead["EMAIL"]?[0]?["VALUE"],
            };
            Assert.That(
                secrets.Where(secret =>
                    !string.IsNullOrEmpty(secret)
                    && text.Contains(JsonValue.Create(secret).ToJsonString(), StringComparison.Ordinal)
                ),
                Is.Empty
            );
        }

        Assert.That(
            JsonNode.Parse(text)!.AsArray().Select(lead => (string?)lead!["STATUS_ID"]).Order(),
            Is.EqualTo(leads.Select(lead => (string?)lead!["STATUS_ID"]).Order())
        );
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "b.json")), Is.EqualTo(text));
    }

    [Test]
    public async Task I_can_test_a_manifest_before_it_meets_a_portal()
    {
        await using var here = Workspace.Empty();
        here.Write("manifests/shop.yml", Manifest);

        var passed = await here.RunAsync("test");
        here.Write(
            "manifests/shop.yml",
            Manifest
                .Replace("update: 60", "update: 61", StringComparison.Ordinal)
                .Replace("web-2: { STATUS_ID: JUNK }", "web-2: { STATUS_ID: NEW }", StringComparison.Ordinal)
        );
        var failed = await here.RunAsync("test", "--report", "junit.xml");

        Assert.That(passed.ExitCode, Is.Zero, passed.Output + passed.Errors);
        Assert.That(failed.ExitCode, Is.EqualTo(4));
        Assert.That(
            failed.Output,
            Does.Contain("shop.yml:22:18: expected update: 61, the plan has 60")
                .And.Contain("lead `web-2` STATUS_ID: expected \"NEW\" (Unprocessed), is \"JUNK\" (Low-quality lead)")
        );
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "junit.xml")), Does.Contain("failures=\"1\""));
        Assert.That(File.ReadAllBytes(Path.Combine(here.Folder, "junit.xml"))[0], Is.EqualTo((byte)'<'));
    }

    [Test]
    public async Task A_long_text_that_differs_is_shown_from_where_it_does()
    {
        await using var here = Workspace.Empty();
        var text = string.Concat(Enumerable.Repeat("0123456789 ", 12));
        here.Write(
            "m.yml",
            $"manifest: 1\nname: m\nfixtures:\n  - name: f\n    count: 1\n    key: k\n    set: {{ TITLE: x, COMMENTS: \"{text}here\", ASSIGNED_BY_ID: Anna Keller, EMAIL: a@example.com }}\n"
                + $"tests:\n  - name: t\n    expect: {{ leads: {{ k: {{ COMMENTS: \"{text}there\", ASSIGNED_BY_ID: Lars Ohm, EMAIL: b@example.com }} }} }}\n"
        );

        var failed = await here.RunAsync("test", "m.yml");

        Assert.That(failed.Output, Does.Match("COMMENTS: expected \"….{20}there\", is \"….{20}here\""));
        Assert.That(
            failed.Output,
            Does.Contain("expected \"7\" (Lars Ohm), is \"1\" (Anna Keller)")
                .And.Contain("expected \"b@example.com\", is \"a@example.com\" (WORK)")
        );
    }

    [TestCase("{{ fake.amount 0 row.sum }}", "m.yml:8:")]
    [TestCase("{{ row.sum }}", "`abc` is not a number")]
    public async Task A_row_that_fails_is_named_with_its_line(string template, string message)
    {
        await using var here = await SeedableAsync(0);
        here.Write("r.csv", "key,sum\na,1\nb,abc\n");
        here.Write(
            "m.yml",
            $"manifest: 1\nname: m\nrows: {{ r: r.csv }}\nfixtures:\n  - name: f\n    forEach: r\n    key: \"{{{{ row.key }}}}\"\n    set: {{ TITLE: x, OPPORTUNITY: \"{template}\" }}\n"
        );

        var failed = await here.RunAsync("seed", "m.yml", "--dry-run");

        Assert.That(failed.ExitCode, Is.EqualTo(3));
        Assert.That(failed.Errors, Does.Contain(message).And.Contain("row").And.Contain("r.csv:3:1"));
    }
}
