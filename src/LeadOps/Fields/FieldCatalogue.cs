using System.Globalization;
using System.Text.Json;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;
using LeadOps.Templates;

namespace LeadOps.Fields;

/// <summary>What a portal told about its fields and dictionaries.</summary>
public sealed record CatalogueSources(
    JsonElement Fields,
    IReadOnlyList<JsonElement> UserFields,
    IReadOnlyList<JsonElement> Statuses,
    IReadOnlyList<JsonElement> Users,
    IReadOnlyList<JsonElement> Currencies,
    TimeZoneInfo Zone
)
{
    /// <summary>The answer of crm.item.fields, when that API is used.</summary>
    public JsonElement ItemFields { get; init; }
}

/// <summary>Every lead field with its type. Offline it knows the standard fields and no dictionaries.</summary>
public sealed class FieldCatalogue
{
    private static readonly (string Setting, string Prefix)[] CrmKinds =
    [
        ("LEAD", "L"),
        ("DEAL", "D"),
        ("CONTACT", "C"),
        ("COMPANY", "CO"),
        ("QUOTE", "Q"),
        ("SMART_INVOICE", "SI"),
    ];

    private readonly Dictionary<string, FieldDefinition> fields;

    /// <summary>The portal keeps product rows apart; here they are a field like any other.</summary>
    private static FieldDefinition ProductRows =>
        new()
        {
            Name = ProductRowRule.Rows,
            Type = ProductRowRule.Type,
            Title = "Products",
            IsMultiple = true,
            Kind = new ProductRowType(),
        };

    private FieldCatalogue(IEnumerable<FieldDefinition> fields, bool isOffline, TimeZoneInfo zone)
    {
        this.fields = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        IsOffline = isOffline;
        Zone = zone;
    }

    public static FieldCatalogue Standard { get; } = LoadStandard();

    public bool IsOffline { get; }

    /// <summary>Contacts and companies by other names than their ids.</summary>
    public LinkNames Links { get; private init; } = new(isOffline: true);

    /// <summary>Of dates without an offset.</summary>
    public TimeZoneInfo Zone { get; }

    public IReadOnlyCollection<FieldDefinition> All => fields.Values;

    public FieldDefinition? Find(string name) => fields.GetValueOrDefault(name);

