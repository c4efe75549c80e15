using System.Text.Json;

namespace LeadOps.Templates.Tests;

/// <summary>The recorded behaviour of the real engine, one test per group of cases.</summary>
internal sealed class ConformanceTests
{
    private static readonly Lazy<ILookup<string, string>> Groups = new(() =>
        ConformanceCase
            .ReadAll()
            .ToLookup(line => JsonDocument.Parse(line).RootElement.GetProperty("group").GetString()!)
    );

    private static IEnumerable<string> Names => Groups.Value.Select(group => group.Key);

    [TestCaseSource(nameof(Names))]
    public void Every_case_of_the_group_gives_what_Scriban_gives(string group)
    {
        var failures = Groups.Value[group].Select(ConformanceCase.Check).Where(failure => failure is not null).ToList();

        Assert.That(failures, Is.Empty, string.Join(Environment.NewLine, failures));
    }

    [Test]
    public void Every_recorded_difference_has_a_reason() =>
        Assert.That(
            ConformanceCase.Differences.Select(difference => (string?)difference["reason"]),
            Has.All.Not.Empty.And.Exactly(10).Items
        );
}
