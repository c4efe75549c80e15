using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fixtures;
using LeadOps.Manifests;
using LeadOps.Portal;
using LeadOps.Scriban;
using LeadOps.Selection;

namespace LeadOps.Exporting;

/// <summary>One exported lead: its key and its writable values, as rows of a fixture hold them.</summary>
public sealed record ExportedLead(string Key, IReadOnlyDictionary<string, object> Values);

/// <summary>All exported leads in the order of their keys, with the columns that any of them has.</summary>
public sealed record Export(IReadOnlyList<string> Columns, IReadOnlyList<ExportedLead> Leads);

/// <summary>Existing leads → rows that a fixture seeds again, equal in every writable field but the origin.</summary>
public sealed class LeadExporter(PortalReader reader, FieldCatalogue catalogue)
{
    /// <summary>The fixture owns the origin; CONTACT_IDS says all that CONTACT_ID does; LINK and files cannot be written.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "ID", "ORIGIN_ID", "ORIGINATOR_ID", "LINK", "CONTACT_ID" };

    public async Task<Export> ReadAsync(IReadOnlyList<Condition> where, bool anonymize, CancellationToken cancellationToken)
    {
        var scope = new TemplateScope(new Dictionary<string, object?>());
        var predicates = where.Select(condition => Predicate.Resolve(condition, catalogue.Find(condition.Field)!, scope, cancellationToken)).ToList();
        var select = catalogue.All.Where(field => !field.IsApart).Select(field => field.Name).ToList();
        var leads = new List<LeadSnapshot>();
        await foreach (var row in reader.LeadsAsync(PortalFilter.Of(predicates), select, cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (new Matcher([predicates]).Matches(lead))
            {
                leads.Add(lead);
            }
        }

        await new FixtureLeads(reader, catalogue).BindAsync(leads, cancellationToken);
        return Of(leads, anonymize);
    }

    private Export Of(List<LeadSnapshot> leads, bool anonymize)
    {
        var originKeys = leads.Select(OriginKey).OfType<string>().CountBy(key => key).ToDictionary(StringComparer.Ordinal);
        string KeyOf(LeadSnapshot lead) => !anonymize && OriginKey(lead) is { } key && originKeys[key] == 1 ? key : $"lead-{lead.Id}";
        var exported = leads.Select(lead => new ExportedLead(KeyOf(lead), Values(lead, anonymize))).OrderBy(lead => lead.Key, StringComparer.Ordinal).ToList();
        return new Export([.. exported.SelectMany(lead => lead.Values.Keys).Distinct().Order(StringComparer.Ordinal)], exported);
    }

    private static string? OriginKey(LeadSnapshot lead) => lead["ORIGIN_ID"] is TextValue { Text.Length: > 0 } key ? key.Text : null;

    private SortedDictionary<string, object> Values(LeadSnapshot lead, bool anonymize)
    {
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var person = anonymize ? new Anonymizer(lead) : null;
        foreach (var field in catalogue.All.Where(field => !field.IsReadOnly && field.Type != "file" && !LeftOut.Contains(field.Name)))
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

    private static object Plain(FieldValue value) => value switch
    {
        TextValue text => text.Text,
        ListValue list => new JsonArray([.. list.Items.Select(item => (JsonNode)item)]),
        RowsValue rows => new JsonArray([.. rows.Rows.Select(row => (JsonNode)row.ToJson())]),
        MultifieldValue items => new JsonArray([.. items.Items.Select(item => new JsonObject { ["VALUE"] = item.Value, ["VALUE_TYPE"] = item.ValueType })]),
        _ => "",
    };
}
