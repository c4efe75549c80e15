using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// Tables that people open and save in a spreadsheet program: export, edit, apply. With the real LibreOffice where
/// there is one.
/// </summary>
internal sealed class SpreadsheetSpecs
{
    private const string FourLines =
        "manifest: 1\nname: edited\nrows: { leads: FILE }\nchanges: [{ name: c, forEach: leads, select: "
        + "{ id: \"{{ row.ID }}\" }, set: { TITLE: \"{{ row.TITLE }}\", PHONE: \"{{ row.PHONE }}\" }, "
        + "mayClear: [PHONE] }]\n";

    [TestCase("leads.xlsx")]
    [TestCase("leads.csv")]
    [TestCase("leads.json")]
    public async Task An_export_that_nobody_edited_changes_nothing(string file)
    {
        await using var here = await Workspace.WithPortalAsync(20);
        here.Write("m.yml", FourLines.Replace("FILE", file, StringComparison.Ordinal));
        await here.RunAsync("export", "--out", file);

        var plan = await here.RunAsync("plan", "m.yml", "--detailed-exitcode");

        Assert.That(plan.ExitCode, Is.Zero, plan.Output + plan.Errors);
    }

    [Test]
    public async Task A_table_has_a_mark_for_Excel_and_plain_cells()
    {
        await using var here = await Workspace.WithPortalAsync(5);

        await here.RunAsync("export", "--out", "leads.csv");

        var bytes = await File.ReadAllBytesAsync(Path.Combine(here.Folder, "leads.csv"));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(text, Does.StartWith("\uFEFFkey,ID,").And.Not.Match(@"\[\{[^{}]*\}\]"));
    }

