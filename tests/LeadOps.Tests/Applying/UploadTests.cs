using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Runs;

namespace LeadOps.Tests.Applying;

/// <summary>Files go up once, are told by name and size, and come from below the manifest's folder only.</summary>
internal sealed class UploadTests
{
    private static async Task<Bench> BenchAsync(string api = "crm.lead", int leads = 3)
    {
        var bench = await Bench.StartAsync(api, leads);
        Directory.CreateDirectory(bench.In("scans"));
        File.WriteAllText(bench.In("scans/12.pdf"), "twelve");
        File.WriteAllText(bench.In("scans/Vertrag März.pdf"), new string('x', 100_000));
        return bench;
    }

    private static string Manifest(string set, string select = "id: [1, 2, 3]") =>
        $$"""
            manifest: 1
            name: files
            changes:
              - name: upload
                select: { {{select}} }
                set: { {{set}} }
            """;

    private static async Task<string> FilesAsync(Bench bench, int lead, string field)
    {
        var item = await bench.CallAsync(
            "crm.item.get",
            new JsonObject
            {
                ["entityTypeId"] = 1,
                ["id"] = lead,
                ["useOriginalUfNames"] = "Y",
            }
        );
        using var http = new HttpClient();
        var names = new List<string>();
        var value = item["item"]![field];
        IEnumerable<JsonNode?> files =
            value is JsonArray list ? [.. list]
            : value is JsonObject ? [value]
            : [];
        foreach (var file in files)
        {
            using var response = await http.GetAsync(new Uri(bench.Server.BaseUrl, (string)file!["urlMachine"]!));
            var told = response.Content.Headers.ContentDisposition!;
            var length = (await response.Content.ReadAsByteArrayAsync()).Length;
            names.Add($"{told.FileNameStar ?? told.FileName!.Trim('"')}:{length}");
        }

        return string.Join(", ", names);
    }

    [Test]
    public async Task A_file_is_uploaded_read_back_and_not_uploaded_again([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await BenchAsync(api);
        var manifest = Manifest(
            "TITLE: 'with {{ lead.ID }}', UF_CRM_CONTRACT: { file: scans/12.pdf }, UF_CRM_DOCUMENTS: "
                + "[{ file: scans/12.pdf }, { file: scans/Vertrag März.pdf }]"
        );

        using var plan = await bench.PlanAsync(manifest);
        var report = await bench.ApplyAsync(plan);
        using var again = await bench.PlanAsync(manifest);

        Assert.That(
            plan.Leads.First().Fields.First(field => field.Name == "UF_CRM_CONTRACT").AfterLabel,
            Is.EqualTo("12.pdf, 6 bytes")
        );
        Assert.That(report.Leads.Select(lead => $"{lead.Verdict} {lead.Error?.Message}"), Is.All.EqualTo("Applied "));
        Assert.That(await FilesAsync(bench, 2, "UF_CRM_CONTRACT"), Is.EqualTo("12.pdf:6"));
        Assert.That(await FilesAsync(bench, 3, "UF_CRM_DOCUMENTS"), Is.EqualTo("12.pdf:6, Vertrag März.pdf:100000"));
        Assert.That(again.Footer.Counts.Writes, Is.Zero);
    }

    [Test]
    public async Task Files_can_be_added_beside_others_and_taken_back()
    {
        await using var bench = await BenchAsync();
        await bench.ApplyAsync(await bench.PlanAsync(Manifest("UF_CRM_DOCUMENTS: { file: scans/12.pdf }")));

        using var plan = await bench.PlanAsync(
            Manifest("UF_CRM_DOCUMENTS: { add: [{ file: scans/12.pdf }, { file: scans/Vertrag März.pdf }] }")
        );
        var report = await bench.ApplyAsync(plan);
        var between = await FilesAsync(bench, 1, "UF_CRM_DOCUMENTS");
        using var back = await bench.Pipeline.PlanRollbackAsync(report, CancellationToken.None);
        await bench.ApplyAsync(back);

        Assert.That(between, Is.EqualTo("12.pdf:6, Vertrag März.pdf:100000"));
        Assert.That(await FilesAsync(bench, 1, "UF_CRM_DOCUMENTS"), Is.EqualTo("12.pdf:6"));
    }

    [Test]
    public async Task A_rollback_takes_a_new_file_away_and_says_which_old_one_cannot_come_back()
    {
        await using var bench = await BenchAsync();
        await bench.ApplyAsync(await bench.PlanAsync(Manifest("UF_CRM_CONTRACT: { file: scans/12.pdf }", "id: 1")));
        var report = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest("UF_CRM_CONTRACT: { file: scans/Vertrag März.pdf }", "id: [1, 2]"))
        );

        using var back = await bench.Pipeline.PlanRollbackAsync(report, CancellationToken.None);
        await bench.ApplyAsync(back);

        Assert.That(back.Footer.Warnings, Has.Some.Contains("lead 1: the file that UF_CRM_CONTRACT held before"));
        Assert.That(await FilesAsync(bench, 1, "UF_CRM_CONTRACT"), Is.EqualTo("Vertrag März.pdf:100000"));
        Assert.That(await FilesAsync(bench, 2, "UF_CRM_CONTRACT"), Is.Empty);
    }

