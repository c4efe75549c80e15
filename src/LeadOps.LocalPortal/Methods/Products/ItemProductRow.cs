using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Products;

/// <summary>A product row under the names of crm.item.productrow.*, in the order of the portal.</summary>
internal static class ItemProductRow
{
    private static readonly string[] Order =
    [
        .. "id ownerId ownerType productId productName price priceAccount priceExclusive priceNetto".Split(' '),
        .. "priceBrutto quantity discountTypeId discountRate discountSum taxRate taxIncluded customized".Split(' '),
        .. "measureCode measureName sort xmlId type storeId".Split(' '),
    ];

    /// <summary>Name, type, title, and what is special: `r` read-only, `q` required, `i` immutable.</summary>
    private static readonly (string Name, string Type, string Title, string Special)[] Described =
    [
        ("id", "integer", "ID", "r"),
        ("ownerId", "integer", "Owner ID", "qi"),
        ("ownerType", "string", "Owner Type", "qi"),
        ("productId", "integer", "Product", "q"),
        ("productName", "string", "Product Name", ""),
        ("price", "double", "Price", ""),
        ("priceExclusive", "double", "Discounted price excluding tax", "r"),
        ("priceNetto", "double", "PRICE_NETTO", "r"),
        ("priceBrutto", "double", "PRICE_BRUTTO", "r"),
        ("quantity", "double", "Quantity", ""),
        ("discountTypeId", "integer", "Discount Type", ""),
        ("discountRate", "double", "Discount Amount", ""),
        ("discountSum", "double", "Discount Total", ""),
        ("taxRate", "double", "Tax", ""),
        ("taxName", "string", "TAX_NAME", ""),
        ("taxIncluded", "char", "Tax included in price", ""),
        ("customized", "char", "Modified", ""),
        ("measureCode", "integer", "Unit of Measure Code", ""),
        ("measureName", "string", "Unit of Measure", ""),
        ("sort", "integer", "Sorting", ""),
        ("type", "integer", "TYPE", "r"),
        ("storeId", "integer", "STORE_ID", "r"),
    ];

    public static readonly string[] Written =
    [
        "productId",
        "productName",
        "price",
        "priceExclusive",
        "priceNetto",
        "priceBrutto",
        "quantity",
        "discountTypeId",
        "discountRate",
        "discountSum",
        "taxRate",
        "taxIncluded",
        "measureCode",
        "measureName",
        "sort",
    ];

    public static JsonObject Fields() =>
        Nodes.Map(
            Described,
            field => field.Name,
            field =>
                Descriptions.Plain(
                    field.Type,
                    field.Title,
                    isReadOnly: field.Special.Contains('r'),
                    isRequired: field.Special.Contains('q'),
                    isImmutable: field.Special.Contains('i')
                )
        );

    public static JsonObject Universal(Lead lead, JsonObject row)
    {
        var written = new JsonObject();
        foreach (var name in Order)
        {
            written[name] = name switch
            {
                "ownerId" => lead.Id,
                "ownerType" => "L",
                "priceAccount" => row["PRICE"]?.DeepClone(),
                "xmlId" => "",
                _ => row[CamelCase.Back(name)]?.DeepClone(),
            };
        }

        return written;
    }

    /// <summary>Members by the names that rows are kept under; others are ignored.</summary>
    public static JsonObject Legacy(JsonObject fields) =>
        Nodes.Map(
            fields.Where(pair => Written.Contains(pair.Key)),
            pair => CamelCase.Back(pair.Key),
            pair => pair.Value?.DeepClone()
        );
}
