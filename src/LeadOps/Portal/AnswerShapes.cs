using System.Globalization;
using System.Text.Json;
using LeadOps.Fields.Rules;

namespace LeadOps.Portal;

/// <summary>
/// What an answer must look like to be read. Anything else that comes as a success, from a proxy or a broken module,
/// is no answer: a read is repeated, a write is settled by reading.
/// </summary>
internal static class AnswerShapes
{
    private static readonly Dictionary<string, Func<JsonElement, bool>> ByMethod = new(StringComparer.Ordinal)
    {
        ["crm.lead.list"] = answer => AreRows(answer, "ID"),
        ["crm.lead.get"] = answer => IsRow(answer, "ID"),
        ["crm.lead.add"] = IsId,
        ["crm.lead.fields"] = AreDefinitions,
        ["crm.lead.contact.items.get"] = answer => AreRows(answer, ContactRule.Main),
        ["crm.lead.productrows.get"] = AreObjects,
        ["crm.item.list"] = answer => Has(answer, "items", items => AreRows(items, "id")),
        ["crm.item.get"] = answer => Has(answer, "item", item => IsRow(item, "id")),
        ["crm.item.add"] = answer => Has(answer, "item", item => IsRow(item, "id")),
        ["crm.item.fields"] = answer => Has(answer, "fields", AreDefinitions),
        ["crm.status.list"] = answer => AreNamed(answer, "STATUS_ID"),
        ["crm.currency.list"] = answer => AreNamed(answer, "CURRENCY"),
        ["crm.contact.list"] = answer => AreRows(answer, "ID"),
        ["crm.company.list"] = answer => AreRows(answer, "ID"),
        ["crm.duplicate.findbycomm"] = AreFound,
        ["user.get"] = answer => AreRows(answer, "ID"),
        ["profile"] = answer => IsRow(answer, "ID"),
        ["server.time"] = answer =>
            answer.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(answer.GetString(), CultureInfo.InvariantCulture, out _),
    };

    public static bool Fits(string method, JsonElement answer) =>
        !ByMethod.TryGetValue(method, out var fits) || fits(answer);

    private static bool AreRows(JsonElement rows, string id) => All(rows, row => IsRow(row, id));

    private static bool AreObjects(JsonElement rows) => All(rows, row => row.ValueKind == JsonValueKind.Object);

    private static bool AreNamed(JsonElement rows, string name) =>
        All(rows, row => Has(row, name, value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number));

    private static bool AreDefinitions(JsonElement fields) =>
        fields.ValueKind == JsonValueKind.Object
        && fields.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.Object);

    /// <summary>Ids by kind, and an empty list when there are none.</summary>
    private static bool AreFound(JsonElement found) =>
        found.ValueKind == JsonValueKind.Object
            ? found.EnumerateObject().All(kind => All(kind.Value, IsId))
            : All(found, _ => false);

    private static bool IsRow(JsonElement row, string id) => Has(row, id, IsId);

    private static bool IsId(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out var number) && number > 0,
            JsonValueKind.String => long.TryParse(
                value.GetString(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
                && number > 0,
            _ => false,
        };

    private static bool Has(JsonElement row, string name, Func<JsonElement, bool> fits) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && fits(value);

    private static bool All(JsonElement rows, Func<JsonElement, bool> fit) =>
        rows.ValueKind == JsonValueKind.Array && rows.EnumerateArray().All(fit);
}
