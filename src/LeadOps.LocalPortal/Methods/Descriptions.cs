using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>Descriptions of fields, as the `*.fields` methods answer them.</summary>
internal static class Descriptions
{
    public static JsonObject Legacy(Catalogue catalogue, Settings settings) =>
        Nodes.Map(
            catalogue.Fields.Values,
            field => field.Name,
            field => Describe(field, settings, field.IsCustom ? field.Name : field.Title)
        );

    /// <summary>One member of a `*.fields` answer of the smaller families.</summary>
    public static JsonObject Plain(
        string type,
        string title,
        bool isReadOnly = false,
        bool isRequired = false,
        bool isImmutable = false,
        bool isMultiple = false
    ) =>
        new()
        {
            ["type"] = type,
            ["isRequired"] = isRequired,
            ["isReadOnly"] = isReadOnly,
            ["isImmutable"] = isImmutable,
            ["isMultiple"] = isMultiple,
            ["isDynamic"] = false,
            ["title"] = title,
        };

    public static JsonObject Describe(FieldInfo field, Settings settings, string title)
    {
        var isRequired =
            field.IsRequired
            || field.Definition?.IsMandatory == true
            || (settings.Required.TryGetValue(field.Name, out var stages) && stages.Count == 0);
        var described = Plain(field.Type, title, field.IsReadOnly, isRequired, isMultiple: field.IsMultiple);
        described["isDynamic"] = field.IsCustom;
        if (field.StatusType is not null)
        {
            described["statusType"] = field.StatusType;
        }

        if (field.Name == "CONTACT_ID")
        {
            described["isDeprecated"] = true;
        }

        if (field.Type == "crm_company")
        {
            described["settings"] = new JsonObject { ["parentEntityTypeId"] = 4 };
        }

        if (field.Definition is { } custom)
        {
            DescribeCustom(described, custom);
        }

        return described;
    }

    private static void DescribeCustom(JsonObject described, UserField custom)
    {
        if (custom.Type == "enumeration")
        {
            described["items"] = Nodes.List(
                custom.Items.OrderBy(item => item.Sort).ThenBy(item => item.Id),
                item => new JsonObject { ["ID"] = $"{item.Id}", ["VALUE"] = item.Value }
            );
        }

        if (custom.Type == "crm_status")
        {
            described["statusType"] = custom.Settings["ENTITY_TYPE"]?.DeepClone();
        }

        described["listLabel"] = custom.Label("LIST_COLUMN_LABEL");
        described["formLabel"] = custom.Label();
        described["filterLabel"] = custom.Label("LIST_FILTER_LABEL");
        described["settings"] = custom.Settings.DeepClone();
    }
}
