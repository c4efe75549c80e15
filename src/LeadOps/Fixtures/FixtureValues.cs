using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Fixtures;

/// <summary>The values that a fixture gives to its leads.</summary>
internal sealed class FixtureValues(FieldCatalogue catalogue, ScopeBuilder scopes)
{
    /// <summary>What `fake.unique` gave out, per fixture.</summary>
    private readonly Dictionary<string, Dictionary<string, string>> taken = new(StringComparer.Ordinal);

    public FieldValue Wanted(
        Manifest manifest,
        FixtureDefinition fixture,
        FieldAssignment assignment,
        string key,
        int index,
        Row? row,
        CancellationToken cancellationToken
    )
    {
        var field = catalogue.Find(assignment.Field)!;
        var scope = scopes.Build(
            manifest,
            row,
            index,
            null,
            new FakeData(manifest.Name, fixture.Name, key, field.Name, TakenBy(manifest, fixture))
        );
        var (wanted, problem) = FieldValues.Convert(
            field,
            (assignment.Value ?? assignment.Edit?.Add) is { } value
                ? Resolved(value, scope, row, cancellationToken)
                : null
        );
        return problem is null
            ? wanted!
            : throw new InvalidInputException(
                assignment.Value?.At ?? assignment.At,
                problem + ".",
                $"The field is `{field.Name}` ({field.Type}), the key "
                    + $"`{key}`{(row is null ? "" : $", the row {row.At}")}."
            );
    }

    public static object? Resolved(
        ManifestValue value,
        TemplateScope scope,
        Row? row,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return value.Resolve(scope, cancellationToken);
        }
        catch (InvalidInputException problem) when (row is not null)
        {
            throw new InvalidInputException([
                .. problem.Diagnostics.Select(one =>
                    one with
                    {
                        Remedy = $"{one.Remedy} The row is {row.At}.".TrimStart(),
                    }
                ),
            ]);
        }
    }

    private Dictionary<string, string> TakenBy(Manifest manifest, FixtureDefinition fixture) =>
        taken.TryGetValue(FixturePlanner.OriginatorOf(manifest, fixture), out var values)
            ? values
            : taken[FixturePlanner.OriginatorOf(manifest, fixture)] = new Dictionary<string, string>(
                StringComparer.Ordinal
            );
}
