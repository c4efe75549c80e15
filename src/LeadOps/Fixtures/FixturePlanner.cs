using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Fixtures;

/// <summary>
/// Fixtures → creates, updates and, with `prune`, deletes. A lead's identity is ORIGINATOR_ID and ORIGIN_ID, so that seeding
/// twice never doubles one.
/// </summary>
public sealed class FixturePlanner(PortalReader reader, FieldCatalogue catalogue, ScopeBuilder scopes)
{
    private const int MaxDoubles = 10;

    /// <summary>What `fake.unique` gave out, per fixture.</summary>
    private readonly Dictionary<string, HashSet<string>> taken = new(StringComparer.Ordinal);

    public static string OriginatorOf(Manifest manifest, FixtureDefinition fixture) =>
        $"leadops/{manifest.Name}/{fixture.Name}";

    public Task<(PlanLeads Leads, PlanFooter Footer)> SeedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(Chosen(manifests, only), SeedAsync, cancellationToken);

    public Task<(PlanLeads Leads, PlanFooter Footer)> UnseedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(Chosen(manifests, only), UnseedAsync, cancellationToken);

    /// <summary>What grows while fixtures are planned: the leads on disk, a bounded number of remarks.</summary>
    private sealed class Draft(PortalReader reader, FieldCatalogue catalogue)
    {
        public PlanSpool Leads { get; } = new();

        public Warnings Warnings { get; } = new(catalogue, reader.Leads);

        public LinkChecker Links { get; } = new(reader);

        public List<string> Remarks { get; } = [];

        public int Unchanged { get; set; }
    }

