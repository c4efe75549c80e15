using System.Text;
using System.Text.Json.Nodes;
using MiniExcelLibs;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// Rows that cannot be planned are handed back with their reason; the others are planned, and the mended file is the
/// next input.
/// </summary>
internal sealed class RejectSpecs
{
    public const string Manifest =
        "manifest: 1\nname: sums\nrows: { r: { file: FILE, separator: \";\", encoding: windows-1251, "
        + "decimal: \",\", types: { сумма: number } } }\nchanges:\n  - name: c\n    forEach: r\n    select: "
        + "{ where: { ORIGIN_ID: \"{{ row.код }}\" }, expect: 1 }\n    set: { OPPORTUNITY: "
        + "\"{{ row.сумма }}\", STATUS_ID: \"{{ row.стадия }}\" }\n";

    public static async Task<Workspace> WithLeadsAsync()
    {
        var here = await Workspace.WithPortalAsync(0);
        using var http = new HttpClient { BaseAddress = here.Portal!.WebhookUrl };
        foreach (var origin in new[] { "a", "b", "c", "d", "twice", "twice" })
        {
            await WildLeads.SendAsync(
                http,
                "crm.lead.add",
                new JsonObject
                {
                    ["fields"] = new JsonObject { ["TITLE"] = origin, ["ORIGIN_ID"] = origin },
                }
            );
        }

        return here;
    }

    public static Encoding Cyrillic => CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    public static void Write(Workspace here, string file, string text) =>
        File.WriteAllBytes(Path.Combine(here.Folder, file), Cyrillic.GetBytes(text));

