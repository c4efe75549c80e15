using System.Globalization;
using System.Text.Json;
using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>The fields of a portal, from what it told about them.</summary>
internal static class CatalogueBuilder
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

    public static FieldCatalogue Build(CatalogueSources sources)
    {
        var settings = sources
            .UserFields.Where(field => FieldJson.Text(field, "FIELD_NAME") is not null)
            .GroupBy(field => FieldJson.Text(field, "FIELD_NAME")!)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var itemNames = ItemNames(sources.ItemFields);
        var links = new LinkNames(isOffline: false);
        var built = sources
            .Fields.EnumerateObject()
            .Select(property =>
                Define(property, sources, settings.GetValueOrDefault(property.Name), links) with
                {
                    ItemName =
                        itemNames.GetValueOrDefault(property.Name)
                        ?? FieldCatalogue.Standard.Find(property.Name)?.ItemName,
                }
            );
        return new FieldCatalogue([.. built, FieldCatalogue.ProductRows], isOffline: false, sources.Zone)
        {
            Links = links,
        };
    }

    /// <summary>Names of custom fields are never computed: the portal tells which belongs to which.</summary>
    private static Dictionary<string, string> ItemNames(JsonElement itemFields) =>
        itemFields.ValueKind != JsonValueKind.Object
            ? []
            : itemFields
                .EnumerateObject()
                .Where(field => FieldDefinition.IsCustomName(FieldJson.Text(field.Value, "upperName")))
                .ToDictionary(
                    field => FieldJson.Text(field.Value, "upperName")!,
                    field => field.Name,
                    StringComparer.Ordinal
                );

    /// <param name="userField">The definition of a custom field, when the portal told it.</param>
    private static FieldDefinition Define(
        JsonProperty property,
        CatalogueSources sources,
        JsonElement userField,
        LinkNames links
    )
    {
        var type = FieldJson.Text(property.Value, "type") ?? "string";
        var title =
            FieldJson.Text(property.Value, "listLabel")
            ?? FieldJson.Text(property.Value, "formLabel")
            ?? FieldJson.Text(property.Value, "title")
            ?? property.Name;
        return new FieldDefinition
        {
            Name = property.Name,
            Type = type,
            Title = title,
            IsReadOnly = FieldJson.Flag(property.Value, "isReadOnly"),
            IsMandatory = FieldJson.Flag(property.Value, "isRequired"),
            IsMultiple =
                FieldJson.Flag(property.Value, "isMultiple")
                || FieldCatalogue.Standard.Find(property.Name)?.IsMultiple == true,
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
                        .. sources.Currencies.Select(currency => FieldJson.Text(currency, "CURRENCY")).OfType<string>(),
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
                when (
                    FieldJson.Text(property.Value, "statusType")
                    ?? FieldJson.Text(Setting(property.Value, userField), "ENTITY_TYPE")
                )
                    is { } entity =>
            [
                .. sources
                    .Statuses.Where(status => FieldJson.Text(status, "ENTITY_ID") == entity)
                    .Select(status => new Choice(
                        FieldJson.Text(status, "STATUS_ID")!,
                        FieldJson.Text(status, "NAME") ?? "",
                        Semantics: FieldJson.Text(status, "SEMANTICS")
                    )),
            ],
            "crm_currency" =>
            [
                .. sources.Currencies.Select(currency => new Choice(
                    FieldJson.Text(currency, "CURRENCY")!,
                    FieldJson.Text(currency, "FULL_NAME") ?? ""
                )),
            ],
            "user" or "employee" => [.. sources.Users.Select(User)],
            "enumeration" =>
            [
                .. Items(property.Value, "items")
                    .Where(item => FieldJson.Text(item, "ID") is not null)
                    .Select(item => new Choice(
                        FieldJson.Text(item, "ID")!,
                        FieldJson.Text(item, "VALUE") ?? "",
                        XmlId(userField, FieldJson.Text(item, "ID")!)
                    )),
            ],
            _ => [],
        };

    /// <summary>
    /// The settings of a custom field stand in its definition; some portals repeat them in crm.lead.fields.
    /// </summary>
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
            .Where(item => FieldJson.Text(item, "ID") == id)
            .Select(item => FieldJson.Text(item, "XML_ID"))
            .OfType<string>()
            .ToList()
            is { Count: > 0 } names
            ? names
            : null;

    private static int Precision(JsonElement settings) =>
        int.TryParse(FieldJson.Text(settings, "PRECISION"), CultureInfo.InvariantCulture, out var digits)
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
        var (first, last) = (FieldJson.Text(user, "NAME") ?? "", FieldJson.Text(user, "LAST_NAME") ?? "");
        var isActive = FieldJson.Text(user, "ACTIVE") is null or "Y" or "1" or "true" or "True";
        return new Choice(
            FieldJson.Text(user, "ID")!,
            $"{first} {last}".Trim(),
            [$"{last} {first}".Trim(), FieldJson.Text(user, "EMAIL") ?? ""],
            isActive
        );
    }
}
