using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Plans;
using LeadOps.Templating;

namespace LeadOps.Fixtures;

/// <summary>
/// One lead of a fixture: its key, and what has to be written so that the portal holds what the fixture says.
/// </summary>
internal sealed class MadeFromFixtures(FieldCatalogue catalogue, ScopeBuilder scopes)
{
    private readonly FixtureValues values = new(catalogue, scopes);

    public string KeyOf(
        Manifest manifest,
        FixtureDefinition fixture,
        int index,
        Row? row,
        HashSet<string> keys,
        CancellationToken cancellationToken
    )
    {
        var scope = scopes.Build(manifest, row, index, null);
        var value = FixtureValues.Resolved(fixture.Key, scope, row, cancellationToken);
        if (value is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>)
        {
            throw new InvalidInputException(
                fixture.Key.At,
                $"The key of `{fixture.Name}` is {(value is IReadOnlyList<object?> ? "a list" : "an object")}.",
                "A key is one text or number."
            );
        }

        var key = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new InvalidInputException(
                fixture.Key.At,
                $"The key of `{fixture.Name}` is empty for {(row is null ? $"index {index}" : $"the row {row.At}")}.",
                "Let it contain `{{ index }}` or a column."
            );
        }

        return keys.Add(key)
            ? key
            : throw new InvalidInputException(
                fixture.Key.At,
                $"The key `{key}` of `{fixture.Name}` comes "
                    + $"twice{(row is null ? "" : $", again for the row {row.At}")}.",
                "Let it contain `{{ index }}` or a unique column."
            );
    }

    public static IEnumerable<(int Index, Row? Row)> Indexes(FixtureDefinition fixture) =>
        fixture.ForEach is { } set
            ? set.Rows.Select(row => (row.Index, (Row?)row))
            : Enumerable.Range(0, fixture.Count ?? 0).Select(index => (index, (Row?)null));

    public PlannedLead? Lead(
        Manifest manifest,
        FixtureDefinition fixture,
        string key,
        int index,
        Row? row,
        LeadSnapshot? existing,
        LinkChecker? links,
        CancellationToken cancellationToken
    )
    {
        var fields = new List<PlannedField>();
        foreach (var assignment in fixture.Set)
        {
            var field = catalogue.Find(assignment.Field)!;
            var wanted = values.Wanted(manifest, fixture, assignment, key, index, row, cancellationToken);

            // A row without a value for what cannot be empty leaves it to the portal.
            if (Planned(field, existing, wanted, fixture) is { } planned && (field.CanClear || !wanted.IsEmpty))
            {
                fields.Add(planned);
                links?.Check(field, wanted, assignment.At);
            }
        }

        // An amount of its own needs the flag only beside what may move it.
        foreach (
            var along in FieldRules.PlannedWith(
                [.. fixture.Set.Select(assignment => assignment.Field)],
                name => FieldRules.IsApart(name) && fields.Exists(field => field.Name == name)
            )
        )
        {
            fields.AddRange(
                Planned(catalogue.Find(along.Field)!, existing, along.Value, fixture) is { } flag ? [flag] : []
            );
        }

        return fields.Count == 0 && existing is not null
            ? null
            : new PlannedLead
            {
                Action = existing is null ? LeadAction.Create : LeadAction.Update,
                Id = existing?.Id,
                Key = key,
                Originator = FixturePlanner.OriginatorOf(manifest, fixture),
                Title = (fields.Find(field => field.Name == TitleRule.Title)?.After ?? existing?[TitleRule.Title])
                    is TextValue title
                    ? title.Text
                    : key,
                Fields = fields,
                Assumed = existing is null
                    ? new Dictionary<string, FieldValue>()
                    : Assumptions.Of([.. fixture.Set.Select(assignment => assignment.Field)], fields, existing),
            };
    }

    /// <summary>
    /// Null when the lead already has the value. A new lead gets all it is given: a "no" is not the same as nothing
    /// said.
    /// </summary>
    private static PlannedField? Planned(
        FieldDefinition field,
        LeadSnapshot? existing,
        FieldValue wanted,
        FixtureDefinition fixture
    )
    {
        var before = existing?[field.Name] ?? FieldValue.Empty;
        var after = field.IsMultifield ? MultifieldEditor.Exactly(field.Name, before, wanted) : wanted;
        return (existing is not null || wanted.IsEmpty) && FieldValues.Same(field, before, after)
            ? null
            : new PlannedField(
                field.Name,
                before,
                after,
                fixture.Name,
                FieldValues.Label(field, before),
                FieldValues.Label(field, after)
            );
    }
}
