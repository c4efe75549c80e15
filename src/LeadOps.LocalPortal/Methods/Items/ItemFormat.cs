using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>
/// A lead as crm.item shows it: native types, all multifields in `fm`, mirrors of the first ones, and names that are
/// always empty.
/// </summary>
internal sealed class ItemFormat(LeadDesk desk)
{
    /// <summary>
    /// In the order of the portal; `*` stands for the custom fields, names without a lead's field are always null.
    /// </summary>
    private static readonly string[] Order =
    [
        .. "id createdTime dateCreateShort updatedTime dateModifyShort createdBy updatedBy".Split(' '),
        .. "assignedById opened companyId contactId stageId isConvert statusDescription".Split(' '),
        .. "stageSemanticId productId opportunity currencyId sourceId sourceDescription title".Split(' '),
        .. "name lastName secondName shortName companyTitle post address comments webformId".Split(' '),
        .. "originatorId originId dateClosed birthdate honorific hasPhone hasEmail hasImol login".Split(' '),
        .. "isReturnCustomer searchContent isManualOpportunity movedBy movedTime lastActivityBy".Split(' '),
        .. "lastActivityTime phoneMobile phoneWork phoneMailing emailHome emailWork emailMailing".Split(' '),
        .. "skype icq imol email phone fm * utmSource utmMedium utmCampaign utmContent utmTerm".Split(' '),
        .. "observers contactIds entityTypeId".Split(' '),
    ];

    private static readonly Dictionary<string, (string Type, string? ValueType)> Mirrors = new(StringComparer.Ordinal)
    {
        ["phone"] = ("PHONE", null),
        ["phoneMobile"] = ("PHONE", "MOBILE"),
        ["phoneWork"] = ("PHONE", "WORK"),
        ["phoneMailing"] = ("PHONE", "MAILING"),
        ["email"] = ("EMAIL", null),
        ["emailHome"] = ("EMAIL", "HOME"),
        ["emailWork"] = ("EMAIL", "WORK"),
        ["emailMailing"] = ("EMAIL", "MAILING"),
        ["skype"] = ("IM", "SKYPE"),
        ["icq"] = ("IM", "ICQ"),
        ["imol"] = ("IM", "IMOL"),
    };

    public JsonObject Write(Lead lead, ItemNames names, bool isFresh = false)
    {
        var item = new JsonObject();
        foreach (var name in Order)
        {
            if (name == "*")
            {
                names
                    .All.Where(field => field.Field.IsCustom)
                    .ToList()
                    .ForEach(field => item[field.Name] = Value(lead, field.Field));
            }
            else
            {
                item[name] = Member(lead, name, names, isFresh);
            }
        }

        foreach (
            var (name, value) in lead.Extra.Where(pair => pair.Key.StartsWith("parentId", StringComparison.Ordinal))
        )
        {
            item[name] = Values.Number(value);
        }

        return item;
    }

    /// <summary>Some members only; unknown names are left out without a word.</summary>
    public JsonObject Select(Lead lead, ItemNames names, IReadOnlyList<string> select)
    {
        var item = new JsonObject();
        foreach (var name in select.Prepend("id").Distinct().Where(name => name != "fm"))
        {
            if (names.Find(name) is { } field)
            {
                item[name] = Value(lead, field.Field);
            }
            else if (Mirrors.ContainsKey(name) || Order.Contains(name))
            {
                item[name] = Member(lead, name, names, isFresh: false);
            }
        }

        return item;
    }

    private JsonNode? Member(Lead lead, string name, ItemNames names, bool isFresh)
    {
        if (Mirrors.TryGetValue(name, out var mirror))
        {
            var first = lead
                .Multifields.OrderBy(item => item.Id)
                .FirstOrDefault(item =>
                    item.TypeId == mirror.Type && (mirror.ValueType ?? item.ValueType) == item.ValueType
                )
                ?.Value;
            return first ?? (name is "skype" or "icq" ? null : "");
        }

        return name switch
        {
            "fm" => Nodes.List(
                lead.Multifields.OrderBy(item => item.Id),
                item => new JsonObject
                {
                    ["id"] = item.Id,
                    ["valueType"] = item.ValueType,
                    ["value"] = item.Value,
                    ["typeId"] = item.TypeId,
                }
            ),
            "entityTypeId" => 1,
            "searchContent" => isFresh
                ? null
                : string.Join(
                    ' ',
                    new[] { $"{lead.Id}", lead["TITLE"], lead["LAST_NAME"], lead["NAME"] }.Where(text =>
                        !string.IsNullOrEmpty(text)
                    )
                ),
            _ => names.Find(name) is { } field ? Value(lead, field.Field) : null,
        };
    }

    private JsonNode? Value(Lead lead, FieldInfo field)
    {
        if (field.Type == "file")
        {
            return field.IsMultiple ? Nodes.List(lead.List(field.Name), id => File(lead, field, id))
                : lead[field.Name] is { Length: > 0 } one ? File(lead, field, one)
                : null;
        }

        return field switch
        {
            { Name: "CONTACT_IDS" } => Nodes.List(lead.Contacts, binding => binding.ContactId),
            { Name: "CONTACTS" } => Nodes.List(lead.Contacts, Contact),
            { Name: "OBSERVERS" } => new JsonArray([.. lead.List(field.Name).Select(id => Values.Native(field, id))]),
            { Name: "WEBFORM_ID" } => Values.Number(lead[field.Name]) ?? 0,
            { IsMultiple: true } => new JsonArray([
                .. lead.List(field.Name).Select(value => Values.Native(field, value)),
            ]),
            _ => Values.Native(field, desk.Format.Raw(lead, field.Name)),
        };
    }

    private static JsonObject Contact(ContactBinding binding) =>
        new()
        {
            ["contactId"] = binding.ContactId,
            ["sort"] = binding.Sort,
            ["roleId"] = 0,
            ["isPrimary"] = binding.IsPrimary ? "Y" : "N",
        };

    /// <summary>urlMachine carries a token of the file; it changes with every read.</summary>
    private JsonObject File(Lead lead, FieldInfo field, string id)
    {
        var query = $"entityTypeId=1&id={lead.Id}&fieldName={field.Name}&fileId={id}";
        return new JsonObject
        {
            ["id"] = Values.Number(id),
            ["url"] = $"/bitrix/services/main/ajax.php?action=crm.controller.item.getFile&SITE_ID=s1&{query}",
            ["urlMachine"] =
                "/rest/crm.controller.item.getFile.json?token="
                + $"{Uri.EscapeDataString(desk.Store.Files.Token(Values.Number(id) ?? 0))}&{query}",
        };
    }
}
