using System.Text.Json;

namespace LeadOps.Scriban.Tests;

/// <summary>The recorded behaviour of the real engine, one test per group of cases.</summary>
internal sealed class ConformanceTests
{
    private static readonly Lazy<ILookup<string, string>> Groups = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "conformance.jsonl"))
        .ToLookup(line => JsonDocument.Parse(line).RootElement.GetProperty("group").GetString()!));

    /// <summary>Cases in which the engine is known to differ; the list may only shrink.</summary>
    private static readonly Lazy<HashSet<string>> Deviations = new(() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "deviations.txt"))]);

    private static IEnumerable<string> Names => Groups.Value.Select(group => group.Key);

    [TestCaseSource(nameof(Names))]
    public void Every_case_of_the_group_gives_what_Scriban_gives(string group)
    {
        var failures = Groups.Value[group].Where(line => !Deviations.Value.Contains(Id(line))).Select(ConformanceCase.Check).Where(failure => failure is not null).ToList();

        Assert.That(failures, Is.Empty, string.Join(Environment.NewLine, failures));
    }

    [Test]
    public void Every_known_deviation_still_deviates()
    {
        var fixedByNow = Groups.Value.SelectMany(group => group).Where(line => Deviations.Value.Contains(Id(line)) && ConformanceCase.Check(line) is null).Select(Id);

        Assert.That(fixedByNow, Is.Empty, "take these out of Data/deviations.txt");
    }

    private static string Id(string line) => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!;
}
