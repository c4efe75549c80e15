using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fixtures;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Scriban;
using LeadOps.Selection;

namespace LeadOps.Exporting;

/// <summary>Existing leads → rows that a fixture seeds again, equal in every writable field but the origin.</summary>
public sealed class LeadExporter(PortalReader reader, FieldCatalogue catalogue)
{
    /// <summary>The fixture owns the origin; CONTACT_IDS says all that CONTACT_ID does; LINK and files cannot be written.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "ID", "ORIGIN_ID", "ORIGINATOR_ID", "LINK", "CONTACT_ID" };

    private readonly List<FieldDefinition> writable =
        [.. catalogue.All.Where(field => !field.IsReadOnly && field.Type != "file" && !LeftOut.Contains(field.Name)).OrderBy(field => field.Name, StringComparer.Ordinal)];

    public async Task<Export> ReadAsync(IReadOnlyList<Condition> where, bool anonymize, CancellationToken cancellationToken)
    {
        using var byOrigin = new SortedSpool();
        var columns = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var lead in FixtureLeads.CompleteAsync(reader, LeadsAsync(where, cancellationToken), cancellationToken))
        {
            var values = Values(lead, anonymize);
            columns.UnionWith(values.Select(pair => pair.Key));
            var exported = new JsonObject { ["id"] = lead.Id.Value, ["origin"] = anonymize ? null : OriginKey(lead), ["values"] = values };
            byOrigin.Add(SortedSpool.Key(anonymize ? "" : OriginKey(lead) ?? "", lead.Id.Value), JsonSerializer.SerializeToUtf8Bytes(exported, Export.Compact));
        }

        return new Export([.. columns], Keyed(byOrigin));
    }

    /// <summary>By their final keys: the origin's own where only one lead has it.</summary>
    private static SortedSpool Keyed(SortedSpool byOrigin)
    {
        var sorted = new SortedSpool();
        foreach (var (lead, isUnique) in WithUniqueness(byOrigin.Read().Select(entry => JsonNode.Parse(entry.Value)!.AsObject())))
        {
            var key = isUnique && lead["origin"] is { } origin ? origin.GetValue<string>() : $"lead-{lead["id"]}";
            sorted.Add(SortedSpool.Key(key, lead["id"]!.GetValue<long>()), JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["key"] = key, ["values"] = lead["values"]!.DeepClone() }, Export.Compact));
        }

        return sorted;
    }

    /// <summary>The leads come by origin, so that one whose neighbours have another origin is the only one with its own.</summary>
    private static IEnumerable<(JsonObject Lead, bool IsUnique)> WithUniqueness(IEnumerable<JsonObject> leads)
    {
        JsonObject? last = null;
        var isLikeBefore = false;
        foreach (var lead in leads)
        {
            var isLikeNext = last is not null && (string?)last["origin"] == (string?)lead["origin"];
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

    private async IAsyncEnumerable<LeadSnapshot> LeadsAsync(IReadOnlyList<Condition> where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = new TemplateScope(new Dictionary<string, object?>());
        var predicates = where.Select(condition => Predicate.Resolve(condition, catalogue.Find(condition.Field)!, scope, cancellationToken)).ToList();
        var select = catalogue.All.Where(field => !field.IsApart).Select(field => field.Name).ToList();
        var matcher = new Matcher([predicates]);
        await foreach (var row in reader.LeadsAsync(PortalFilter.Of(predicates), select, cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (matcher.Matches(lead))
            {
                yield return lead;
            }
        }
    }

    private static string? OriginKey(LeadSnapshot lead) => lead["ORIGIN_ID"] is TextValue { Text.Length: > 0 } key ? key.Text : null;

    private JsonObject Values(LeadSnapshot lead, bool anonymize)
    {
        var values = new JsonObject();
        var person = anonymize ? new Anonymizer(lead) : null;
        foreach (var field in writable)
        {
            var value = person?.Of(field, lead[field.Name]) ?? Managed(field, lead[field.Name]);
            if (!value.IsEmpty)
            {
                values[field.Name] = Plain(value);
            }
        }

        return values;
    }

    private static FieldValue Managed(FieldDefinition field, FieldValue value) => value is MultifieldValue items
        ? items.Items.Where(item => MultifieldEditor.IsManaged(field.Name, item)).ToList() is { Count: > 0 } kept ? new MultifieldValue(kept) : FieldValue.Empty
        : value;

    private static JsonNode Plain(FieldValue value) => value switch
    {
        TextValue text => text.Text,
        ListValue list => new JsonArray([.. list.Items.Select(item => (JsonNode)item)]),
        RowsValue rows => new JsonArray([.. rows.Rows.Select(row => (JsonNode)row.ToJson())]),
        MultifieldValue items => new JsonArray([.. items.Items.Select(item => new JsonObject { ["VALUE"] = item.Value, ["VALUE_TYPE"] = item.ValueType })]),
        _ => "",
    };
}
