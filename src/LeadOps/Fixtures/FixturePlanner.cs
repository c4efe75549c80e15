using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Selection;
using LeadOps.Templating;

namespace LeadOps.Fixtures;

/// <summary>
/// Fixtures → creates, updates and, with `prune`, deletes. A lead's identity is ORIGINATOR_ID and ORIGIN_ID, so that seeding
/// twice never doubles one.
/// </summary>
public sealed class FixturePlanner(PortalReader reader, FieldCatalogue catalogue, ScopeBuilder scopes)
{
    /// <summary>What `fake.unique` gave out, per fixture.</summary>
    private readonly Dictionary<string, HashSet<string>> taken = new(StringComparer.Ordinal);

    public static string OriginatorOf(Manifest manifest, FixtureDefinition fixture) => $"leadops/{manifest.Name}/{fixture.Name}";

    public async Task<(IReadOnlyList<PlannedLead> Leads, PlanFooter Footer)> SeedAsync(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedLead>();
        var remarks = new List<string>();
        var unchanged = 0;
        foreach (var (manifest, fixture) in Chosen(manifests, only))
        {
            var existing = await new FixtureLeads(reader, catalogue).ReadAsync(OriginatorOf(manifest, fixture), SetsContacts(fixture), cancellationToken);
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, row) in Indexes(fixture))
            {
                var key = KeyOf(manifest, fixture, index, row, keys, cancellationToken);
                var fields = Fields(manifest, fixture, key, index, row, existing.GetValueOrDefault(key)?[0], cancellationToken);
                unchanged += fields is null ? 1 : 0;
                planned.AddRange(fields is null ? [] : [fields]);
            }

