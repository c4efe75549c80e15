using LeadOps.Fields;
using LeadOps.Fixtures;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Testing;

/// <summary>Compares the leads of a test with what it expects of them.</summary>
internal static class LeadExpectations
{
    public static async Task CheckAsync(
        TestBench bench,
        List<(Manifest Manifest, FixtureDefinition Fixture)> fixtures,
        ManifestTest test,
        List<TestFailure> failures,
        CancellationToken cancellationToken
    )
    {
        if (test.Leads.Count == 0)
        {
            return;
        }

        var facts = await bench.Pipeline.FactsAsync(cancellationToken);
        var catalogue = facts.Catalogue;
        var found = new Dictionary<string, LeadSnapshot>(StringComparer.Ordinal);
        foreach (var (manifest, fixture) in fixtures)
        {
            using var seeded = await FixtureLeads.ReadAsync(
                bench.Portal.Session.ReaderOf(facts.Leads),
                catalogue,
                FixturePlanner.OriginatorOf(manifest, fixture),
                withContacts: true,
                cancellationToken
            );
            foreach (var key in test.Leads.Select(expected => expected.Key))
            {
                var own = key.StartsWith(fixture.Name + "/", StringComparison.Ordinal)
                    ? key[(fixture.Name.Length + 1)..]
                    : key;
                if ((seeded.First(key) ?? seeded.First(own)) is { } lead)
                {
                    found.TryAdd(key, lead);
                }
            }
        }

        test.Leads.ToList().ForEach(expected => failures.AddRange(Compare(expected, found, catalogue)));
    }

    private static IEnumerable<TestFailure> Compare(
        ExpectedLead expected,
        Dictionary<string, LeadSnapshot> found,
        FieldCatalogue catalogue
    )
    {
        if (!found.TryGetValue(expected.Key, out var lead))
        {
            return expected.Fields is null ? [] : [new TestFailure(expected.At, $"there is no lead `{expected.Key}`")];
        }

        return expected.Fields is null
            ? [new TestFailure(expected.At, $"lead `{expected.Key}` should be gone and is still there")]
            : expected.Fields.Select(field => Compare(expected.Key, field, lead, catalogue)).OfType<TestFailure>();
    }

    private static TestFailure? Compare(string key, ExpectedField expected, LeadSnapshot lead, FieldCatalogue catalogue)
    {
        if (catalogue.Find(expected.Field) is not { } field)
        {
            return new TestFailure(
                expected.At,
                $"leads have no field `{expected.Field}`"
                    + $"{(catalogue.Suggest(expected.Field) is { } near ? $"; did you mean `{near}`?" : "")}"
            );
        }

        var (wanted, problem) = FieldValues.Convert(
            field,
            expected.Value.Resolve(new TemplateScope(new Dictionary<string, object?>()), CancellationToken.None)
        );
        return problem is not null ? new TestFailure(expected.Value.At, problem)
            : Same(field, wanted!, lead[field.Name]) ? null
            : new TestFailure(
                expected.Value.At,
                $"lead `{key}` {field.Name}: {TestValues.Difference(field, wanted!, lead[field.Name])}"
            );
    }

    /// <summary>Texts of multifields without a type are compared without it.</summary>
    private static bool Same(FieldDefinition field, FieldValue wanted, FieldValue actual) =>
        wanted is MultifieldValue a && actual is MultifieldValue b
            ? a.Items.Count == b.Items.Count
                && a.Items.All(item =>
                    b.Items.Any(other =>
                        other.Value == item.Value && (item.ValueType.Length == 0 || item.ValueType == other.ValueType)
                    )
                )
            : FieldValues.Same(field, wanted, actual);
}
