using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Fixtures;
using LeadOps.Leads;

namespace LeadOps.Exporting;

/// <summary>
/// Replaces what may tell who a lead is; stage, source, amounts, dates and choices stay. The same person gets the
/// same invented data in every lead, the same phone, e-mail or product the same invention.
/// </summary>
internal sealed class Anonymizer(LeadSnapshot lead, string person)
{
    private static readonly Dictionary<string, string> Fakes = new(StringComparer.Ordinal)
    {
        ["NAME"] = "first_name",
        ["SECOND_NAME"] = "first_name",
        ["LAST_NAME"] = "last_name",
        ["COMPANY_TITLE"] = "company",
        ["PHONE"] = "phone",
        ["EMAIL"] = "email",
    };

    /// <summary>Nothing can be invented for them: birthdays for instance.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "BIRTHDATE" };

    /// <summary>Contacts, companies and other records name people of the portal that is left.</summary>
    private static readonly HashSet<string> Links = new(StringComparer.Ordinal)
    {
        "crm",
        "crm_contact",
        "crm_company",
        "crm_lead",
    };

    private static readonly HashSet<string> CampaignMarks = new(StringComparer.Ordinal)
    {
        "UTM_SOURCE",
        "UTM_MEDIUM",
        "UTM_CAMPAIGN",
    };

    private static readonly string[] Identifying =
    [
        "NAME",
        "SECOND_NAME",
        "LAST_NAME",
        "COMPANY_TITLE",
        "TITLE",
        "PHONE",
        "EMAIL",
        "IM",
        "WEB",
        OriginRule.Origin,
    ];

    private const int ShortestName = 3;

    /// <summary>The value to export instead, or null to keep the real one.</summary>
    public FieldValue? Of(FieldDefinition field, FieldValue value) =>
        Disguise(field, value) switch
        {
            { Kind: DisguiseKind.Kept } => null,
            { Kind: DisguiseKind.Dropped } => FieldValue.Empty,
            { Kind: DisguiseKind.Invented, Fake: { } fake } => new TextValue(Invoke(fake, person, field.Name)),
            _ => Usual(field, value),
        };

    /// <summary>What the field's rules say, where they say anything of such a text.</summary>
    private static Disguise Disguise(FieldDefinition field, FieldValue value) =>
        value is TextValue text
            ? field
                .Rules.Select(rule => rule.Disguise(field.Name, text.Text))
                .FirstOrDefault(disguise => disguise.Kind != DisguiseKind.Usual)
            : Fields.Rules.Disguise.Usual;

    private FieldValue? Usual(FieldDefinition field, FieldValue value) =>
        value switch
        {
            EmptyValue => null,
            _ when LeftOut.Contains(field.Name) || Links.Contains(field.Type) => FieldValue.Empty,
            MultifieldValue items => new MultifieldValue([
                .. items
                    .Items.Where(item => MultifieldRule.IsManaged(field.Name, item))
                    .Select(item => new MultifieldItem(
                        null,
                        Fake(field.Name, MultifieldEditor.Key(field.Name, item.Value)),
                        item.ValueType
                    )),
            ]),
            RowsValue rows => new RowsValue([.. rows.Rows.Select(Anonymous)]),
            TextValue text when CampaignMarks.Contains(field.Name) && !TellsWho(text.Text) => null,
            TextValue when Fakes.ContainsKey(field.Name) => new TextValue(Fake(field.Name, person)),
            TextValue => Free(field, field.Name) is { } text ? new TextValue(text) : null,
            ListValue list when Free(field, field.Name) is not null => new ListValue([
                .. list.Items.Select((_, i) => Free(field, $"{field.Name} {i}")!),
            ]),
            _ => null,
        };

    /// <summary>
    /// What stands in free text is replaced by something of its kind; null for types that hold no text.
    /// </summary>
    private string? Free(FieldDefinition field, string place) =>
        field.Type switch
        {
            "string" or "resourcebooking" => Invoke("sentence", person, place),
            "url" => Site(person, place),
            "address" => Invoke("street", person, place),
            _ => null,
        };

    private static ProductRow Anonymous(ProductRow row)
    {
        var json = row.ToJson();
        json.Remove("MEASURE_NAME");
        if ((string?)json["PRODUCT_NAME"] is { Length: > 0 } name)
        {
            json["PRODUCT_NAME"] = $"Product {Invoke("uuid", name, "PRODUCT_NAME")[..8]}";
        }

        return ProductRow.Read(JsonElement.Parse(json.ToJsonString()));
    }

    /// <summary>A campaign mark may carry an address, a number, or what the lead says elsewhere.</summary>
    private bool TellsWho(string mark) =>
        mark.Contains('@', StringComparison.Ordinal)
        || mark.Count(char.IsAsciiDigit) > 6
        || Identifying
            .SelectMany(name => Words(lead[name]))
            .Any(word => word.Length >= ShortestName && mark.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Words(FieldValue value) =>
        value switch
        {
            TextValue text => [text.Text.Trim()],
            MultifieldValue items => items.Items.Select(item => item.Value.Trim()),
            _ => [],
        };

    private static string Fake(string field, string seed) =>
        Fakes.TryGetValue(field, out var name) ? Invoke(name, seed, field)
        : field == "WEB" ? Site(seed, field)
        : Invoke("uuid", seed, field)[..12];

    private static string Site(string seed, string field) => $"https://{Invoke("uuid", seed, field)[..8]}.example.com";

    private static string Invoke(string name, string seed, string field) =>
        new FakeData("anonymize", name, seed, field).Text(name);
}