    /// <summary>The field that was meant: one spelt nearly so, else the first that begins so.</summary>
    public string? Suggest(string name) =>
        Suggestions.Nearest(name, fields.Keys)
        ?? fields
            .Keys.Where(known => known.StartsWith($"{name}_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(known => known.EndsWith("_ID", StringComparison.Ordinal));

    public static FieldCatalogue Build(CatalogueSources sources)
    {
        var settings = sources
            .UserFields.Where(field => Text(field, "FIELD_NAME") is not null)
            .GroupBy(field => Text(field, "FIELD_NAME")!)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var itemNames = ItemNames(sources.ItemFields);
        var links = new LinkNames(isOffline: false);
        var built = sources
            .Fields.EnumerateObject()
            .Select(property =>
                Define(property, sources, settings.GetValueOrDefault(property.Name), links) with
                {
                    ItemName = itemNames.GetValueOrDefault(property.Name) ?? Standard.Find(property.Name)?.ItemName,
                }
            );
        return new FieldCatalogue([.. built, ProductRows], isOffline: false, sources.Zone) { Links = links };
    }

    /// <summary>Names of custom fields are never computed: the portal tells which belongs to which.</summary>
    private static Dictionary<string, string> ItemNames(JsonElement itemFields) =>
        itemFields.ValueKind != JsonValueKind.Object
            ? []
            : itemFields
                .EnumerateObject()
                .Where(field => Text(field.Value, "upperName")?.StartsWith("UF_", StringComparison.Ordinal) == true)
                .ToDictionary(field => Text(field.Value, "upperName")!, field => field.Name, StringComparer.Ordinal);

    /// <param name="userField">The definition of a custom field, when the portal told it.</param>
    private static FieldDefinition Define(
        JsonProperty property,
        CatalogueSources sources,
        JsonElement userField,
        LinkNames links
    )
    {
        var type = Text(property.Value, "type") ?? "string";
        var title =
            Text(property.Value, "listLabel")
            ?? Text(property.Value, "formLabel")
            ?? Text(property.Value, "title")
            ?? property.Name;
        return new FieldDefinition
        {
            Name = property.Name,
            Type = type,
            Title = title,
            IsReadOnly = Flag(property.Value, "isReadOnly") || property.Name == AddressRule.Place,
            IsMandatory = Flag(property.Value, "isRequired"),
            IsMultiple =
                Flag(property.Value, "isMultiple")
                || Standard.fields.GetValueOrDefault(property.Name)?.IsMultiple == true,
            Choices = ChoicesOf(property, type, sources, userField),
            Kind = FieldTypes.Of(
                type,
                new FieldContext(
                    property.Name,
                    sources.Zone,
                    CrmPrefixes(Setting(property.Value, userField)),
                    Precision(Setting(property.Value, userField))
                )
                {
                    Currencies =
                    [
                        .. sources.Currencies.Select(currency => Text(currency, "CURRENCY")).OfType<string>(),
                    ],
                    Links = links,
                }
            ),
        };
    }

    private static IReadOnlyList<Choice> ChoicesOf(
        JsonProperty property,
        string type,
        CatalogueSources sources,
        JsonElement userField
    ) =>
        type switch
        {
            "crm_status"
                when (Text(property.Value, "statusType") ?? Text(Setting(property.Value, userField), "ENTITY_TYPE"))
                    is { } entity =>
            [
                .. sources
                    .Statuses.Where(status => Text(status, "ENTITY_ID") == entity)
                    .Select(status => new Choice(
                        Text(status, "STATUS_ID")!,
                        Text(status, "NAME") ?? "",
                        Semantics: Text(status, "SEMANTICS")
                    )),
            ],
            "crm_currency" =>
            [
                .. sources.Currencies.Select(currency => new Choice(
                    Text(currency, "CURRENCY")!,
                    Text(currency, "FULL_NAME") ?? ""
                )),
            ],
            "user" or "employee" => [.. sources.Users.Select(User)],
            "enumeration" =>
            [
                .. Items(property.Value, "items")
                    .Select(item => new Choice(
                        Text(item, "ID")!,
                        Text(item, "VALUE") ?? "",
                        XmlId(userField, Text(item, "ID")!)
                    )),
            ],
            _ => [],
        };

    /// <summary>The settings of a custom field stand in its definition; some portals repeat them in crm.lead.fields.</summary>
    private static JsonElement Setting(JsonElement field, JsonElement userField) =>
        userField.ValueKind == JsonValueKind.Object && userField.TryGetProperty("SETTINGS", out var defined) ? defined
        : field.TryGetProperty("settings", out var repeated) ? repeated
        : default;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var items)
        && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : [];

    private static IReadOnlyList<string>? XmlId(JsonElement userField, string id) =>
        Items(userField, "LIST")
            .Where(item => Text(item, "ID") == id)
            .Select(item => Text(item, "XML_ID"))
            .OfType<string>()
            .ToList()
            is { Count: > 0 } names
            ? names
            : null;

    private static int Precision(JsonElement settings) =>
        int.TryParse(Text(settings, "PRECISION"), CultureInfo.InvariantCulture, out var digits)
        && digits is >= 0 and < FieldContext.UnknownPrecision
            ? digits
            : FieldContext.UnknownPrecision;

    private static IReadOnlyList<string> CrmPrefixes(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var allowed = settings
            .EnumerateObject()
            .Where(setting => setting.Value.ToString() == "Y")
            .Select(setting => setting.Name)
            .ToList();
        return [.. CrmKinds.Where(kind => allowed.Contains(kind.Setting)).Select(kind => kind.Prefix)];
    }

    private static Choice User(JsonElement user)
    {
        var (first, last) = (Text(user, "NAME") ?? "", Text(user, "LAST_NAME") ?? "");
        var isActive =
            !user.TryGetProperty("ACTIVE", out var active)
            || active.ValueKind == JsonValueKind.True
            || active.ToString() is "Y" or "1" or "true";
        return new Choice(
            Text(user, "ID")!,
            $"{first} {last}".Trim(),
            [$"{last} {first}".Trim(), Text(user, "EMAIL") ?? ""],
            isActive
        );
    }

    private static FieldCatalogue LoadStandard()
    {
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream("lead-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        var fields = document
            .RootElement.EnumerateArray()
            .Select(field => new FieldDefinition
            {
                Name = Text(field, "name")!,
                Type = Text(field, "type")!,
                Title = Text(field, "title")!,
                ItemName = AddressRule.Covers(Text(field, "name")!) ? null : Text(field, "camelCase"),
                IsReadOnly = Flag(field, "isReadOnly") || Text(field, "name") == AddressRule.Place,
                IsMultiple = Flag(field, "isMultiple"),
                Kind = FieldTypes.Of(
                    Text(field, "type")!,
                    new FieldContext(Text(field, "name")!, TimeZoneInfo.Utc, [])
                    {
                        IsOffline = true,
                        Links = new LinkNames(isOffline: true),
                    }
                ),
            });
        return new FieldCatalogue([.. fields, ProductRows], isOffline: true, TimeZoneInfo.Utc);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            ? value.ToString()
            : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