            planned.AddRange(fixture.Prune ? existing.Where(pair => !keys.Contains(pair.Key)).SelectMany(pair => pair.Value).Select(lead => Deletion(lead, fixture)) : []);
            remarks.AddRange(existing.Where(pair => pair.Value.Count > 1).Take(10).Select(pair => $"{pair.Value.Count} leads have the key {pair.Key} of {fixture.Name}: {string.Join(", ", pair.Value.Select(lead => lead.Id))}; only the first is kept up to date"));
        }

        return await FinishAsync(planned, unchanged, remarks, cancellationToken);
    }

    public async Task<(IReadOnlyList<PlannedLead> Leads, PlanFooter Footer)> UnseedAsync(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedLead>();
        var remarks = new List<string>();
        foreach (var (manifest, fixture) in Chosen(manifests, only))
        {
            var existing = await new FixtureLeads(reader, catalogue).ReadAsync(OriginatorOf(manifest, fixture), withContacts: true, cancellationToken);
            planned.AddRange(existing.Values.SelectMany(leads => leads).Select(lead => Deletion(lead, fixture)));
            remarks.AddRange(EditedSince(manifest, fixture, existing, cancellationToken));
        }

        return await FinishAsync(planned, 0, remarks, cancellationToken);
    }

    /// <summary>What people changed on seeded leads; it goes with the lead, so it is shown before.</summary>
    private List<string> EditedSince(Manifest manifest, FixtureDefinition fixture, SortedDictionary<string, List<LeadSnapshot>> existing, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var edited = new List<string>();
        foreach (var (index, row) in Indexes(fixture))
        {
            var key = KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            if (existing.TryGetValue(key, out var leads) && Fields(manifest, fixture, key, index, row, leads[0], cancellationToken) is { } lead)
            {
                edited.Add($"{key} (lead {lead.Id}) was changed since it was seeded: {string.Join(", ", lead.Fields.Select(field => $"{field.Name} is {Shown(field.Before)}, seeded as {Shown(field.After)}"))}");
            }
        }

        return edited.Count > 20 ? [.. edited.Take(20), $"… and {edited.Count - 20} more changed leads"] : edited;
    }

    private static string Shown(FieldValue value) => value.IsEmpty ? "empty" : PlanJson.ValueText(value);

    private bool SetsContacts(FixtureDefinition fixture) => fixture.Set.Any(assignment => catalogue.Find(assignment.Field)?.IsApart == true);

    private HashSet<string> TakenBy(Manifest manifest, FixtureDefinition fixture) =>
        taken.TryGetValue(OriginatorOf(manifest, fixture), out var values) ? values : taken[OriginatorOf(manifest, fixture)] = new HashSet<string>(StringComparer.Ordinal);

    private static IEnumerable<(Manifest, FixtureDefinition)> Chosen(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only) =>
        manifests.SelectMany(manifest => manifest.Fixtures.Where(fixture => Planner.IsChosen(only, manifest, fixture.Name)).Select(fixture => (manifest, fixture)));

    private static IEnumerable<(int Index, Row? Row)> Indexes(FixtureDefinition fixture) =>
        fixture.ForEach is { } set ? set.Rows.Select(row => (row.Index, (Row?)row)) : Enumerable.Range(0, fixture.Count ?? 0).Select(index => (index, (Row?)null));

    private string KeyOf(Manifest manifest, FixtureDefinition fixture, int index, Row? row, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var key = Convert.ToString(fixture.Key.Resolve(scopes.Build(manifest, row, index, null), cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new InvalidInputException(fixture.Key.At, $"The key of `{fixture.Name}` is empty for index {index}.", "Let it contain `{{ index }}` or a column.");
        }

        return keys.Add(key) ? key : throw new InvalidInputException(fixture.Key.At, $"The key `{key}` of `{fixture.Name}` comes twice.", "Let it contain `{{ index }}` or a unique column.");
    }

    private PlannedLead? Fields(Manifest manifest, FixtureDefinition fixture, string key, int index, Row? row, LeadSnapshot? existing, CancellationToken cancellationToken)
    {
        var fields = new List<PlannedField>();
        foreach (var assignment in fixture.Set)
        {
            var field = catalogue.Find(assignment.Field)!;
            var scope = scopes.Build(manifest, row, index, null, new FakeData(manifest.Name, fixture.Name, key, field.Name, TakenBy(manifest, fixture)));
            var (wanted, problem) = FieldValues.Convert(field, (assignment.Value ?? assignment.Edit?.Add)?.Resolve(scope, cancellationToken));
            if (problem is not null)
            {
                throw new InvalidInputException(assignment.Value?.At ?? assignment.At, problem + ".", $"The field is `{field.Name}` ({field.Type}), the key `{key}`.");
            }

            var before = existing?[field.Name] ?? FieldValue.Empty;
            var after = field.IsMultifield ? MultifieldEditor.Exactly(field.Name, before, wanted!) : wanted!;
            if (!FieldValues.Same(field, before, after))
            {
                fields.Add(new PlannedField(field.Name, before, after, fixture.Name, FieldValues.Label(field, before), FieldValues.Label(field, after)));
            }
        }

        return fields.Count == 0 && existing is not null ? null : new PlannedLead
        {
            Action = existing is null ? LeadAction.Create : LeadAction.Update,
            Id = existing?.Id,
            Key = key,
            Originator = OriginatorOf(manifest, fixture),
            Title = (fields.Find(field => field.Name == "TITLE")?.After ?? existing?["TITLE"]) is TextValue title ? title.Text : key,
            Fields = fields,
        };
    }

    /// <summary>A delete holds the whole lead, so that a rollback can make it anew.</summary>
    private PlannedLead Deletion(LeadSnapshot lead, FixtureDefinition fixture) => new()
    {
        Action = LeadAction.Delete,
        Id = lead.Id,
        Key = lead["ORIGIN_ID"] is TextValue key ? key.Text : null,
        Originator = lead["ORIGINATOR_ID"] is TextValue owner ? owner.Text : null,
        Title = lead["TITLE"] is TextValue title ? title.Text : "",
        Fields = [.. catalogue.All.Where(field => !field.IsReadOnly && !lead[field.Name].IsEmpty).Select(field => new PlannedField(field.Name, lead[field.Name], FieldValue.Empty, fixture.Name))],
    };

    private async Task<(IReadOnlyList<PlannedLead>, PlanFooter)> FinishAsync(List<PlannedLead> planned, int unchanged, List<string> remarks, CancellationToken cancellationToken)
    {
        var leads = planned.OrderBy(lead => lead.Action).ToList();
        var counts = new PlanCounts
        {
            Create = leads.Count(lead => lead.Action == LeadAction.Create),
            Update = leads.Count(lead => lead.Action == LeadAction.Update),
            Delete = leads.Count(lead => lead.Action == LeadAction.Delete),
            Unchanged = unchanged,
            PortalLeads = leads.Count == 0 ? null : await reader.CountAsync([], cancellationToken),
        };
        return (leads, new PlanFooter { Counts = counts, Forecast = Forecasts.Of(counts, reader.Settings.Tariff), Warnings = remarks });
    }
}