    [Test]
    public async Task I_get_the_wrong_rows_back_and_their_mended_file_is_the_next_input()
    {
        await using var here = await WithLeadsAsync();
        here.Write("m.yml", Manifest.Replace("FILE", "rows.csv", StringComparison.Ordinal));
        Write(
            here,
            "rows.csv",
            "код;сумма;стадия\na;12 "
                + "500,50;Processed\nb;many;NEW\nnobody;1;NEW\ntwice;2;NEW\nc;3;Nowhere\n;4;NEW\nd;5,5;NEW\n"
        );

        var refused = await here.RunAsync("plan", "m.yml");
        var plan = await here.RunAsync("plan", "m.yml", "--rejects", "bad.csv", "--output", "json");
        var applied = await here.RunAsync(
            "apply",
            "m.yml",
            "--yes",
            "--rejects",
            "bad.csv",
            "--report",
            "r.json",
            "--report",
            "r.md"
        );

        Assert.That(refused.ExitCode, Is.EqualTo(3), refused.Errors);
        Assert.That(plan.ExitCode, Is.Zero, plan.Errors);
        var document = JsonNode.Parse(plan.Output)!;
        Assert.That((int?)document["rejects"]!["count"], Is.EqualTo(5));
        Assert.That((int?)document["byChange"]![0]!["rejects"], Is.EqualTo(5));
        Assert.That((int?)document["summary"]!["update"], Is.EqualTo(2));
        Assert.That(applied.ExitCode, Is.EqualTo(4), applied.Output + applied.Errors);
        Assert.That(applied.Output, Does.Contain("5 rows were rejected:").And.Contain("     rows.csv:3:1"));
        Assert.That(applied.Errors, Does.Contain("5 rejected rows are in bad.csv"));
        Assert.That(
            (int?)
                JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(here.Folder, "r.json")))!["rejects"]!["count"],
            Is.EqualTo(5)
        );
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(here.Folder, "r.md")),
            Does.Contain("5 rows were rejected")
        );
        var lines = Cyrillic
            .GetString(await File.ReadAllBytesAsync(Path.Combine(here.Folder, "bad.csv")))
            .Replace("\r", "", StringComparison.Ordinal)
            .TrimEnd()
            .Split('\n');
        Assert.That(lines[0], Is.EqualTo("код;сумма;стадия;reason;line"));
        Assert.That(
            lines.Skip(1).Select(line => line.Split(';')[0]),
            Is.EqualTo(new[] { "b", "nobody", "twice", "c", "" })
        );
        Assert.That(lines[1], Does.StartWith("b;many;NEW;").And.Contain("is not a number").And.EndWith(";3"));
        Assert.That(lines[2], Does.Contain("no lead matches this row"));
        Assert.That(lines[3], Does.Contain("2 leads match this row"));
        Assert.That(lines[4], Does.Contain("`Nowhere`"));

        here.Write("m.yml", Manifest.Replace("FILE", "bad.csv", StringComparison.Ordinal));
        Write(
            here,
            "bad.csv",
            string.Join(
                '\n',
                lines[0],
                lines[1].Replace("many", "1 000,5", StringComparison.Ordinal),
                lines[4].Replace("Nowhere", "NEW", StringComparison.Ordinal)
            ) + "\n"
        );
        var second = await here.RunAsync("apply", "m.yml", "--yes", "--rejects", "worse.csv");

        Assert.That(second.ExitCode, Is.Zero, second.Output + second.Errors);
        Assert.That(second.Output, Does.Contain("2 applied").Or.Contain("applied 2").Or.Contain("Applied"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(here.Folder, "worse.csv")), Does.Not.Contain("many"));
    }

    [Test]
    public async Task A_saved_plan_remembers_that_rows_were_rejected()
    {
        await using var here = await WithLeadsAsync();
        here.Write("m.yml", Manifest.Replace("FILE", "rows.csv", StringComparison.Ordinal));
        Write(here, "rows.csv", "код;сумма;стадия\na;1;NEW\nnobody;1;NEW\n");

        var planned = await here.RunAsync("plan", "m.yml", "--rejects", "bad.xlsx", "--out", "a.plan");
        var applied = await here.RunAsync("apply", "a.plan", "--yes");
        var asked = await here.RunAsync("apply", "a.plan", "--rejects", "other.csv");

        Assert.That(planned.Output, Does.Contain("1 row was rejected: rows.csv:3:1: no lead matches this row"));
        Assert.That(applied.ExitCode, Is.EqualTo(4), applied.Output + applied.Errors);
        Assert.That(asked.ExitCode, Is.EqualTo(3));
        Assert.That(asked.Errors, Does.Contain("`--rejects` belongs to `leadops plan --out`"));
        Assert.That(File.Exists(Path.Combine(here.Folder, "bad.xlsx")));
    }

    [Test]
    public async Task A_row_that_names_no_contact_or_company_of_the_portal_is_handed_back()
    {
        await using var here = await WithLeadsAsync();
        here.Write(
            "m.yml",
            """
            manifest: 1
            name: links
            rows: { r: rows.csv }
            changes:
              - name: c
                forEach: r
                select: { where: { ORIGIN_ID: "{{ row.code }}" } }
                set: { COMPANY_ID: "{{ row.company }}", CONTACT_IDS: ["{{ row.contact }}"] }
            """
        );
        here.Write(
            "rows.csv",
            "code,company,contact\na,Adler Ltd,410\nb,Nowhere Ltd,410\nc,35,99999\nd,35,nobody@acme.example\n"
        );

        var plan = await here.RunAsync("plan", "m.yml", "--rejects", "bad.csv", "--output", "json");

        Assert.That(plan.ExitCode, Is.Zero, plan.Errors);
        Assert.That((int?)JsonNode.Parse(plan.Output)!["summary"]!["update"], Is.EqualTo(1));
        Assert.That(
            (await File.ReadAllTextAsync(Path.Combine(here.Folder, "bad.csv"))).TrimEnd().Split('\n').Skip(1),
            Is.EqualTo(new[] { "b", "c", "d" })
                .Using<string, string>((line, code) => line.StartsWith(code + ",", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task Leads_and_export_find_leads_by_the_name_of_their_company()
    {
        await using var here = await WithLeadsAsync();
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges: [{ name: c, select: { id: [2, 3] }, set: { COMPANY_ID: Adler Ltd } }]\n"
        );
        var applied = await here.RunAsync("apply", "m.yml", "--yes");

        var leads = await here.RunAsync("leads", "--where", "COMPANY_ID=Adler Ltd", "--fields", "ID");
        var export = await here.RunAsync("export", "--where", "COMPANY_ID=Adler Ltd", "--out", "two.csv");
        var wrong = await here.RunAsync("export", "--where", "COMPANY_ID=Adlar Ltd", "--out", "none.csv");

        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That(leads.Output, Does.Contain("2").And.Contain("3"));
        Assert.That(export.ExitCode, Is.Zero, export.Errors);
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(here.Folder, "two.csv")), Has.Length.EqualTo(3));
        Assert.That(wrong.ExitCode, Is.EqualTo(3));
        Assert.That(wrong.Errors, Does.Contain("`Adlar Ltd` is not a company of this portal"));
    }

    [TestCase("csv", "skip: 2")]
    [TestCase("xlsx", "headerRow: 3, sheet: Leads")]
    public async Task A_table_that_begins_lower_is_handed_back_as_it_was(string extension, string keys)
    {
        await using var here = await WithLeadsAsync();
        string Lower(string file) =>
            $"manifest: 1\nname: m\nrows: {{ r: {{ file: {file}, {keys} }} }}\nchanges:\n  - name: "
            + "c\n    forEach: r\n    select: { where: { ORIGIN_ID: \"{{ row.code }}\" }, expect: "
            + "1 }\n    set: { COMMENTS: \"{{ row.note }}\" }\n";
        string?[][] lines =
        [
            ["Report of May", null],
            ["made by Anna, with love", null],
            ["code", "note"],
            ["a", "one"],
            ["nobody", "two"],
        ];
        var file = Path.Combine(here.Folder, "rows." + extension);
        if (extension == "csv")
        {
            await File.WriteAllLinesAsync(file, lines.Select(line => string.Join(',', line.OfType<string>())));
        }
        else
        {
            MiniExcel.SaveAs(
                file,
                lines.Select(line => new Dictionary<string, object?> { ["A"] = line[0], ["B"] = line[1] }),
                printHeader: false,
                sheetName: "Leads"
            );
        }

        here.Write("m.yml", Lower("rows." + extension));
        here.Write("again.yml", Lower("bad." + extension));
        var first = await here.RunAsync("plan", "m.yml", "--rejects", "bad." + extension, "--output", "json");
        var again = await here.RunAsync("plan", "again.yml", "--rejects", "worse.csv", "--output", "json");

        Assert.That(first.ExitCode, Is.Zero, first.Errors);
        Assert.That((int?)JsonNode.Parse(first.Output)!["summary"]!["update"], Is.EqualTo(1));
        Assert.That(again.ExitCode, Is.Zero, again.Errors);
        Assert.That((int?)JsonNode.Parse(again.Output)!["rejects"]!["count"], Is.EqualTo(1));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(here.Folder, "worse.csv")),
            Does.Contain("nobody,two,no lead matches this row")
        );
    }
}
