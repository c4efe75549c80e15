using System.Text;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;
using LeadOps.Fixtures;
using LeadOps.Leads;
using LeadOps.Portal;
using LeadOps.Storage;

namespace LeadOps.Exporting;

/// <summary>Existing leads → rows that a fixture seeds again, equal in every writable field but the origin.</summary>
public sealed class LeadExporter(PortalReader reader, FieldCatalogue catalogue)
{
    private readonly List<FieldDefinition> writable =
    [
        .. catalogue
            .All.Where(field => field.IsSettable && field.Rules.All(rule => rule.IsExported(field.Name)))
            .OrderBy(field => field.Name, StringComparer.Ordinal),
    ];

    /// <summary>What lists tell of a lead; the exporter reads the rest.</summary>
    public static IReadOnlyList<string> Listed(FieldCatalogue catalogue) =>
        [.. catalogue.All.Where(field => !field.IsApart).Select(field => field.Name)];

    public async Task<Export> ReadAsync(
        IAsyncEnumerable<LeadSnapshot> leads,
        bool anonymize,
        CancellationToken cancellationToken
    )
    {
        using var byOrigin = new SortedSpool();
        using var json = new SnapshotJson([.. catalogue.All.Select(field => field.Name)]);
        var people = anonymize ? new People() : null;
        await foreach (var lead in FixtureLeads.CompleteAsync(reader, leads, cancellationToken))
        {
            people?.Note(lead);
            byOrigin.Add(SortedSpool.Key(anonymize ? "" : OriginKey(lead) ?? "", lead.Id.Value), json.Write(lead));
        }

        return Keyed(byOrigin.Read().Select(entry => json.Read(entry.Value)), people);
    }

    /// <summary>By their final keys: the origin's own where only one lead has it. Who is anonymous has none.</summary>
    private Export Keyed(IEnumerable<LeadSnapshot> byOrigin, People? people)
    {
        var sorted = new SortedSpool();
        var columns = new SortedSet<string>(StringComparer.Ordinal);
        var seedable = new SeedableValues();
        foreach (var (lead, isUnique) in WithUniqueness(byOrigin))
        {
            var key = people is null && isUnique && OriginKey(lead) is { } origin ? origin : $"lead-{lead.Id}";
            var values = Values(lead, people is null ? null : new Anonymizer(lead, people.Of(lead)), seedable);
            columns.UnionWith(values.Select(pair => pair.Key));
            sorted.Add(
                SortedSpool.Key(key, lead.Id.Value),
                Encoding.UTF8.GetBytes(
                    new JsonObject
                    {
                        ["key"] = key,
                        ["id"] = lead.Id.Value,
                        ["values"] = values,
                    }.ToJsonString(Export.Compact)
                )
            );
        }

        return new Export([.. columns], sorted, seedable.LeftOut)
        {
            HasIds = people is null,
            Numbers = writable
                .Where(field => !field.IsMultiple && field.Kind is IntegerType or DecimalType)
                .Select(field => field.Name)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// The leads come by origin, so that one whose neighbours have another origin is the only one with its own.
    /// </summary>
    private static IEnumerable<(LeadSnapshot Lead, bool IsUnique)> WithUniqueness(IEnumerable<LeadSnapshot> leads)
    {
        LeadSnapshot? last = null;
        var isLikeBefore = false;
        foreach (var lead in leads)
        {
            var isLikeNext = last is not null && OriginKey(last) == OriginKey(lead);
            if (last is not null)
            {
                yield return (last, !isLikeBefore && !isLikeNext);
            }

            (last, isLikeBefore) = (lead, isLikeNext);
        }

        if (last is not null)
        {
            yield return (last, !isLikeBefore);
        }
    }

    private static string? OriginKey(LeadSnapshot lead) =>
        lead[OriginRule.Origin] is TextValue { Text.Length: > 0 } key ? key.Text : null;

    private JsonObject Values(LeadSnapshot lead, Anonymizer? anonymizer, SeedableValues seedable)
    {
        var values = new JsonObject();
        foreach (var field in writable)
        {
            var value = anonymizer?.Of(field, lead[field.Name]) ?? Managed(field, lead[field.Name]);
            if (!value.IsEmpty && seedable.Of(lead.Id, field, Plain(field, value)) is { } plain)
            {
                values[field.Name] = plain;
            }
        }

        return values;
    }

    private static FieldValue Managed(FieldDefinition field, FieldValue value) =>
        value is MultifieldValue items
            ? items.Items.Where(item => MultifieldRule.IsManaged(field.Name, item)).ToList() is { Count: > 0 } kept
                ? new MultifieldValue(kept)
                : FieldValue.Empty
            : value;

    /// <summary>
    /// Days are written without the portal's time and offset, so that they stay the same day in another zone.
    /// </summary>
    private static string Day(FieldDefinition field, string text) => field.Type == "date" ? field.Kind.Key(text) : text;

    private static JsonNode Plain(FieldDefinition field, FieldValue value) =>
        value switch
        {
            TextValue text => Day(field, text.Text),
            ListValue list => new JsonArray([.. list.Items.Select(item => (JsonNode)Day(field, item))]),
            RowsValue rows => new JsonArray([.. rows.Rows.Select(row => (JsonNode)row.ToJson())]),
            MultifieldValue items => new JsonArray([
                .. items.Items.Select(item => new JsonObject
                {
                    ["VALUE"] = item.Value,
                    ["VALUE_TYPE"] = item.ValueType,
                }),
            ]),
            _ => "",
        };
}
