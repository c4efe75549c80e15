using System.Text.Json;
using LeadOps.Fields.Types;
using LeadOps.Scriban;

namespace LeadOps.Fields;

/// <summary>What a portal told about its fields and dictionaries.</summary>
public sealed record CatalogueSources(
    JsonElement Fields, IReadOnlyList<JsonElement> Statuses, IReadOnlyList<JsonElement> Users, IReadOnlyList<JsonElement> Currencies, TimeSpan Offset);

/// <summary>Every lead field with its type. Offline it knows the standard fields and no dictionaries.</summary>
public sealed class FieldCatalogue
{
    private readonly Dictionary<string, FieldDefinition> fields;

    private FieldCatalogue(IEnumerable<FieldDefinition> fields, bool isOffline, TimeSpan offset)
    {
        this.fields = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        IsOffline = isOffline;
        Offset = offset;
    }

    public static FieldCatalogue Standard { get; } = LoadStandard();

    public bool IsOffline { get; }

    public TimeSpan Offset { get; }

    public IReadOnlyCollection<FieldDefinition> All => fields.Values;

    public FieldDefinition? Find(string name) => fields.GetValueOrDefault(name);

    public string? Suggest(string name) => Suggestions.Nearest(name, fields.Keys);

    public static FieldCatalogue Build(CatalogueSources sources)
    {
        var titles = Standard.fields;
        var built = sources.Fields.EnumerateObject().Select(property => Define(property, sources, titles));
        return new FieldCatalogue(built, isOffline: false, sources.Offset);
    }

    private static FieldDefinition Define(JsonProperty property, CatalogueSources sources, Dictionary<string, FieldDefinition> standard)
    {
        var type = Text(property.Value, "type") ?? "string";
        var title = Text(property.Value, "listLabel") ?? Text(property.Value, "formLabel") ?? Text(property.Value, "title") ?? property.Name;
        return new FieldDefinition
        {
            Name = property.Name,
            Type = type,
            Title = title,
            IsReadOnly = Flag(property.Value, "isReadOnly"),
            IsMultiple = Flag(property.Value, "isMultiple") || standard.GetValueOrDefault(property.Name)?.IsMultiple == true,
            Choices = ChoicesOf(property, type, sources),
            Kind = Kind(property.Name, type, sources.Offset),
        };
    }

    private static IReadOnlyList<Choice> ChoicesOf(JsonProperty property, string type, CatalogueSources sources) => type switch
    {
        "crm_status" when Text(property.Value, "statusType") is { } entity => [.. sources.Statuses
            .Where(status => Text(status, "ENTITY_ID") == entity)
            .Select(status => new Choice(Text(status, "STATUS_ID")!, Text(status, "NAME") ?? ""))],
        "crm_currency" => [.. sources.Currencies.Select(currency => new Choice(Text(currency, "CURRENCY")!, Text(currency, "FULL_NAME") ?? ""))],
        "user" or "employee" => [.. sources.Users.Select(User)],
        "enumeration" when property.Value.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array =>
            [.. items.EnumerateArray().Select(item => new Choice(Text(item, "ID")!, Text(item, "VALUE") ?? ""))],
        _ => [],
    };

    private static Choice User(JsonElement user)
    {
        var (first, last) = (Text(user, "NAME") ?? "", Text(user, "LAST_NAME") ?? "");
        var isActive = !user.TryGetProperty("ACTIVE", out var active) || active.ValueKind == JsonValueKind.True || active.ToString() is "Y" or "1" or "true";
        return new Choice(Text(user, "ID")!, $"{first} {last}".Trim(), [$"{last} {first}".Trim(), Text(user, "EMAIL") ?? ""], isActive);
    }

    private static FieldType Kind(string name, string type, TimeSpan offset) => (name, type) switch
    {
        ("OPPORTUNITY", _) => new DecimalType(isAmount: true),
        (_, "integer") => new IntegerType(),
        (_, "double") => new DecimalType(isAmount: false),
        (_, "char") => new FlagType("Y", "N", isBoolean: false),
        (_, "boolean") => new FlagType("1", "0", isBoolean: true),
        (_, "crm_status") => new ChoiceType(name switch { "STATUS_ID" => "stage", "SOURCE_ID" => "source", _ => "value" }),
        (_, "crm_currency") => new ChoiceType("currency"),
        (_, "enumeration") => new ChoiceType("item of this list"),
        (_, "user" or "employee") => new ChoiceType("user", isUser: true),
        (_, "crm_company" or "crm_contact" or "iblock_element" or "iblock_section") => new LinkType(),
        (_, "date") => new DateType(hasTime: false, offset),
        (_, "datetime") => new DateType(hasTime: true, offset),
        (_, "money") => new MoneyType(),
        (_, "file") => new FileType(),
        _ => new TextType(),
    };

    private static FieldCatalogue LoadStandard()
    {
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream("lead-fields.json")!;
        using var document = JsonDocument.Parse(stream);
        var fields = document.RootElement.EnumerateArray().Select(field => new FieldDefinition
        {
            Name = Text(field, "name")!,
            Type = Text(field, "type")!,
            Title = Text(field, "title")!,
            IsReadOnly = Flag(field, "isReadOnly"),
            IsMultiple = Flag(field, "isMultiple"),
            Kind = Kind(Text(field, "name")!, Text(field, "type")!, TimeSpan.Zero),
        });
        return new FieldCatalogue(fields.ToList(), isOffline: true, TimeSpan.Zero);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array) ? value.ToString() : null;

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
