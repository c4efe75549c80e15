using System.Globalization;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>The entries under `tests`.</summary>
internal sealed class TestReader(NodeReader nodes)
{
    private static readonly string[] Keys = ["name", "fixtures", "clock", "expect"];
    private static readonly string[] ExpectKeys = ["changes", "leads", "secondPlanEmpty"];
    private static readonly string[] Counts = ["update", "create", "delete", "blocked", "unchanged"];

    public IReadOnlyList<ManifestTest> Read(YamlNode node)
    {
        var tests = nodes.Items(node, "tests").Select(One).OfType<ManifestTest>().ToList();
        foreach (var twice in tests.GroupBy(test => test.Name).Where(group => group.Count() > 1))
        {
            nodes.Problems.Error(
                twice.Last().At,
                $"The test `{twice.Key}` is already there at line {twice.First().At.Line}.",
                "Give each test its own name."
            );
        }

        return tests;
    }

    private ManifestTest? One(YamlNode node)
    {
        var members = nodes.Members(node, "a test", Keys);
        if (node is not YamlMapping)
        {
            return null;
        }

        var name = members.TryGetValue("name", out var named)
            ? nodes.Text(named.Value, "the name of the test")
            : Missing(node, "name", "the test");
        var clock = members.TryGetValue("clock", out var times)
            ? nodes.Members(times.Value, "`clock`", ["seed", "run"])
            : [];
        DateTimeOffset? Time(string key) => clock.TryGetValue(key, out var time) ? Moment(time.Value) : null;
        if (!members.TryGetValue("expect", out var expect))
        {
            Missing(node, "expect", "the test");
            return null;
        }

        var expected = nodes.Members(expect.Value, "`expect`", ExpectKeys);
        if (expected.Count == 0 && expect.Value is YamlMapping)
        {
            nodes.Problems.Error(
                expect.Value.At,
                "The test expects nothing, so it could not fail.",
                $"Add one of: {string.Join(", ", ExpectKeys)}."
            );
        }

        return new ManifestTest
        {
            Name = name ?? "",
            At = node.At,
            Fixtures = members.TryGetValue("fixtures", out var fixtures)
                ?
                [
                    .. nodes
                        .Items(fixtures.Value, "fixtures")
                        .Select(item => new FieldName(nodes.Text(item, "a fixture") ?? "", item.At)),
                ]
                : null,
            SeedAt = Time("seed"),
            RunAt = Time("run"),
            Changes = expected.TryGetValue("changes", out var changes) ? ChangesOf(changes.Value) : [],
            Leads = expected.TryGetValue("leads", out var leads) ? LeadsOf(leads.Value) : [],
            SecondPlanEmpty =
                expected.TryGetValue("secondPlanEmpty", out var second) && nodes.Flag(second.Value, "secondPlanEmpty"),
        };
    }

    private string? Missing(YamlNode node, string key, string what)
    {
        nodes.Problems.Error(node.At, $"The key `{key}` is missing in {what}.", $"Add `{key}:`.");
        return null;
    }

    private DateTimeOffset? Moment(YamlNode node)
    {
        if (
            node is YamlScalar scalar
            && DateTimeOffset.TryParse(
                scalar.Text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var moment
            )
            && scalar.Text.Length >= 10
        )
        {
            return moment;
        }

        nodes.Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} is not a date.",
            "Write `2026-03-01` or `2026-03-01T09:00:00+01:00`; without an offset it is UTC."
        );
        return null;
    }

    private List<ExpectedCount> ChangesOf(YamlNode node) =>
        [
            .. nodes
                .Members(node, "`changes`", Counts)
                .Select(member => new ExpectedCount(
                    member.Key,
                    member.Value.Key.At,
                    nodes.Number(member.Value.Value, member.Key) ?? 0
                )),
        ];

    private List<ExpectedLead> LeadsOf(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            nodes.Problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} stands where leads are expected.",
                "Write `KEY: { FIELD: value }` lines."
            );
            return [];
        }

        return
        [
            .. mapping.Entries.Select(entry => new ExpectedLead(
                entry.Key.Text,
                entry.Key.At,
                entry.Value is YamlScalar { IsNull: true } ? null : FieldsOf(entry.Value)
            )),
        ];
    }

    private List<ExpectedField> FieldsOf(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            nodes.Problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} stands where fields are expected.",
                "Write `{ FIELD: value }`, or `null` for a lead that must be gone."
            );
            return [];
        }

        var fields = mapping
            .Entries.Select(entry => new ExpectedField(entry.Key.Text, entry.Key.At, nodes.Value(entry.Value)))
            .ToList();
        foreach (var field in fields.Where(field => field.Value.Templates.Any()))
        {
            nodes.Problems.Error(
                field.Value.At,
                "Expected values are plain, without templates.",
                "Write the value itself."
            );
        }

        return fields;
    }
}
