using LeadOps.Plans;

namespace LeadOps.Cli.Tests.Golden;

/// <summary>
/// Each folder under Cases holds a manifest, the portal's leads, and what plan and report look like. A new folder is
/// a new test; `LEADOPS_GOLDEN=update dotnet test` writes what is expected.
/// </summary>
internal sealed class GoldenTests
{
    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("LEADOPS_GOLDEN") == "update";

    private static IEnumerable<string> Cases() =>
        Directory.EnumerateDirectories(GoldenCase.Root).Select(folder => Path.GetFileName(folder)).Order();

    [TestCaseSource(nameof(Cases))]
    public async Task Plan_and_report_are_as_the_folder_says(string name)
    {
        await using var golden = await GoldenCase.OpenAsync(name);
        using var plan = await golden.PlanAsync();
        Assert.Multiple(() =>
        {
            Expect(name, "plan.txt", golden.Text(plan));
            Expect(name, "plan.md", golden.Markdown(plan));
            Expect(name, "plan.json", golden.Json(plan));
            Expect(name, "plan.html", golden.Html(plan));
        });

        var report = await golden.ApplyAsync(plan);
        Assert.Multiple(() =>
        {
            Expect(name, "report.txt", golden.Text(report));
            Expect(name, "report.md", golden.Markdown(report));
            Expect(name, "report.html", golden.Html(report));
        });

        using var again = await golden.PlanAsync();
        Assert.That(again.Leads.Where(lead => lead.Action != LeadAction.Blocked), Is.Empty);
    }

    private static void Expect(string name, string file, string actual)
    {
        var path = Path.Combine(GoldenCase.Root, name, "expected", file);
        if (IsUpdate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.That(File.Exists(path), Is.True, $"{path} is missing. Write it with LEADOPS_GOLDEN=update.");
        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"{name}/expected/{file}");
    }
}
