using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>
/// What crm.lead.add and update do to a lead: unknown and read-only fields are ignored without a word, as on the
/// portal.
/// </summary>
internal sealed class LeadWrites(LeadDesk desk)
{
    private readonly FileFields files = new(desk.Store.Files);

    public void Apply(Lead lead, JsonObject fields, int userId, bool isNew)
    {
        desk.History.Watch(lead, isNew);
        var stageBefore = lead["STATUS_ID"];
        foreach (var (name, value) in fields)
        {
            if (desk.Catalogue.Fields.TryGetValue(name, out var field) && !field.IsReadOnly)
            {
                Set(lead, field, value);
            }
        }

        var isLinked =
            fields.ContainsKey("COMPANY_ID") || fields.ContainsKey("CONTACT_ID") || fields.ContainsKey("CONTACT_IDS");
        desk.Editor.Finish(lead, userId, isNew, stageBefore, isLinked);
    }

    /// <summary>Everything is checked before anything changes.</summary>
    public void Validate(JsonObject fields, Lead? lead)
    {
        if (
            Parameters.Text(fields["CURRENCY_ID"]) is { Length: > 0 } code
            && !desk.Catalogue.Currencies.Exists(known => known.Code == code)
        )
        {
            throw RestException.Legacy("Invalid value for the \"Currency\" field");
        }

        foreach (var item in MultifieldEditor.Elements(fields["EMAIL"]))
        {
            if (
                !Parameters.IsYes(item["DELETE"])
                && Parameters.Text(item["VALUE"]) is { Length: > 0 } address
                && !IsAddress(address)
            )
            {
                throw new RestException(400, "ERROR_CORE", "The field \"E-mail\" contains an invalid address.<br>");
            }
        }

        CheckRequired(fields, lead);
    }

    public static bool IsAddress(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) >= 1
        && !address.EndsWith('@')
        && !address.Any(char.IsWhiteSpace);

    /// <summary>A new lead must have all mandatory fields; an update must not empty one it names.</summary>
    private void CheckRequired(JsonObject fields, Lead? lead)
    {
        var stage = Parameters.Text(fields["STATUS_ID"]) is { Length: > 0 } given
            ? given
            : lead?["STATUS_ID"] ?? desk.Catalogue.Stages.First().StatusId;
        foreach (var field in desk.Catalogue.Fields.Values)
        {
            var isRequired =
                field.Definition is { IsMandatory: true, Type: not "boolean" }
                || desk.Settings.IsRequired(field.Name, stage);
            if (isRequired && (lead is null || fields.ContainsKey(field.Name)) && IsEmpty(fields[field.Name]))
            {
                throw new RestException(400, "ERROR_CORE", $"The required field '{field.Title}' is missing.<br />");
            }
        }
    }

    private static bool IsEmpty(JsonNode? value) =>
        value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }
        || (value is JsonValue && Parameters.Text(value).Length == 0);

    private void Set(Lead lead, FieldInfo field, JsonNode? value)
    {
        if (field.IsMultifield)
        {
            desk.Multifields.SetLegacy(lead.Multifields, field.Name, value);
        }
        else if (field.Type == "file")
        {
            files.SetLegacy(lead, field, value);
        }
        else if (field.Name == "CONTACT_IDS")
        {
            LeadEditor.SetContacts(lead, Parameters.Texts(value).Select(PhpNumber.Int));
        }
        else if (field.IsList)
        {
            desk.Editor.SetList(lead, field, Parameters.Texts(value));
        }
        else if (value is not (JsonArray or JsonObject))
        {
            desk.Editor.Set(lead, field, Parameters.Text(value));
        }
    }
}
