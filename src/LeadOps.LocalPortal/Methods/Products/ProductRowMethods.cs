using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Products;

/// <summary>crm.lead.productrows.get and set; set replaces everything.</summary>
internal sealed class ProductRowMethods(LeadDesk desk)
{
    private static readonly string[] Order =
    [
        .. "ID OWNER_ID OWNER_TYPE PRODUCT_ID PRODUCT_NAME ORIGINAL_PRODUCT_NAME PRODUCT_DESCRIPTION".Split(' '),
        .. "PRICE PRICE_EXCLUSIVE PRICE_NETTO PRICE_BRUTTO PRICE_ACCOUNT QUANTITY".Split(' '),
        .. "DISCOUNT_TYPE_ID DISCOUNT_RATE DISCOUNT_SUM TAX_RATE TAX_INCLUDED CUSTOMIZED".Split(' '),
        .. "MEASURE_CODE MEASURE_NAME SORT XML_ID TYPE".Split(' '),
        .. "STORE_ID RESERVE_ID DATE_RESERVE_END RESERVE_QUANTITY".Split(' '),
    ];

    public IEnumerable<(string, Method)> Table =>
        [("crm.lead.productrows.get", Get), ("crm.lead.productrows.set", Set)];

    public static IEnumerable<JsonObject> Rows(Lead lead) =>
        lead.ProductRows is { } rows ? JsonNode.Parse(rows)!.AsArray().OfType<JsonObject>() : [];

    public static void Keep(Lead lead, IEnumerable<JsonObject> rows, LeadDesk desk)
    {
        desk.History.Watch(lead);
        var kept = Nodes.List(rows, row => row.DeepClone());
        lead.ProductRows = kept.Count > 0 ? kept.ToJsonString() : null;
        Amounts.Recalculate(lead);
        desk.Store.Touch(lead);
    }

    private Lead Lead(Parameters call, Caller caller, bool isWrite)
    {
        var id = call.Int("id") is > 0 and var given
            ? given
            : throw RestException.Legacy("The parameter id is invalid or not defined.");
        var lead = desk.Store.Find(id) ?? throw RestException.Legacy("Not found");
        return (isWrite ? desk.Gate.CanEdit(caller, lead) : desk.Gate.CanRead(caller, lead))
            ? lead
            : throw RestException.Legacy("Access denied");
    }

    private Answer Get(Parameters call, Caller caller)
    {
        var lead = Lead(call, caller, isWrite: false);
        return new Answer(Nodes.List(Rows(lead), row => Legacy(lead, row)));
    }

    private Answer Set(Parameters call, Caller caller)
    {
        var lead = Lead(call, caller, isWrite: true);
        var given =
            call["rows"] is JsonArray or JsonObject ? MultifieldEditor.Elements(call["rows"]).ToList()
            : call["rows"] is not null && call.Get("rows").Length == 0 ? []
            : throw RestException.Legacy("The parameter rows must be array");
        Keep(lead, given.Select(row => ProductRow.Make(desk.Store.Next("row", 3300), row, desk.Store)).ToList(), desk);
        return new Answer(true);
    }

    private static JsonObject Legacy(Lead lead, JsonObject row)
    {
        var written = new JsonObject();
        foreach (var name in Order)
        {
            written[name] = name switch
            {
                "ID" => Parameters.Text(row["ID"]),
                "OWNER_ID" => lead.Id.ToString(CultureInfo.InvariantCulture),
                "OWNER_TYPE" => "L",
                "PRICE_ACCOUNT" => Amounts.Number(row["PRICE"]).ToString("0.00000000", CultureInfo.InvariantCulture),
                "XML_ID" => "",
                _ => row[name]?.DeepClone(),
            };
        }

        return written;
    }
}
