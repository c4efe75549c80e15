using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fixtures;
using LeadOps.Scriban;
using LeadOps.Selection;

namespace LeadOps.Exporting;

/// <summary>
/// Replaces what may tell who a lead is; stage, source, amounts, dates and choices stay. The same person, known by the first
/// e-mail, phone or name, gets the same invented data in every lead.
/// </summary>
internal sealed class Anonymizer
{
    private static readonly Dictionary<string, string> Fakes = new(StringComparer.Ordinal)
    {
        ["NAME"] = "first_name",
        ["SECOND_NAME"] = "first_name",
        ["LAST_NAME"] = "last_name",
        ["COMPANY_TITLE"] = "company",
        ["TITLE"] = "company",
        ["PHONE"] = "phone",
        ["EMAIL"] = "email",
        ["ADDRESS"] = "street",
        ["ADDRESS_CITY"] = "city",
        ["ADDRESS_POSTAL_CODE"] = "postal_code",
    };

    /// <summary>Short system texts that say nothing about a person.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "ADDRESS_COUNTRY", "ADDRESS_COUNTRY_CODE" };

    private readonly string person;

    public Anonymizer(LeadSnapshot lead) => person =
        First("EMAIL", lead["EMAIL"]) ?? First("PHONE", lead["PHONE"])
        ?? ($"{Text(lead["NAME"])} {Text(lead["LAST_NAME"])}".Trim() is { Length: > 0 } name ? name.ToUpperInvariant() : $"lead {lead.Id}");

    /// <summary>The value to export instead, or null to keep the real one.</summary>
    public FieldValue? Of(FieldDefinition field, FieldValue value) => value switch
    {
        EmptyValue => null,
        _ when Harmless.Contains(field.Name) => null,
        MultifieldValue items => new MultifieldValue([.. items.Items.Where(item => MultifieldEditor.IsManaged(field.Name, item)).Select(item => new MultifieldItem(null, Fake(field.Name, MultifieldEditor.Key(field.Name, item.Value)), item.ValueType))]),
        TextValue when field.Name == "BIRTHDATE" => FieldValue.Empty,
        TextValue when Fakes.ContainsKey(field.Name) => new TextValue(Fake(field.Name, person)),
        TextValue when field.Type is "string" or "url" or "address" or "resourcebooking" => IsTracking(field.Name) ? null : new TextValue(Sentence(field.Name)),
        ListValue list when field.Type is "string" or "url" or "address" => new ListValue([.. list.Items.Select((_, i) => Sentence($"{field.Name} {i}"))]),
        _ => null,
    };

    private static bool IsTracking(string name) => name.StartsWith("UTM_", StringComparison.Ordinal);

    private static string? First(string field, FieldValue value) => value is MultifieldValue { Items: [var first, ..] } ? MultifieldEditor.Key(field, first.Value) : null;

    private static string Text(FieldValue value) => value is TextValue text ? text.Text : "";

    private static string Fake(string field, string seed) => Fakes.TryGetValue(field, out var name)
        ? Invoke(name, seed, field)
        : field == "WEB" ? $"https://{Invoke("uuid", seed, field)[..8]}.example.com" : Invoke("uuid", seed, field)[..12];

    private string Sentence(string field) => Invoke("sentence", person, field);

    private static string Invoke(string name, string seed, string field) =>
        new FakeData("anonymize", name, seed, field).Text(name);
}
