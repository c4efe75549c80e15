using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>The amount of a lead with product rows.</summary>
internal static class Amounts
{
    /// <summary>Without the manual flag the amount is the sum of the product rows, when there are any.</summary>
    public static void Recalculate(Lead lead)
    {
        if (lead["IS_MANUAL_OPPORTUNITY"] != "Y" && lead.ProductRows is { } rows)
        {
            var sum = JsonNode.Parse(rows)!.AsArray().Sum(row => Number(row!["PRICE"]) * Number(row["QUANTITY"]));
            lead["OPPORTUNITY"] = Math.Round(sum, 2, MidpointRounding.AwayFromZero)
                .ToString("0.00", CultureInfo.InvariantCulture);
        }
    }

    public static decimal Number(JsonNode? node, decimal otherwise = 0) =>
        Parameters.Text(node) is { Length: > 0 } text ? PhpNumber.Float(text) : otherwise;
}
