using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>What a write does to a lead: unknown and read-only fields are ignored without a word, as on the portal.</summary>
internal sealed class LeadWrites(PortalStore store, TimeProvider clock)
{
    public void Apply(Lead lead, JsonObject fields, int userId, bool isNew)
    {
        Validate(fields);
        var stageBefore = lead["STATUS_ID"];
        foreach (var (name, value) in fields)
        {
            if (Catalogue.Fields.TryGetValue(name, out var field) && !field.IsReadOnly)
            {
                Set(lead, field, value);
            }
        }

        Recalculate(lead);
        Stamp(lead, userId, isNew, stageBefore);
        store.Touch(lead);
    }

    /// <summary>Everything is checked before anything changes.</summary>
    private static void Validate(JsonObject fields)
    {
        if (fields["CURRENCY_ID"] is { } currency && Parameters.Text(currency) is { Length: > 0 } code && !Catalogue.Currencies.Any(known => known.Code == code))
        {
            throw new RestException(400, "", "Invalid value for the \"Currency\" field");
        }

        foreach (var item in fields["EMAIL"] as JsonArray ?? [])
        {
            var address = Parameters.Text(item?["VALUE"]);
            if (address.Length > 0 && (address.IndexOf('@', StringComparison.Ordinal) is < 1 || address.EndsWith('@') || address.Contains(' ', StringComparison.Ordinal)))
            {
                throw new RestException(400, "ERROR_CORE", "The field \"E-mail\" contains an invalid address.<br>");
            }
        }
    }

    private void Set(Lead lead, FieldInfo field, JsonNode? value)
    {
        if (field.IsMultifield)
        {
            SetMultifield(lead, field.Name, value);
        }
        else if (field.Name == "CONTACT_IDS")
        {
            SetContacts(lead, Parameters.Texts(value));
        }
        else if (field is { IsCustom: true, IsMultiple: true })
        {
            var allowed = Parameters.Texts(value).Where(item => item.Length > 0).Where(item => field.Type != "enumeration" || field.Items.Any(known => known.Id == item));
            lead.Lists[field.Name] = [.. allowed.Select(item => Normalise(field, item)!)];
        }
        else if (value is not (JsonArray or JsonObject))
        {
            SetSingle(lead, field, Parameters.Text(value));
        }
    }

    private static void SetSingle(Lead lead, FieldInfo field, string value)
    {
        var keepsOld = value.Length == 0 && field.Name is "TITLE" or "STATUS_ID" or "ASSIGNED_BY_ID" or "CURRENCY_ID";
        if (keepsOld && value.Length == 0)
        {
            return;
        }

        if (field.Type == "enumeration" && value.Length > 0 && !field.Items.Any(known => known.Id == value))
        {
            return;
        }

        lead[field.Name] = Normalise(field, value);
        if (field.Name is "COMPANY_ID" or "CONTACT_ID")
        {
            lead["IS_RETURN_CUSTOMER"] = lead["COMPANY_ID"] is not null || lead["CONTACT_ID"] is not null ? "Y" : "N";
        }

        if (field.Name == "CONTACT_ID")
        {
            var bound = long.TryParse(value, out var contact) && contact > 0;
            lead.Contacts.Clear();
            lead.Contacts.AddRange(bound ? [new ContactBinding(contact, 10, true)] : []);
        }
    }

