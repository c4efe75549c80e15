using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>The amount of a lead with product rows, within what a column of the portal's database holds.</summary>
internal static class Amounts
{
    private const decimal LargestMoney = 9_999_999_999_999_999.99m;
    private const decimal LargestQuantity = 999_999_999_999.9999m;
    private const decimal LargestRate = 999.99m;

    /// <summary>Without the manual flag the amount is the sum of the product rows, when there are any.</summary>
    public static void Recalculate(Lead lead)
    {
        if (lead["IS_MANUAL_OPPORTUNITY"] != "Y" && lead.ProductRows is { } rows)
        {
            var sum = JsonNode
                .Parse(rows)!
                .AsArray()
                .Aggregate(0m, (sum, row) => Limited(sum + Limited(Number(row!["PRICE"]) * Quantity(row["QUANTITY"]))));
            lead["OPPORTUNITY"] = Math.Round(sum, 2, MidpointRounding.AwayFromZero)
                .ToString("0.00", CultureInfo.InvariantCulture);
        }
    }

    public static decimal Number(JsonNode? node) => Limited(PhpNumber.Float(Parameters.Text(node)));

    public static decimal Quantity(JsonNode? node) =>
        Parameters.Text(node) is { Length: > 0 } text
            ? Math.Clamp(PhpNumber.Float(text), -LargestQuantity, LargestQuantity)
            : 1;

    /// <summary>Per cent, with the two digits that the portal keeps.</summary>
    public static decimal Rate(JsonNode? node) =>
        Math.Round(Math.Clamp(PhpNumber.Float(Parameters.Text(node)), 0, LargestRate), 2);

    public static decimal Limited(decimal money) => Math.Clamp(money, -LargestMoney, LargestMoney);
}
