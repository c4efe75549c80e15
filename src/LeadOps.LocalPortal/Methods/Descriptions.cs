using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.lead.fields and the definitions of custom fields.</summary>
internal static class Descriptions
{
    public static JsonObject Fields() =>
        new(Catalogue.Fields.Values.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Describe(field))));

    private static JsonObject Describe(FieldInfo field)
    {
        var described = new JsonObject
        {
            ["type"] = field.Type,
            ["isRequired"] = false,
            ["isReadOnly"] = field.IsReadOnly,
            ["isImmutable"] = false,
            ["isMultiple"] = field.IsMultiple,
            ["isDynamic"] = field.IsCustom,
        };
        if (field.StatusType is not null)
        {
            described["statusType"] = field.StatusType;
        }

        if (field.Items.Count > 0)
        {
            described["items"] = new JsonArray([.. field.Items.Select(item => (JsonNode)new JsonObject { ["ID"] = item.Id, ["VALUE"] = item.Value })]);
        }

        described["title"] = field.IsCustom ? field.Name : field.Title;
        if (field.IsCustom)
        {
            described["listLabel"] = field.Title;
            described["formLabel"] = field.Title;
            described["filterLabel"] = field.Title;
            described["settings"] = new JsonObject();
        }

        return described;
    }

    public static Answer UserFields()
    {
        var fields = Catalogue.Fields.Values.Where(field => field.IsCustom).Select((field, index) => (JsonNode)Definition(field, index)).ToArray();
        return new Answer(new JsonArray(fields), fields.Length);
    }

    private static JsonObject Definition(FieldInfo field, int index)
    {
        var definition = new JsonObject
        {
            ["ID"] = $"{881 + index}",
            ["ENTITY_ID"] = "CRM_LEAD",
            ["FIELD_NAME"] = field.Name,
            ["USER_TYPE_ID"] = field.Type,
            ["XML_ID"] = null,
            ["SORT"] = $"{100 + (10 * index)}",
            ["MULTIPLE"] = field.IsMultiple ? "Y" : "N",
            ["MANDATORY"] = "N",
            ["SHOW_FILTER"] = "N",
            ["SHOW_IN_LIST"] = "N",
            ["EDIT_IN_LIST"] = "Y",
            ["IS_SEARCHABLE"] = "N",
            ["SETTINGS"] = new JsonObject(),
        };
        if (field.Items.Count > 0)
        {
            definition["LIST"] = new JsonArray([.. field.Items.Select((item, sort) => (JsonNode)new JsonObject
            {
                ["ID"] = item.Id, ["SORT"] = $"{(sort + 1) * 10}", ["VALUE"] = item.Value, ["DEF"] = "N", ["XML_ID"] = item.Value.ToLowerInvariant(),
            })]);
        }

        return definition;
    }
}