    [Test]
    public async Task LibreOffice_opens_exports_and_reports_and_what_it_saves_is_read()
    {
        var office = Office();
        await using var here = await Workspace.WithPortalAsync(5);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test: {{ url: \"{here.Portal!.WebhookUrl}\" }}\n"
        );
        here.Write("m.yml", FourLines.Replace("FILE", "saved/leads.xlsx", StringComparison.Ordinal));
        await here.RunAsync("export", "--out", "leads.xlsx");

        await ConvertAsync(office, here.Folder, "csv", "leads.xlsx", "shown");
        await ConvertAsync(office, here.Folder, "xlsx", "leads.xlsx", "saved");
        var same = await here.RunAsync("plan", "m.yml", "--detailed-exitcode");
        here.Write(
            "x.yml",
            "manifest: 1\nname: x\nchanges: [{ name: c, select: { id: [1, 2] }, set: { NAME: Änne } }]\n"
        );
        var applied = await here.RunAsync(
            "apply",
            "x.yml",
            "--yes",
            "--report",
            "report.xlsx",
            "--report",
            "report.csv"
        );
        await ConvertAsync(office, here.Folder, "csv", "report.xlsx", "shown");

        Assert.That(same.ExitCode, Is.Zero, same.Output + same.Errors);
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, "shown", "leads.csv")),
            Does.StartWith("key,ID,").And.Contain("lead-3,3,")
        );
        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, "shown", "report.csv")),
            Does.StartWith("id,key,title,action,verdict,field,before,after,actual,error").And.Contain("Änne")
        );
    }

    [Test]
    public async Task A_plan_tells_what_LibreOffice_made_of_a_csv_and_a_workbook_keeps_it()
    {
        var office = Office();
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "x.yml",
            "manifest: 1\nname: x\nchanges:\n"
                + "  - { name: a, select: { id: 1 }, set: { PHONE: ['+49301234567'], TITLE: '0815' } }\n"
                + "  - { name: b, select: { id: 2 }, set: { PHONE: ['+49301234568'], TITLE: '12345678901234567' } }\n"
                + "  - { name: c, select: { id: 3 }, set: { PHONE: ['49301234569'], TITLE: plain } }\n"
        );
        var applied = await here.RunAsync("apply", "x.yml", "--yes");
        await here.RunAsync("export", "--out", "leads.csv");
        await here.RunAsync("export", "--out", "leads.xlsx");
        await ConvertAsync(office, here.Folder, "ods", "leads.csv", "saved");
        await ConvertAsync(office, here.Folder, "csv", "saved/leads.ods", "saved");
        await ConvertAsync(office, here.Folder, "xlsx", "leads.xlsx", "saved");
        here.Write("csv.yml", FourLines.Replace("FILE", "saved/leads.csv", StringComparison.Ordinal));
        here.Write("xlsx.yml", FourLines.Replace("FILE", "saved/leads.xlsx", StringComparison.Ordinal));

        var changed = await here.RunAsync("plan", "csv.yml");
        var same = await here.RunAsync("plan", "xlsx.yml", "--detailed-exitcode");

        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(
            changed.Output,
            Does.Contain("PHONE: the column `PHONE` of leads.csv lost the `+` at the beginning")
                .And.Contain("before it is filled (2 leads)")
                .And.Contain("TITLE: the column `TITLE` of leads.csv lost the zeros at the beginning")
                .And.Contain("TITLE: the column `TITLE` of leads.csv was rounded, such as 1.23E+15"),
            changed.Errors
        );
        Assert.That(same.ExitCode, Is.Zero, same.Output + same.Errors);
    }

    [Test]
    public async Task An_export_warns_of_texts_that_a_cell_cannot_hold()
    {
        await using var here = await Workspace.WithPortalAsync(2);
        var note = new string('z', 40_000);
        here.Write(
            "x.yml",
            $"manifest: 1\nname: x\nchanges: [{{ name: c, select: {{ id: 1 }}, set: {{ COMMENTS: {note} }} }}]\n"
        );
        var applied = await here.RunAsync("apply", "x.yml", "--yes");

        var workbook = await here.RunAsync("export", "--out", "leads.xlsx");
        var table = await here.RunAsync("export", "--out", "leads.csv");

        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(workbook.Errors, Does.Contain("warning: `COMMENTS` of 1 lead is cut at 32,767 characters"));
        Assert.That(table.Errors, Does.Not.Contain("warning"));
    }

    /// <summary>A workbook that LibreOffice made of a CSV, with its own formulas, dates and numbers.</summary>
    [Test]
    public async Task Dates_numbers_and_formulas_of_LibreOffice_come_typed()
    {
        var office = Office();
        await using var here = await Workspace.WithPortalAsync(2);
        here.Write("table.csv", "id,sum,day,code\n1,=12*2.5,2026-05-01,0007\n2,1500,2026-05-02,x\n");
        await ConvertAsync(office, here.Folder, "xlsx", "table.csv", "made");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nrows: { r: made/table.xlsx }\nchanges: [{ name: c, forEach: r, select: "
                + "{ id: \"{{ row.id }}\" }, set: { OPPORTUNITY: \"{{ row.sum }}\", BIRTHDATE: "
                + "\"{{ row.day }}\" } }]\n"
        );

        var plan = await here.RunAsync("plan", "m.yml", "--output", "json");

        Assert.That(plan.ExitCode, Is.Zero, plan.Output + plan.Errors);
        Assert.That(plan.Output, Does.Contain("\"after\": \"1500.00\"").Or.Contain("\"after\":\"1500.00\""));
        Assert.That(plan.Output, Does.Contain("2026-05-01").And.Contain("2026-05-02"));
    }

    /// <summary>openpyxl refuses a workbook with an empty fill; what holds numbers can be summed.</summary>
    [Test]
    public async Task A_workbook_has_whole_styles_and_numbers_where_fields_are_numbers()
    {
        await using var here = await Workspace.WithPortalAsync(5);

        await here.RunAsync("export", "--out", "leads.xlsx");

        using var book = ZipFile.OpenRead(Path.Combine(here.Folder, "leads.xlsx"));
        var fills = Part(book, "xl/styles.xml").Descendants().Where(item => item.Name.LocalName == "fill").ToList();
        var cells = Part(book, "xl/worksheets/sheet1.xml").Descendants().Where(item => item.Name.LocalName == "c");
        var column = cells.First(cell => cell.Value == "OPPORTUNITY").Attribute("r")!.Value[..^1];
        var amounts = cells.Where(cell => cell.Attribute("r")!.Value.TrimEnd("0123456789".ToCharArray()) == column);
        Assert.That(fills, Is.Not.Empty.And.All.Property("HasElements").True);
        Assert.That(amounts.Skip(1).Select(cell => cell.Attribute("t")!.Value), Is.Not.Empty.And.All.EqualTo("n"));
    }

    /// <summary>As two codes in text, LibreOffice and openpyxl would show the codes.</summary>
    [TestCase("🎪 Circus")]
    [TestCase("a👩‍👩‍👧b 😀")]
    [TestCase("<&> \"Ä\" _x0041_")]
    public async Task A_workbook_holds_every_character_as_it_is(string title)
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "x.yml",
            "manifest: 1\nname: x\nchanges: [{ name: c, select: { id: 2 }, set: { TITLE: '" + title + "' } }]\n"
        );
        var applied = await here.RunAsync("apply", "x.yml", "--yes");
        here.Write("m.yml", FourLines.Replace("FILE", "leads.xlsx", StringComparison.Ordinal));

        await here.RunAsync("export", "--out", "leads.xlsx");
        var plan = await here.RunAsync("plan", "m.yml", "--detailed-exitcode");

        using var book = ZipFile.OpenRead(Path.Combine(here.Folder, "leads.xlsx"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(Part(book, "xl/worksheets/sheet1.xml").Root!.Value, Does.Not.Contain("_xD"));
        Assert.That(plan.ExitCode, Is.Zero, plan.Output + plan.Errors);
    }

    private static XDocument Part(ZipArchive book, string name)
    {
        using var stream = book.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }

    private static string Office() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "soffice"))
            .FirstOrDefault(File.Exists)
        ?? Skipped();

    private static string Skipped()
    {
        Assert.Ignore("LibreOffice is missing; `.ci/libreoffice` installs it.");
        return "";
    }

    private static async Task ConvertAsync(string office, string folder, string format, string file, string into)
    {
        var start = new ProcessStartInfo(
            office,
            [
                "--headless",
                $"-env:UserInstallation=file://{folder}/office",
                "--convert-to",
                // Comma, quote, UTF-8.
                format == "csv"
                    ? "csv:Text - txt - csv (StarCalc):44,34,76"
                    : format,
                "--outdir",
                into,
                file,
            ]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
    }
}