    private async Task SeedAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        Draft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await FixtureLeads.ReadAsync(
            reader,
            catalogue,
            OriginatorOf(manifest, fixture),
            ReadsApart(fixture),
            cancellationToken
        );
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, row) in Indexes(fixture))
        {
            var key = KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            if (
                Lead(manifest, fixture, key, index, row, existing.First(key), draft.Links, cancellationToken) is
                { } lead
            )
            {
                draft.Leads.Add(lead);
                draft.Warnings.Add(lead);
            }
            else
            {
                draft.Unchanged++;
            }
        }

        if (fixture.Prune)
        {
            await PruneAsync(fixture, existing, keys, draft, cancellationToken);
        }

        draft.Remarks.AddRange(
            Doubles(
                fixture,
                existing,
                fixture.Prune
                    ? "the first stays, the others are pruned"
                    : "only the first is kept up to date; `unseed` takes all away, `prune: true` the others"
            )
        );
    }

    private async Task PruneAsync(
        FixtureDefinition fixture,
        FixtureLeads existing,
        HashSet<string> keys,
        Draft draft,
        CancellationToken cancellationToken
    )
    {
        var superfluous = Superfluous(existing, keys);
        if (!superfluous.Any())
        {
            return;
        }

        var edits = EditsOf(fixture);
        existing.ByKey().SelectMany(pair => pair.Leads).ToList().ForEach(edits.Count);
        await foreach (
            var lead in FixtureLeads.CompleteAsync(reader, superfluous.ToAsyncEnumerable(), cancellationToken)
        )
        {
            draft.Leads.Add(Deletions.Of(catalogue, lead, fixture.Name));
            edits.Compare(OriginRule.KeyOf(name => lead[name]) ?? "", lead, []);
        }

        draft.Remarks.AddRange(edits.Remarks());
    }

    private HandEdits EditsOf(FixtureDefinition fixture) =>
        new(catalogue, fixture, hasDefaultSource: reader.Settings.Api == "crm.item");

    /// <summary>Leads whose key the fixture no longer makes, and doubles.</summary>
    private static IEnumerable<LeadSnapshot> Superfluous(FixtureLeads existing, HashSet<string> keys) =>
        existing.ByKey().SelectMany(pair => keys.Contains(pair.Key) ? pair.Leads.Skip(1) : pair.Leads);

    private async Task UnseedAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        Draft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await FixtureLeads.ReadAsync(
            reader,
            catalogue,
            OriginatorOf(manifest, fixture),
            withContacts: true,
            cancellationToken
        );
        var edits = EditsOf(fixture);
        foreach (var lead in existing.ByKey().SelectMany(pair => pair.Leads))
        {
            draft.Leads.Add(Deletions.Of(catalogue, lead, fixture.Name));
            edits.Count(lead);
        }

        string? unmade = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, row) in Indexes(fixture))
        {
            var key = KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            if (existing.First(key) is { } now)
            {
                unmade ??= Compare(
                    edits,
                    now,
                    key,
                    () => Lead(manifest, fixture, key, index, row, now, null, cancellationToken)
                );
            }
        }

        draft.Remarks.AddRange(unmade is null ? [] : [unmade]);
        NoteStrangers(existing, keys, edits);
        draft.Remarks.AddRange(edits.Remarks());
        draft.Remarks.AddRange(Doubles(fixture, existing, "all are deleted"));
    }

    /// <summary>A value that cannot be made any more, such as a user who is gone, must not keep test leads on the portal.</summary>
    private static string? Compare(HandEdits edits, LeadSnapshot now, string key, Func<PlannedLead?> wanted)
    {
        try
        {
            edits.Compare(key, now, wanted()?.Fields ?? []);
            return null;
        }
        catch (InvalidInputException problem)
        {
            return $"from {key} on, what people changed cannot be told, because the fixture's values cannot be made: {problem.Message}";
        }
    }

    private static void NoteStrangers(FixtureLeads existing, HashSet<string> keys, HandEdits edits)
    {
        foreach (var (key, leads) in existing.ByKey().Where(pair => !keys.Contains(pair.Key)))
        {
            leads.ToList().ForEach(lead => edits.Stranger(key, lead));
        }
    }

    /// <summary>Two people on two machines can seed the same key at once.</summary>
    private static IEnumerable<string> Doubles(FixtureDefinition fixture, FixtureLeads existing, string fate) =>
        existing
            .ByKey()
            .Where(pair => pair.Leads.Count > 1)
            .Take(MaxDoubles)
            .Select(pair =>
                $"{pair.Leads.Count} leads have the key {pair.Key} of {fixture.Name}: {string.Join(", ", pair.Leads.Select(lead => lead.Id))}; {fate}"
            );

    private bool ReadsApart(FixtureDefinition fixture) =>
        fixture.Set.Any(assignment => catalogue.Find(assignment.Field)?.IsApart == true);

    private HashSet<string> TakenBy(Manifest manifest, FixtureDefinition fixture) =>
        taken.TryGetValue(OriginatorOf(manifest, fixture), out var values)
            ? values
            : taken[OriginatorOf(manifest, fixture)] = new HashSet<string>(StringComparer.Ordinal);

    private static IEnumerable<(Manifest, FixtureDefinition)> Chosen(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only
    ) =>
        manifests.SelectMany(manifest =>
            manifest
                .Fixtures.Where(fixture => Planner.IsChosen(only, manifest, fixture.Name))
                .Select(fixture => (manifest, fixture))
        );

    private static IEnumerable<(int Index, Row? Row)> Indexes(FixtureDefinition fixture) =>
        fixture.ForEach is { } set
            ? set.Rows.Select(row => (row.Index, (Row?)row))
            : Enumerable.Range(0, fixture.Count ?? 0).Select(index => (index, (Row?)null));

    private string KeyOf(
        Manifest manifest,
        FixtureDefinition fixture,
        int index,
        Row? row,
        HashSet<string> keys,
        CancellationToken cancellationToken
    )
    {
        var scope = scopes.Build(manifest, row, index, null);
        var key = Convert.ToString(
            Resolved(fixture.Key, scope, row, cancellationToken),
            System.Globalization.CultureInfo.InvariantCulture
        );
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
                $"The key `{key}` of `{fixture.Name}` comes twice{(row is null ? "" : $", again for the row {row.At}")}.",
                "Let it contain `{{ index }}` or a unique column."
            );
    }

    private PlannedLead? Lead(
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
            var wanted = Wanted(manifest, fixture, assignment, key, index, row, cancellationToken);

            // A row without a value for what cannot be empty leaves it to the portal.
            if (Planned(field, existing, wanted, fixture) is { } planned && (field.CanClear || !wanted.IsEmpty))
            {
                fields.Add(planned);
                links?.Note(field, wanted, assignment.At);
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
                Originator = OriginatorOf(manifest, fixture),
                Title = (fields.Find(field => field.Name == TitleRule.Title)?.After ?? existing?[TitleRule.Title])
                    is TextValue title
                    ? title.Text
                    : key,
                Fields = fields,
                Assumed = existing is null
                    ? new Dictionary<string, FieldValue>()
                    : Assumptions.Of(fixture.Set.Select(assignment => assignment.Field), fields, existing),
            };
    }

    private FieldValue Wanted(
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
                $"The field is `{field.Name}` ({field.Type}), the key `{key}`{(row is null ? "" : $", the row {row.At}")}."
            );
    }

    private static object? Resolved(
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

    /// <summary>Null when the lead already has the value. A new lead gets all it is given: a "no" is not the same as nothing said.</summary>
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

    private async Task<(PlanLeads, PlanFooter)> PlanAsync(
        IEnumerable<(Manifest, FixtureDefinition)> fixtures,
        Func<Manifest, FixtureDefinition, Draft, CancellationToken, Task> plan,
        CancellationToken cancellationToken
    )
    {
        var draft = new Draft(reader, catalogue);
        try
        {
            foreach (var (manifest, fixture) in fixtures)
            {
                await plan(manifest, fixture, draft, cancellationToken);
            }

            var problems = new DiagnosticBag();
            await draft.Links.CheckAsync(problems, draft.Remarks, cancellationToken);
            problems.ThrowIfErrors();
            var counts = new PlanCounts
            {
                Create = draft.Leads.Count(LeadAction.Create),
                Update = draft.Leads.Count(LeadAction.Update),
                Delete = draft.Leads.Count(LeadAction.Delete),
                Unchanged = draft.Unchanged,
                PortalLeads = draft.Leads.Total == 0 ? null : await reader.CountAsync([], cancellationToken),
            };
            return (
                draft.Leads.Close(),
                new PlanFooter
                {
                    Counts = counts,
                    Forecast = Forecasts.Of(counts, draft.Leads, reader.Settings.Tariff),
                    Warnings = [.. draft.Warnings.Texts(), .. draft.Remarks],
                }
            );
        }
        catch
        {
            draft.Leads.Dispose();
            throw;
        }
    }
}
