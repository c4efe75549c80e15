using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;

namespace LeadOps.Portal.Leads;

/// <summary>A field that no list returns and no update takes: it has methods of its own, called lead by lead.</summary>
internal sealed record ApartField(
    Carrier Carrier,
    string Name,
    string ReadMethod,
    Func<JsonElement, FieldValue> Parse,
    Func<LeadId, FieldValue, PortalCall> Write
)
{
    public static IReadOnlyList<ApartField> All { get; } =
    [
        new(Carrier.Contacts, ContactRule.All, "crm.lead.contact.items.get", Contacts, Bind),
        new(Carrier.ProductRows, ProductRowRule.Rows, "crm.lead.productrows.get", Rows, SetRows),
    ];

    public static ApartField Of(Carrier carrier) => All.First(field => field.Carrier == carrier);

    public static ApartField? Of(string name) => All.FirstOrDefault(field => field.Name == name);

    public PortalCall Read(LeadId id) => new(ReadMethod, new JsonObject { ["id"] = id.Value });

    public FieldValue Value(CallAnswer answer) =>
        answer is CallResult result
            ? Parse(result.Value)
            : throw new LeadOpsException(Failure.Portal, $"{ReadMethod} gave no usable answer; try again later.");

    /// <summary>The main contact first, then as the card shows them.</summary>
    private static FieldValue Contacts(JsonElement items)
    {
        var ids = items
            .EnumerateArray()
            .OrderBy(item => Text(item, "IS_PRIMARY") == "Y" ? 0 : 1)
            .ThenBy(item => int.TryParse(Text(item, "SORT"), CultureInfo.InvariantCulture, out var sort) ? sort : 0)
            .Select(item => item.GetProperty(ContactRule.Main).ToString())
            .ToList();
        return ids.Count == 0 ? FieldValue.Empty : new ListValue(ids);
    }

    private static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static PortalCall Bind(LeadId id, FieldValue after)
    {
        if (after is not ListValue list)
        {
            return new PortalCall("crm.lead.contact.items.delete", new JsonObject { ["id"] = id.Value });
        }

        var items = list.Items.Select(
            (contact, index) =>
                (JsonNode)
                    new JsonObject
                    {
                        [ContactRule.Main] = contact,
                        ["SORT"] = (index + 1) * 10,
                        ["IS_PRIMARY"] = index == 0 ? "Y" : "N",
                    }
        );
        return new PortalCall(
            "crm.lead.contact.items.set",
            new JsonObject { ["id"] = id.Value, ["items"] = new JsonArray([.. items]) }
        );
    }

    private static FieldValue Rows(JsonElement rows)
    {
        var read = rows.EnumerateArray().Select(ProductRow.Read).ToList();
        return read.Count == 0 ? FieldValue.Empty : new RowsValue(read);
    }

    private static PortalCall SetRows(LeadId id, FieldValue after) =>
        new(
            "crm.lead.productrows.set",
            new JsonObject
            {
                ["id"] = id.Value,
                ["rows"] = new JsonArray([
                    .. after is RowsValue rows ? rows.Rows.Select(row => (JsonNode)row.ToJson()) : [],
                ]),
            }
        );
}
