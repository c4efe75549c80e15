using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>I can look at leads without changing anything.</summary>
internal sealed class LeadsSpecs
{
    private static async Task<Workspace> HereAsync()
    {
        var here = await Workspace.WithPortalAsync(0);
        here.Write(
            "leadops.yml",
            $"defaultPortal: test\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write(
            "manifests/seed.yml",
            """
            manifest: 1
            name: seed
            fixtures:
              - name: some
                count: 60
                key: "k-{{ index }}"
                set:
                  TITLE: "Lead {{ index }}, \"quoted\""
                  STATUS_ID: "{{ (['NEW','IN_PROCESS','JUNK'])[index % 3] }}"
                  OPPORTUNITY: "{{ index * 10 }}"
                  PHONE: ["+4930{{ 1000 + index }}", "+4931{{ 1000 + index }}"]
            """
        );
        var seeded = await here.RunAsync("seed", "--yes");
        Assert.That(seeded.ExitCode, Is.Zero, seeded.Errors);
        return here;
    }

    [Test]
    public async Task I_can_ask_for_leads_in_every_format()
    {
        await using var here = await HereAsync();
        string[] query =
        [
            "leads",
            "--where",
            "STATUS_ID=Unprocessed",
            "--where",
            "OPPORTUNITY>=100",
            "--where",
            "OPPORTUNITY: { lt: 300 }",
            "--order",
            "OPPORTUNITY:desc",
            "--limit",
            "3",
            "--fields",
            "ID,TITLE,STATUS_ID,OPPORTUNITY,PHONE",
        ];

        var table = await here.RunAsync(query);
        var json = await here.RunAsync([.. query, "--output", "json"]);
        var ndjson = await here.RunAsync([.. query, "--output", "ndjson"]);
        var csv = await here.RunAsync([.. query, "--output", "csv"]);
        var markdown = await here.RunAsync([.. query, "--output", "markdown"]);

        var leads = JsonNode.Parse(json.Output)!.AsArray();
        Assert.That(
            leads.Select(lead => (string?)lead!["OPPORTUNITY"]),
            Is.EqualTo(new[] { "270.00", "240.00", "210.00" })
        );
        Assert.That(leads.Select(lead => (int)lead!["ID"]!), Is.EqualTo(new[] { 28, 25, 22 }));
        Assert.That((string?)leads[0]!["PHONE"]![1]!["VALUE"], Is.EqualTo("+49311027"));
        Assert.That(
            ndjson.Output.TrimEnd().Split('\n').Select(line => (int)JsonNode.Parse(line)!["ID"]!),
            Is.EqualTo(new[] { 28, 25, 22 })
        );
        Assert.That(
            csv.Output.ReplaceLineEndings("\n"),
            Does.StartWith(
                "ID,TITLE,STATUS_ID,OPPORTUNITY,PHONE\n28,\"Lead 27, "
                    + "\"\"quoted\"\"\",NEW,270.00,\"+49301027, +49311027\"\n"
            )
        );
        Assert.That(markdown.Output, Does.StartWith("| ID | TITLE |").And.Contain("| 28 | Lead 27"));
        Assert.That(
            table.Output.Split('\n')[1],
            Does.Match(@"^28  Lead 27, ""quoted""  Unprocessed\b.*270\.00\s+\+49301027, \+49311027")
        );
        Assert.That(new[] { table, json, ndjson, csv, markdown }.Select(ran => ran.ExitCode), Is.All.Zero);
    }

    [TestCase("60")]
    [TestCase("20", "--where", "STATUS_ID=JUNK")]
    [TestCase("40", "--where", "STATUS_ID: [NEW, JUNK]")]
    [TestCase("40", "--where", "STATUS_ID!=JUNK")]
    [TestCase("20", "--where", "{ STATUS_ID: NEW, OPPORTUNITY: { gte: 0 } }")]
    [TestCase("4", "--where", "OPPORTUNITY>100", "--where", "OPPORTUNITY<150")]
    [TestCase("1", "--where", "PHONE=0049 30 1007")]
    [TestCase("11", "--where", "TITLE~lead 1")]
    [TestCase("0", "--where", "PHONE=")]
    [TestCase("60", "--where", "PHONE!=")]
    [TestCase("30", "--when", "lead.ID % 2 == 0")]
    [TestCase("10", "--when", "lead.ID % 2 == 0", "--limit", "10")]
    [TestCase("60", "--where", "DATE_CREATE>2020-01-01")]
    public async Task I_can_count(string expected, params string[] options)
    {
        await using var here = await HereAsync();

        var counted = await here.RunAsync(["leads", "--count", .. options]);
        var asJson = await here.RunAsync(["leads", "--count", "--output", "json", .. options]);

        Assert.That(counted.Output.Trim(), Is.EqualTo(expected), counted.Errors);
        Assert.That(asJson.Output.Trim(), Is.EqualTo($"{{\"count\":{expected}}}"));
    }

    [TestCase(60)]
    [TestCase(40, "--where", "STATUS_ID: [NEW, JUNK]")]
    [TestCase(4, "--where", "OPPORTUNITY>100", "--where", "OPPORTUNITY<150")]
    [TestCase(1, "--where", "PHONE=0049 30 1007")]
    [TestCase(0, "--where", "PHONE=")]
    [TestCase(30, "--when", "lead.ID % 2 == 0")]
    public async Task Export_takes_the_same_conditions(int expected, params string[] options)
    {
        await using var here = await HereAsync();

        var exported = await here.RunAsync(["export", "--out", "leads.json", .. options]);

        var leads = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(here.Folder, "leads.json")))!.AsArray();
        Assert.That(leads, Has.Count.EqualTo(expected), exported.Errors);
    }

    [TestCase("Did you mean `STATUS_ID`?", "--where", "STATUS_IDS=NEW")]
    [TestCase("leads have no field `status_id`", "--where", "status_id=NEW")]
    [TestCase("`--where OPPORTUNITY: { gtee: 1 }`: Unknown operator `gtee`", "--where", "OPPORTUNITY: { gtee: 1 }")]
    public async Task A_slip_of_an_export_names_its_option(string expected, params string[] options)
    {
        await using var here = await Workspace.WithPortalAsync(1);

        var ran = await here.RunAsync(["export", .. options]);

        Assert.That(ran.ExitCode, Is.EqualTo(3));
        Assert.That(ran.Errors, Does.Contain(expected).IgnoreCase);
    }

    [TestCase("Did you mean `STATUS_ID`?", "--where", "STATUS_IDS=NEW")]
    [TestCase("Leads have no field `Сумма`", "--where", "Сумма>=100")]
    [TestCase("Did you mean `LAST_NAME`?", "--where", "last name=Berg")]
    [TestCase("`--where STATUS_ID=nope`", "--where", "STATUS_ID=nope")]
    [TestCase("`--where OPPORTUNITY: { gtee: 1 }`: Unknown operator `gtee`", "--where", "OPPORTUNITY: { gtee: 1 }")]
    [TestCase("`--when lead.NOPE == 1`", "--when", "lead.NOPE == 1")]
    [TestCase("`--order TITEL`", "--order", "TITEL")]
    [TestCase("Did you mean `TITLE`?", "--fields", "TITEL")]
    [TestCase("`--limit 0`", "--limit", "0")]
    [TestCase("this command prints", "--output", "html")]
    public async Task A_slip_names_its_option(string expected, params string[] options)
    {
        await using var here = await Workspace.WithPortalAsync(1);

        var ran = await here.RunAsync(["leads", .. options]);

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Output);
        Assert.That(ran.Errors, Does.Contain(expected));
    }
}
