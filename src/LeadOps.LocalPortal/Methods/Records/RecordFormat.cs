using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>
/// A contact or a company as crm.contact.* and crm.company.* show it: strings, null where nothing was set.
/// </summary>
internal static class RecordFormat
{
    /// <summary>A single one is answered with its multifields, when it has any.</summary>
    public static JsonObject Whole(CrmRecord record, RecordKind kind) =>
        Row(record, kind, [.. kind.Order, .. Multifields(kind)]);

    /// <summary>In a list `*` and nothing mean all fields but the multifields.</summary>
    public static JsonObject Selected(CrmRecord record, RecordKind kind, IReadOnlyList<string> select)
    {
        var all = select.Count == 0 || select.Contains("*");
        IEnumerable<string> names = all ? kind.Order.Concat(select) : select.Prepend("ID");
        return Row(record, kind, names.Distinct());
    }

    /// <summary>The value as filters, orders and rows see it.</summary>
    public static string? Raw(CrmRecord record, FieldInfo field) =>
        field.Name switch
        {
            "ID" => $"{record.Id}",
            "HAS_PHONE" => YesNo(record.Values("PHONE").Any()),
            "HAS_EMAIL" => YesNo(record.Values("EMAIL").Any()),
            "HAS_IMOL" => YesNo(record.Multifields.Exists(item => item.ValueType is "OPENLINE" or "IMOL")),
            _ => record[field.Name] ?? (field.Type is "date" or "datetime" ? "" : null),
        };

    public static IEnumerable<string> Multifields(RecordKind kind) =>
        kind.Fields.Where(field => field.IsMultifield).Select(field => field.Name);

    private static JsonObject Row(CrmRecord record, RecordKind kind, IEnumerable<string> names)
    {
        var row = new JsonObject();
        foreach (var field in names.Select(kind.Field).OfType<FieldInfo>())
        {
            if (!field.IsMultifield)
            {
                row[field.Name] = Raw(record, field);
            }
            else if (record.Values(field.Name).Any())
            {
                row[field.Name] = LeadFormat.Items(record.Multifields, field.Name);
            }
        }

        return row;
    }

    private static string YesNo(bool value) => value ? "Y" : "N";
}
