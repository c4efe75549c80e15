using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields.Types;
using LeadOps.Templates;

namespace LeadOps.Fields;

/// <summary>
/// One product row of a lead: what may be written of it, by the portal's names. Rows are equal when they sell the
/// same; ids and what the portal calculates do not count.
/// </summary>
public sealed record ProductRow
{
    /// <summary>
    /// Every name with what the portal takes when it is absent; null leaves the choice to the portal, and such a
    /// value is compared only when both sides have it.
    /// </summary>
    private static readonly (string Name, string? Default, bool IsNumber)[] Members =
    [
        ("PRODUCT_ID", "0", true),
        ("PRODUCT_NAME", null, false),
        ("PRICE", "0", true),
        ("QUANTITY", "1", true),
        ("DISCOUNT_TYPE_ID", null, true),
        ("DISCOUNT_RATE", "0", true),
        ("DISCOUNT_SUM", "0", true),
        ("TAX_RATE", "", true),
        ("TAX_INCLUDED", "N", false),
        ("MEASURE_CODE", null, true),
        ("MEASURE_NAME", null, false),
        ("SORT", null, true),
    ];

    private static readonly Dictionary<string, string> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = "Y",
        ["yes"] = "Y",
        ["1"] = "Y",
        ["y"] = "Y",
        ["false"] = "N",
        ["no"] = "N",
        ["0"] = "N",
        ["n"] = "N",
    };

    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Members.Select(member => member.Name);

    /// <summary>From a manifest, or an explanation.</summary>
    public static (ProductRow? Row, string? Problem) Of(IReadOnlyDictionary<string, object?> given)
    {
        var row = new ProductRow();
        foreach (var (name, value) in given)
        {
            if (MemberProblem(name) is { } unknown)
            {
                return (null, unknown);
            }

            if (value is null && name != "TAX_RATE")
            {
                continue;
            }

            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text = name == "TAX_INCLUDED" ? Flags.GetValueOrDefault(text, text) : text;
            if (TextProblem(name, text) is { } wrong)
            {
                return (null, wrong);
            }

            row.values[name] = text;
        }

        return row["PRODUCT_ID"] is "0" && row.values.GetValueOrDefault("PRODUCT_NAME", "").Length == 0
            ? (null, "a product row needs a PRODUCT_ID or a PRODUCT_NAME")
            : (row, null);
    }

    private static string? TextProblem(string name, string text)
    {
        if (name == "TAX_INCLUDED")
        {
            return text is "Y" or "N" ? null : $"`{text}` is not a value for `{name}` of a product row; write Y or N";
        }

        if (!Members.First(member => member.Name == name).IsNumber || (text.Length == 0 && name == "TAX_RATE"))
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(text) ? $"`{name}` of a product row is empty"
            : Numbers.TryRead(text, out _) ? null
            : $"`{text}` is not a number for `{name}` of a product row";
    }

    public static string? MemberProblem(string name) =>
        Members.Any(member => member.Name == name) ? null
        : Suggestions.Nearest(name, Names) is { } near ? $"a product row has no `{name}`; did you mean `{near}`?"
        : $"a product row has no `{name}`; it has {string.Join(", ", Names)}";

    /// <summary>As the portal writes rows, with numbers or texts; what it calculates is left out.</summary>
    public static ProductRow Read(JsonElement row)
    {
        var read = new ProductRow();
        foreach (var (name, _, _) in Members)
        {
            if (
                row.TryGetProperty(name, out var value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            )
            {
                read.values[name] = value.ToString();
            }
        }

        return read;
    }

    public JsonObject ToJson() =>
        new(
            Members
                .Where(member => values.ContainsKey(member.Name))
                .Select(member =>
                    KeyValuePair.Create(member.Name, (JsonNode?)Json(member.IsNumber, values[member.Name]))
                )
        );

    public IReadOnlyDictionary<string, object?> ToTemplate() =>
        Members.ToDictionary(member => member.Name, member => (object?)this[member.Name], StringComparer.Ordinal);

    /// <summary>What the portal adds to the amount for it.</summary>
    internal decimal Total => Number("PRICE") * Number("QUANTITY");

    private decimal Number(string name) => Numbers.TryRead(this[name], out var number) ? number : 0;

    public override string ToString()
    {
        var name = values.GetValueOrDefault("PRODUCT_NAME");
        var sold = string.IsNullOrEmpty(name) ? $"product {this["PRODUCT_ID"]}" : name;
        return $"{this["QUANTITY"]} × {sold} at {this["PRICE"]}";
    }

    public bool Equals(ProductRow? other) =>
        other is not null && Members.All(member => SameMember(member, this, other));

    public override int GetHashCode() => 0;

    private string? this[string name] =>
        values.TryGetValue(name, out var text) ? text : Members.First(member => member.Name == name).Default;

    /// <summary>The name of a product from the catalogue is the portal's own.</summary>
    private static bool SameMember((string Name, string? Default, bool IsNumber) member, ProductRow a, ProductRow b)
    {
        var (x, y) = (a[member.Name], b[member.Name]);
        return x is null || y is null || x == y || (member.IsNumber && Numbers.Compare(x, y) == 0);
    }

    private static JsonNode Json(bool isNumber, string text) =>
        isNumber && Numbers.TryRead(text, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);
}