    [Test]
    public async Task A_lost_answer_uploads_nothing_twice(
        [Values("drop-after", "500-after", "drop-before")] string fault,
        [Range(1, 5)] int request
    )
    {
        await using var bench = await BenchAsync();
        using var plan = await bench.PlanAsync(
            Manifest("UF_CRM_DOCUMENTS: { add: [{ file: scans/12.pdf }, { file: scans/Vertrag März.pdf }] }")
        );
        await bench.FaultAsync($"{fault}@{await bench.RequestsAsync() + request}");

        var report = await bench.ApplyUntilDoneAsync(plan);

        Assert.That(report.Status, Is.EqualTo(RunStatus.Succeeded));
        for (var lead = 1; lead <= 3; lead++)
        {
            Assert.That(
                await FilesAsync(bench, lead, "UF_CRM_DOCUMENTS"),
                Is.EqualTo("12.pdf:6, Vertrag März.pdf:100000")
            );
        }
    }

    [Test]
    public async Task A_new_lead_gets_its_file_in_a_second_turn()
    {
        await using var bench = await BenchAsync(leads: 0);

        var report = await bench.ApplyAsync(
            await bench.PlanAsync(
                Manifest(
                    "TITLE: new, UF_CRM_CONTRACT: { file: scans/12.pdf }",
                    "origin: { ORIGINATOR_ID: shop, ORIGIN_ID: '1' }"
                ) + "\n    whenMissing: create"
            )
        );

        Assert.That(report.Leads.Single().Verdict, Is.EqualTo(Verdict.Applied), report.Leads.Single().Error?.Message);
        Assert.That(await FilesAsync(bench, 1, "UF_CRM_CONTRACT"), Is.EqualTo("12.pdf:6"));
        using var back = await bench.Pipeline.PlanRollbackAsync(report, CancellationToken.None);
        Assert.That(back.Footer.Counts.Delete, Is.EqualTo(1), string.Join(';', back.Footer.Warnings));
    }

    [Test]
    public async Task A_file_that_changed_since_the_plan_is_not_sent()
    {
        await using var bench = await BenchAsync();
        using var plan = await bench.PlanAsync(Manifest("UF_CRM_CONTRACT: { file: scans/12.pdf }", "id: 1"));
        File.WriteAllText(bench.In("scans/12.pdf"), "Twelve");

        var report = await bench.ApplyAsync(plan);

        Assert.That(report.Leads.Single().Error?.Message, Does.Contain("was changed since the plan"));
        Assert.That(await FilesAsync(bench, 1, "UF_CRM_CONTRACT"), Is.Empty);
    }

    [TestCase("UF_CRM_CONTRACT: { file: ../outside.txt }", "is not below the folder of the manifest")]
    [TestCase("UF_CRM_CONTRACT: { file: /etc/hostname }", "is not below the folder of the manifest")]
    [TestCase("UF_CRM_CONTRACT: { file: link.txt }", "is not below the folder of the manifest")]
    [TestCase("UF_CRM_CONTRACT: { file: linked/hostname }", "is not below the folder of the manifest")]
    [TestCase("UF_CRM_CONTRACT: { file: scans/13.pdf }", "There is no file `scans/13.pdf`")]
    [TestCase("UF_CRM_CONTRACT: { file: scans }", "`scans` is a folder")]
    [TestCase("UF_CRM_CONTRACT: { file: big.bin }", "at the most 20 MB")]
    [TestCase("UF_CRM_CONTRACT: { file: '{{ null }}' }", "Write `{ file: scans/12.pdf }`")]
    [TestCase("UF_CRM_CONTRACT: scans/12.pdf", "Write `{ file: scans/12.pdf }`")]
    [TestCase("UF_CRM_CONTRACT: [{ file: scans/12.pdf }, { file: scans/12.pdf }]", "one")]
    [TestCase("UF_CRM_DOCUMENTS: { remove: [x] }", "is a file, and this is not one")]
    [TestCase("TITLE: { file: scans/12.pdf }", "TITLE")]
    public async Task A_wrong_file_is_told_with_its_place(string set, string expected)
    {
        await using var bench = await BenchAsync();
        File.CreateSymbolicLink(bench.In("link.txt"), "/etc/hostname");
        Directory.CreateSymbolicLink(bench.In("linked"), "/etc");
        using (var big = File.Create(bench.In("big.bin")))
        {
            big.SetLength(21 * 1024 * 1024);
        }

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanAsync(Manifest(set, "id: 1")));

        Assert.That(problem!.Message, Does.Contain(expected).And.Match(@"\.yml:\d+:\d+"));
    }
}
