using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>
/// A lead as crm.lead.* shows it: strings, `12500.00`, ISO dates with offset, multifields only when there are any.
/// </summary>
internal sealed class LeadFormat(Catalogue catalogue)
{
    /// <summary>
    /// The portal's own fields in the order in which it answers them; custom ones come behind, then multifields.
    /// </summary>
    private static readonly string[] Order =
    [
        .. "ID TITLE HONORIFIC NAME SECOND_NAME LAST_NAME COMPANY_TITLE COMPANY_ID CONTACT_ID".Split(' '),
        .. "IS_RETURN_CUSTOMER BIRTHDATE SOURCE_ID SOURCE_DESCRIPTION STATUS_ID STATUS_DESCRIPTION".Split(' '),
        .. "POST COMMENTS CURRENCY_ID OPPORTUNITY IS_MANUAL_OPPORTUNITY HAS_PHONE HAS_EMAIL HAS_IMOL".Split(' '),
        .. "ASSIGNED_BY_ID CREATED_BY_ID MODIFY_BY_ID DATE_CREATE DATE_MODIFY DATE_CLOSED".Split(' '),
        .. "STATUS_SEMANTIC_ID OPENED ORIGINATOR_ID ORIGIN_ID MOVED_BY_ID MOVED_TIME".Split(' '),
        .. "ADDRESS ADDRESS_2 ADDRESS_CITY ADDRESS_POSTAL_CODE ADDRESS_REGION ADDRESS_PROVINCE".Split(' '),
        .. "ADDRESS_COUNTRY ADDRESS_COUNTRY_CODE ADDRESS_LOC_ADDR_ID".Split(' '),
        .. "UTM_SOURCE UTM_MEDIUM UTM_CAMPAIGN UTM_CONTENT UTM_TERM LAST_ACTIVITY_BY LAST_ACTIVITY_TIME".Split(' '),
    ];

    /// <summary>All names that `*` means.</summary>
    public IEnumerable<string> Own => Order.Union(Names(known => !known.IsCustom && !known.IsMultifield));

    public IEnumerable<string> Custom => Names(known => known.IsCustom);

    /// <summary>All names, as a single lead is answered.</summary>
    public IEnumerable<string> All => Own.Concat(Custom).Concat(Names(known => known.IsMultifield));

    public JsonObject Row(Lead lead, IEnumerable<string> names)
    {
        var row = new JsonObject();
        foreach (var name in names)
        {
            if (name == "CONTACT_IDS" || !catalogue.Fields.TryGetValue(name, out var field))
            {
                continue;
            }

            if (field.IsMultifield)
            {
                Put(row, name, Items(lead.Multifields, name));
            }
            else if (field.Type == "file")
            {
                PutFiles(row, lead, field);
            }
            else
            {
                row[name] = Value(lead, field);
            }
        }

        return row;
    }

    /// <summary>The value as filters and rows see it, derived fields included.</summary>
    public string? Raw(Lead lead, string name) =>
        name switch
        {
            "ID" => lead.Id.ToString(CultureInfo.InvariantCulture),
            "STATUS_SEMANTIC_ID" => catalogue.Stage(lead["STATUS_ID"])?.Semantics ?? "P",
            "HAS_PHONE" => Has(lead, item => item.TypeId == "PHONE"),
            "HAS_EMAIL" => Has(lead, item => item.TypeId == "EMAIL"),
            "HAS_IMOL" => Has(lead, item => item.ValueType is "OPENLINE" or "IMOL"),
            _ => lead[name],
        };

    private IEnumerable<string> Names(Func<FieldInfo, bool> which) =>
        catalogue.Fields.Values.Where(which).Select(known => known.Name);

    private static string Has(Lead lead, Predicate<MultifieldItem> what) => lead.Multifields.Exists(what) ? "Y" : "N";

    private static void Put(JsonObject row, string name, JsonArray items)
    {
        if (items.Count > 0)
        {
            row[name] = items;
        }
    }

    public static JsonArray Items(IEnumerable<MultifieldItem> items, string type) =>
        Nodes.List(
            items.Where(item => item.TypeId == type).OrderBy(item => item.Id),
            item => new JsonObject
            {
                ["ID"] = item.Id.ToString(CultureInfo.InvariantCulture),
                ["VALUE_TYPE"] = item.ValueType,
                ["VALUE"] = item.Value,
                ["TYPE_ID"] = type,
            }
        );

    private JsonNode? Value(Lead lead, FieldInfo field)
    {
        if (field.IsList)
        {
            return Nodes.List(lead.List(field.Name));
        }

        var value = Raw(lead, field.Name);
        return string.IsNullOrEmpty(value) && field.Type is "date" or "datetime" && string.IsNullOrEmpty(value)
            ? ""
            : value;
    }

    /// <summary>An empty single file has no key at all.</summary>
    private static void PutFiles(JsonObject row, Lead lead, FieldInfo field)
    {
        if (field.IsMultiple)
        {
            row[field.Name] = Nodes.List(lead.List(field.Name), id => File(lead, field, id));
        }
        else if (lead[field.Name] is { Length: > 0 } id)
        {
            row[field.Name] = File(lead, field, id);
        }
    }

    private static JsonObject File(Lead lead, FieldInfo field, string id)
    {
        var page = "/bitrix/components/bitrix/crm.lead.show/show_file.php";
        return new JsonObject
        {
            ["id"] = Values.Number(id),
            ["showUrl"] = $"{page}?ownerId={lead.Id}&fieldName={field.Name}&dynamic=Y&fileId={id}",
            ["downloadUrl"] = $"{page}?auth=&ownerId={lead.Id}&fieldName={field.Name}&dynamic=Y&fileId={id}",
        };
    }
}