    private static string? Normalise(FieldInfo field, string value) => field.Type switch
    {
        "double" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? field.IsCustom ? number.ToString("0.####", CultureInfo.InvariantCulture) : Math.Round(number, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture)
            : field.IsCustom ? null : "0.00",
        "integer" => long.TryParse(value, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : null,
        "user" or "crm_company" or "crm_contact" or "employee" => value.Length == 0 || value == "0" ? null : value,
        "char" => value is "Y" or "1" ? "Y" : "N",
        "boolean" => value is "1" or "Y" ? "1" : "0",
        "date" => PortalTime.TryParse(value, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T03:00:00+02:00" : "",
        "datetime" => PortalTime.TryParse(value, out var moment) ? PortalTime.Write(moment) : "",
        _ => value,
    };

    private void SetMultifield(Lead lead, string type, JsonNode? value)
    {
        var items = value switch
        {
            JsonArray list => list.OfType<JsonObject>(),
            JsonObject map => map.Select(pair => pair.Value).OfType<JsonObject>(),
            _ => [],
        };
        foreach (var item in items)
        {
            SetItem(lead, type, item);
        }
    }

    private void SetItem(Lead lead, string type, JsonObject item)
    {
        var text = Parameters.Text(item["VALUE"]);
        var valueType = item["VALUE_TYPE"] is { } given ? Parameters.Text(given) : null;
        if (item["ID"] is not { } idNode || !long.TryParse(Parameters.Text(idNode), out var id))
        {
            if (text.Length > 0)
            {
                lead.Multifields.Add(new MultifieldItem(++store.NextMultifieldId, type, valueType ?? "WORK", text));
            }

            return;
        }

        var index = lead.Multifields.FindIndex(known => known.Id == id && known.TypeId == type);
        if (index < 0)
        {
            return;
        }

        if (text.Length == 0 || Parameters.Text(item["DELETE"]) == "Y")
        {
            lead.Multifields.RemoveAt(index);
            return;
        }

        lead.Multifields[index] = lead.Multifields[index] with { Value = text, ValueType = valueType ?? lead.Multifields[index].ValueType };
    }

    public static void SetContacts(Lead lead, IEnumerable<string> ids)
    {
        lead.Contacts.Clear();
        foreach (var id in ids)
        {
            if (long.TryParse(id, out var contact) && contact > 0)
            {
                lead.Contacts.Add(new ContactBinding(contact, 10 * (lead.Contacts.Count + 1), lead.Contacts.Count == 0));
            }
        }

        var primary = lead.Contacts.Find(binding => binding.IsPrimary)?.ContactId;
        lead["CONTACT_ID"] = primary?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Without the manual flag the amount is the sum of the product rows, when there are any.</summary>
    public static void Recalculate(Lead lead)
    {
        if (lead["IS_MANUAL_OPPORTUNITY"] == "Y" || lead.ProductRows is null or "[]")
        {
            return;
        }

        var sum = JsonNode.Parse(lead.ProductRows)!.AsArray().Sum(row =>
            decimal.Parse(Parameters.Text(row!["PRICE"]), CultureInfo.InvariantCulture) * decimal.Parse(Parameters.Text(row["QUANTITY"]), CultureInfo.InvariantCulture));
        lead["OPPORTUNITY"] = sum.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private void Stamp(Lead lead, int userId, bool isNew, string? stageBefore)
    {
        var now = PortalTime.Write(clock.GetUtcNow());
        var user = userId.ToString(CultureInfo.InvariantCulture);
        if (isNew)
        {
            Defaults(lead, now, user);
        }

        lead["DATE_MODIFY"] = now;
        lead["MODIFY_BY_ID"] = user;
        if (isNew || stageBefore != lead["STATUS_ID"])
        {
            lead["MOVED_TIME"] = now;
            lead["MOVED_BY_ID"] = user;
            lead["DATE_CLOSED"] = Catalogue.Stage(lead["STATUS_ID"])?.Semantics is null ? "" : now;
        }
    }

    private static void Defaults(Lead lead, string now, string user)
    {
        var defaults = new (string Name, string? Value)[]
        {
            ("TITLE", $"Lead #{lead.Id}"), ("STATUS_ID", "NEW"), ("CURRENCY_ID", "EUR"), ("OPPORTUNITY", "0.00"), ("IS_MANUAL_OPPORTUNITY", "N"),
            ("OPENED", "Y"), ("ASSIGNED_BY_ID", user), ("CREATED_BY_ID", user), ("DATE_CREATE", now), ("LAST_ACTIVITY_TIME", now),
            ("LAST_ACTIVITY_BY", user), ("IS_RETURN_CUSTOMER", "N"), ("BIRTHDATE", ""),
        };
        foreach (var (name, value) in defaults)
        {
            lead[name] = string.IsNullOrEmpty(lead[name]) ? value : lead[name];
        }
    }
}
