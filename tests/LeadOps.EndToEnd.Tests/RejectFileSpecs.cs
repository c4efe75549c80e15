using MiniExcelLibs;

namespace LeadOps.EndToEnd.Tests;

/// <summary>The file of `--rejects`: what stands in it, and what it never overwrites.</summary>
internal sealed class RejectFileSpecs
{
    private const string Lists =
        "manifest: 1\nname: m\nrows: { r: FILE }\nchanges: [{ name: c, forEach: r, select: { where: "
        + "{ ORIGIN_ID: \"{{ row.code }}\" } }, set: { PHONE: \"{{ row.phones }}\" } }]\n";

    /// <summary>The rows are read, handed back and read again: what they hold is the same.</summary>
    [TestCase("rows.json")]
    [TestCase("rows.jsonl")]
    [TestCase("rows.yml")]
    public async Task Rows_of_every_kind_are_handed_back_as_they_were(string file)
    {
        await using var here = await RejectSpecs.WithLeadsAsync();
        const string Row =
            """{"code":"nobody","phones":["+49 30 1","+49 30 2"],"flag":true,"none":null,"sum":1e3,"zip":"0007"}""";
        const string Reason = ""","reason":"no lead matches this row","line":""";
        var bad = "bad" + Path.GetExtension(file);
        here.Write(file, file.EndsWith(".jsonl", StringComparison.Ordinal) ? Row : $"[{Row}]");
        here.Write("m.yml", Lists.Replace("FILE", file, StringComparison.Ordinal));
        here.Write("again.yml", Lists.Replace("FILE", bad, StringComparison.Ordinal));

        var first = await here.RunAsync("plan", "m.yml", "--rejects", bad);
        var again = await here.RunAsync("plan", "again.yml", "--rejects", "worse.jsonl");

        Assert.That(first.ExitCode, Is.Zero, first.Errors);
        Assert.That(again.ExitCode, Is.Zero, again.Errors);
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(here.Folder, "worse.jsonl")),
            Does.StartWith(Row[..^1] + Reason)
        );
    }

    [Test]
    public async Task Lists_and_flags_go_into_cells_as_exports_write_them()
    {
        await using var here = await RejectSpecs.WithLeadsAsync();
        here.Write("rows.json", """[{"code":"nobody","phones":["+49 30 1","+49 30 2"],"flag":true,"sum":1e3}]""");
        here.Write("m.yml", Lists.Replace("FILE", "rows.json", StringComparison.Ordinal));

        var plan = await here.RunAsync("plan", "m.yml", "--rejects", "bad.csv");

        Assert.That(plan.ExitCode, Is.Zero, plan.Errors);
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(here.Folder, "bad.csv")),
            Does.Contain("nobody,\"[\"\"+49 30 1\"\",\"\"+49 30 2\"\"]\",true,1e3,no lead matches this row,1")
        );
    }

    [TestCase("rows.csv")]
    [TestCase("m.yml")]
    [TestCase("./data/../rows.csv")]
    public async Task A_file_that_is_read_is_not_overwritten(string rejects)
    {
        await using var here = Workspace.Empty();
        here.Write("data/none.txt", "");
        here.Write("rows.csv", "code,phones\na,1\n");
        here.Write("m.yml", Lists.Replace("FILE", "rows.csv", StringComparison.Ordinal));
        here.Write("leadops.yml", "portals: { local: { embedded: true } }\n");

        var plan = await here.RunAsync("plan", "m.yml", "--rejects", rejects);

        Assert.That(plan.ExitCode, Is.EqualTo(3), plan.Output);
        Assert.That(plan.Errors, Does.Contain($"`--rejects {rejects}` is read by this plan"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(here.Folder, "rows.csv")), Does.StartWith("code,phones"));
    }

    [Test]
    public async Task Every_report_tells_of_rejected_rows_and_a_plan_without_any_leaves_no_old_file()
    {
        await using var here = await RejectSpecs.WithLeadsAsync();
        here.Write("m.yml", RejectSpecs.Manifest.Replace("FILE", "rows.csv", StringComparison.Ordinal));
        RejectSpecs.Write(here, "rows.csv", "код;сумма;стадия\na;1;NEW\nnobody;1;NEW\n");
        string[] formats = [".json", ".md", ".html", ".xml", ".csv", ".xlsx"];

        var applied = await here.RunAsync([
            "apply",
            "m.yml",
            "--yes",
            "--rejects",
            "bad.csv",
            .. formats.SelectMany(format => new[] { "--report", "r" + format }),
        ]);
        RejectSpecs.Write(here, "rows.csv", "код;сумма;стадия\nb;1;NEW\n");
        await here.RunAsync("plan", "m.yml", "--rejects", "bad.csv");

        Assert.That(applied.ExitCode, Is.EqualTo(4), applied.Errors);
        foreach (var format in formats.SkipLast(1))
        {
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(here.Folder, "r" + format)),
                Does.Contain("rows.csv:3:1: no lead matches this row"),
                format
            );
        }

        Assert.That(
            MiniExcel.Query(Path.Combine(here.Folder, "r.xlsx"), true).Select(row => (string?)row.verdict),
            Does.Contain("rejected")
        );
        Assert.That(
            RejectSpecs
                .Cyrillic.GetString(await File.ReadAllBytesAsync(Path.Combine(here.Folder, "bad.csv")))
                .TrimEnd(),
            Is.EqualTo("код;сумма;стадия;reason;line")
        );
    }

    [Test]
    public async Task Of_rows_with_one_origin_the_first_makes_a_lead_and_the_others_are_handed_back()
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write("rows.csv", "code,total\nX-1,1\nx-1,2\n,3\nX-2,4\n");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nrows: { r: rows.csv }\nchanges: [{ name: c, forEach: r, select: { where: "
                + "{ OPPORTUNITY: \"{{ row.total }}\" } }, whenMissing: create, key: \"{{ row.code }}\", set: "
                + "{ OPPORTUNITY: \"{{ row.total }}\" }, setOnCreate: { TITLE: New } }]\n"
        );

        var refused = await here.RunAsync("plan", "m.yml");
        var plan = await here.RunAsync("plan", "m.yml", "--rejects", "bad.csv");

        Assert.That(refused.ExitCode, Is.EqualTo(3));
        Assert.That(plan.ExitCode, Is.Zero, plan.Errors);
        Assert.That(plan.Output, Does.Contain("0 to update, 2 to create"));
        Assert.That(
            (await File.ReadAllLinesAsync(Path.Combine(here.Folder, "bad.csv"))).Skip(1),
            Has.Exactly(2).Items.And.Some.Contains("comes twice").And.Some.Contains("`key` is empty")
        );
    }
}
