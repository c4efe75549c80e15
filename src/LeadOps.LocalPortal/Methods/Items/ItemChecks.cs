using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>
/// What crm.item.add and update refuse: mandatory fields left empty, values that no field of that type can have,
/// stages that the caller may not move a lead to.
/// </summary>
internal sealed class ItemChecks(LeadDesk desk)
{
    public void CheckValues(IReadOnlyList<(ItemField Item, JsonNode? Value)> fields)
    {
        foreach (
            var (item, value) in fields.Where(pair => pair.Item.Field is { IsMultiple: true, IsMultifield: false })
        )
        {
            if (value is JsonValue scalar && Parameters.Text(value).Length > 0)
            {
                throw new RestException(
                    400,
                    "100",
                    $"Expected iterable value for multiple field, but got `{PhpType(scalar)}` instead"
                );
            }
        }

        foreach (var (item, value) in fields)
        {
            if (item.Field.Type == "file" || item.Field.IsMultifield || item.Field.Name == "CONTACTS")
            {
                continue;
            }

            if (
                (!item.Field.IsMultiple && value is JsonArray or JsonObject && !item.Field.IsMultiple)
                || Parameters.Texts(value).Exists(text => text.Length > 0 && !IsValid(item.Field, text))
            )
            {
                throw new RestException(
                    400,
                    "CRM_FIELD_ERROR_VALUE_NOT_VALID",
                    $"Invalid value for field \"{item.Name}\""
                );
            }
        }
    }

    /// <param name="isEmpty">Whether the lead would have no value in a field after the write.</param>
    public void CheckRequired(ItemNames names, string? stage, Func<ItemField, bool> isEmpty)
    {
        foreach (var item in names.All)
        {
            var isRequired =
                item.Field.Definition is { IsMandatory: true, Type: not "boolean" }
                || desk.Settings.IsRequired(item.Field.Name, stage);
            if (isRequired && isEmpty(item))
            {
                throw new RestException(400, "CRM_FIELD_ERROR_REQUIRED", $"The \"{item.Title}\" field is required");
            }
        }
    }

    public void CheckMove(List<(ItemField Item, JsonNode? Value)> fields, Lead? lead, Caller caller)
    {
        if (Stage(fields) is { } stage && stage != lead?["STATUS_ID"] && !desk.Gate.CanMoveTo(caller, stage))
        {
            throw new RestException(400, "ACCESS_DENIED", "Insufficient permissions to change the stage");
        }
    }

    public static string? Stage(List<(ItemField Item, JsonNode? Value)> fields) =>
        fields.FindLast(pair => pair.Item.Field.Name == "STATUS_ID") is { Item: not null } pair
        && Parameters.Text(pair.Value) is { Length: > 0 } stage
            ? stage
            : null;

    public static bool IsEmpty(JsonNode? value) =>
        value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }
        || (value is JsonValue && Parameters.Text(value).Length == 0);

    public bool IsEmpty(Lead lead, ItemField item) =>
        item.Field switch
        {
            { IsMultifield: true } => lead.Multifields.Count == 0,
            { Name: "CONTACT_IDS" or "CONTACTS" } => lead.Contacts.Count == 0,
            { IsMultiple: true } => lead.List(item.Field.Name).Count == 0,
            _ => string.IsNullOrEmpty(desk.Format.Raw(lead, item.Field.Name)),
        };

    private bool IsValid(FieldInfo field, string text) =>
        field.Type switch
        {
            "crm_status" => desk
                .Catalogue.Of(field.StatusType ?? Parameters.Text(field.Definition?.Settings["ENTITY_TYPE"]))
                .Any(status => status.StatusId == text),
            "crm_currency" => desk.Catalogue.Currencies.Exists(currency => currency.Code == text),
            "crm_company" => text == "0"
                || desk.Catalogue.Companies.Exists(company => company.Id == PhpNumber.Int(text)),
            "crm_contact" => text == "0"
                || desk.Catalogue.Contacts.Exists(contact => contact.Id == PhpNumber.Int(text)),
            "user" or "employee" => desk.Catalogue.User(PhpNumber.Int(text)) is not null,
            "enumeration" => field.Items.Any(item => item.Id == PhpNumber.Int(text)),
            "date" or "datetime" => desk.Clock.Time.TryParse(text, out _),
            _ => true,
        };

    private static string PhpType(JsonValue value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "double",
            _ => "string",
        };
}
