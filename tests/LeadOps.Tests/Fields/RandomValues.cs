using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Tests.Fields;

/// <summary>
/// Values as a person may write them in a manifest, drawn from a seed: titles instead of ids, odd texts, foreign
/// offsets.
/// </summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] Texts =
    [
        "plain",
        "50% & more + \"quotes\" 'single'",
        "🎪 Zürich · Київ",
        "two\nlines",
        "$result[c0][ID] looks like a reference",
        "  spaces around  ",
        "<b>tag</b> [B]bb[/B]",
        "a=b&c[d]=e",
        "0",
        "007",
        "null",
        "Yes",
        "1,5",
    ];

    private static readonly string[] Offsets = ["+02:00", "Z", "-05:30", "+00:00", ""];

    private readonly Random random = new(seed);

    public int Next(int limit) => random.Next(limit);

    public bool Chance(int percent) => random.Next(100) < percent;

    public JsonNode? For(FieldDefinition field) =>
        field.Type == "file" ? null
        : field.Type == "crm_productrow" ? Rows()
        : field.IsMultifield ? Multifield(field)
        : field.IsMultiple
            ? new JsonArray([
                .. Enumerable
                    .Range(0, 1 + random.Next(3))
                    .Select(_ => Single(field))
                    .OfType<JsonNode>()
                    .DistinctBy(node => node.ToJsonString()),
            ])
        : Single(field);

    private JsonNode? Single(FieldDefinition field) =>
        field.Type switch
        {
            "string" => Text(field),
            "url" => Pick("example.com", "https://example.org/a?b=c&d=[e]", "http://münchen.example/"),
            "address" => Pick("Hauptstr. 1, Bonn", "Markt 5, , Köln"),
            "integer" => random.Next(-5, 100_000),
            "double" => field.Name == "OPPORTUNITY"
                ? random.Next(0, 1_000_000) / 100m
                : random.Next(-10_000, 10_000) / 1000m,
            "char" => Pick("Y", "N"),
            "boolean" => random.Next(2) == 0,
            "date" => new DateOnly(2020, 1, 1)
                .AddDays(random.Next(3000))
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "datetime" => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)
                .AddMinutes(random.Next(900_000))
                .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Offsets[random.Next(Offsets.Length)],
            "money" => $"{random.Next(0, 100_000) / 100m}|{(random.Next(2) == 0 ? "EUR" : "USD")}",
            "crm" => Pick("C_410", "CO_33", "D_1"),
            "crm_company" => 31 + (2 * random.Next(3)),
            "crm_contact" => random.Next(2) == 0 ? 410 : 411,
            "iblock_element" or "iblock_section" => 1 + random.Next(3),
            _ when field.Choices.Count > 0 => Choice(field),
            _ => null,
        };

    /// <summary>Ids and titles alike; a title only where it is unambiguous.</summary>
    private JsonNode Choice(FieldDefinition field)
    {
        var choice = field.Choices[random.Next(field.Choices.Count)];
        var isUnique =
            choice.Title.Length > 0
            && field.Choices.Count(other => other.IsCalled(choice.Title)) == 1
            && field.FindChoice(choice.Title) is null;
        return isUnique && random.Next(2) == 0 ? choice.Title : choice.Id;
    }

    private JsonNode Text(FieldDefinition field) =>
        field.Name switch
        {
            "ADDRESS_COUNTRY_CODE" => Pick("NO", "DE"),
            _ => $"{Texts[random.Next(Texts.Length)]}"
                + $"{(field.Name == "TITLE" ? random.Next(100).ToString(CultureInfo.InvariantCulture) : "")}",
        };

    private JsonArray Rows() =>
        new([
            .. Enumerable
                .Range(0, 1 + random.Next(2))
                .Select(_ => new JsonObject
                {
                    ["PRODUCT_NAME"] = Pick("Chair", "Tisch & Stuhl", "🎪 tent"),
                    ["PRICE"] = random.Next(100, 100_000) / 100m,
                    ["QUANTITY"] = 1 + random.Next(5),
                }),
        ]);

    private JsonNode? Multifield(FieldDefinition field)
    {
        var items = Enumerable
            .Range(0, 1 + random.Next(3))
            .Select(_ => new JsonObject
            {
                ["VALUE"] = field.Name switch
                {
                    "PHONE" => Pick("+49 30 23125{0}", "030/23125{0}", "+4930 23125 {0}", "0049 (30) 23125{0}")
                        .ToString()
                        .Replace("{0}", $"{random.Next(1000):000}", StringComparison.Ordinal),
                    "EMAIL" => $"{Pick("Anna", "bob", "c.d")}{random.Next(1000)}@example.com",
                    "WEB" => $"https://example.com/{random.Next(1000)}",
                    _ => $"@name{random.Next(1000)}",
                },
                ["VALUE_TYPE"] = field.Name == "IM" ? "TELEGRAM" : Pick("WORK", "HOME", "OTHER"),
            });
        return field.Name == "LINK" ? null : new JsonArray([.. items]);
    }

    private JsonNode Pick(params string[] texts) => texts[random.Next(texts.Length)];
}
