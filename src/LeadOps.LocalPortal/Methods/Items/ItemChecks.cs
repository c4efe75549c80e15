using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>
/// What crm.item.add and update refuse: mandatory fields left empty, values that no field of that type can have.
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
