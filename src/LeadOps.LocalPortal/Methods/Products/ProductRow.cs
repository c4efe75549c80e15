using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Products;

/// <summary>A product row as it is kept: legacy names, prices derived from price, discount and tax.</summary>
internal static class ProductRow
{
    /// <param name="given">Members by legacy names.</param>
    public static JsonObject Make(long id, JsonObject given, PortalStore store)
    {
        CheckDiscount(given);
        var productId = Parameters.Int(given["PRODUCT_ID"]);
        var product = store.Catalogue.Products.Find(known => known.Id == productId);
        var row = new JsonObject
        {
            ["ID"] = id,
            ["PRODUCT_ID"] = productId,
            ["PRODUCT_NAME"] = Parameters.Text(given["PRODUCT_NAME"]) is { Length: > 0 } name
                ? name
                : product?.Name ?? $"[{id}]",
            ["ORIGINAL_PRODUCT_NAME"] = product?.Name,
            ["PRICE"] = Bare(Amounts.Number(given["PRICE"])),
            ["QUANTITY"] = Bare(Amounts.Quantity(given["QUANTITY"])),
            ["DISCOUNT_TYPE_ID"] = Parameters.Small(given["DISCOUNT_TYPE_ID"], 2),
            ["DISCOUNT_RATE"] = Bare(Amounts.Rate(given["DISCOUNT_RATE"])),
            ["DISCOUNT_SUM"] = Bare(Amounts.Number(given["DISCOUNT_SUM"])),
            ["TAX_RATE"] = Parameters.Text(given["TAX_RATE"]).Length > 0 ? Bare(Amounts.Rate(given["TAX_RATE"])) : null,
            ["TAX_INCLUDED"] = Parameters.IsYes(given["TAX_INCLUDED"]) ? "Y" : "N",
            ["CUSTOMIZED"] = "Y",
            ["MEASURE_CODE"] = Parameters.Small(given["MEASURE_CODE"], product?.MeasureCode ?? 0),
            ["MEASURE_NAME"] = Parameters.Text(given["MEASURE_NAME"]) is { Length: > 0 } measure
                ? measure
                : product?.MeasureName ?? "",
            ["SORT"] = Parameters.Small(given["SORT"]),
            ["TYPE"] = product?.Type ?? 1,
        };
        Derive(row, given);
        return row;
    }

    /// <summary>PRICE is the final price: with discount, and with tax if that is included.</summary>
    private static void Derive(JsonObject row, JsonObject given)
    {
        var (price, rate, sum) = (
            Amounts.Number(row["PRICE"]),
            Amounts.Number(row["DISCOUNT_RATE"]),
            Amounts.Number(row["DISCOUNT_SUM"])
        );
        var tax = Parameters.Text(row["TAX_INCLUDED"]) == "Y" ? 1 + (Amounts.Number(row["TAX_RATE"]) / 100) : 1;
        var exclusive = price / tax;
        var isPercent = IsPercent(row);
        var netto = isPercent && rate is > 0 and < 100 ? exclusive / (1 - (rate / 100)) : exclusive + sum;
        if (isPercent)
        {
            row["DISCOUNT_SUM"] = Money(given, "DISCOUNT_SUM", netto - exclusive);
        }
        else if (netto > 0 && given["DISCOUNT_RATE"] is null)
        {
            row["DISCOUNT_RATE"] = Bare(Math.Round(sum / netto * 100, 2));
        }

        row["PRICE_EXCLUSIVE"] = Money(given, "PRICE_EXCLUSIVE", exclusive);
        row["PRICE_NETTO"] = Money(given, "PRICE_NETTO", netto);
        row["PRICE_BRUTTO"] = Money(given, "PRICE_BRUTTO", netto * tax);
    }

    private static void CheckDiscount(JsonObject row)
    {
        if (row["DISCOUNT_TYPE_ID"] is null)
        {
            return;
        }

        var isPercent = IsPercent(row);
        var problem =
            isPercent && row["DISCOUNT_RATE"] is null
                ? "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined"
            : isPercent && Amounts.Number(row["DISCOUNT_RATE"]) == 100 && row["DISCOUNT_SUM"] is null
                ? "Discount Sum (DISCOUNT_SUM) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is "
                    + "defined and Discount Rate (DISCOUNT_RATE) is 100%"
            : !isPercent && row["DISCOUNT_SUM"] is null
                ? "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined"
            : null;
        if (problem is not null)
        {
            throw new RestException(400, "ERROR_CORE", problem + "<br>");
        }
    }

    private static bool IsPercent(JsonObject row) => Parameters.Int(row["DISCOUNT_TYPE_ID"]) == 2;

    private static JsonNode Money(JsonObject given, string name, decimal derived) =>
        Bare(given[name] is null ? Math.Round(derived, 2, MidpointRounding.AwayFromZero) : Amounts.Number(given[name]));

    private static JsonNode Bare(decimal number) => Values.Bare(number);
}
