using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>Definitions of custom fields on the wire: all scalars are strings.</summary>
internal static class UserFieldFormat
{
    /// <summary>Labels as objects over all languages, as get answers them.</summary>
    public static JsonObject Full(UserField field)
    {
        var row = Row(field, language: null);
        foreach (var kind in UserField.LabelKinds)
        {
            row[kind] = Nodes.Map(
                UserField.Languages,
                language => language,
                language => (field.Labels.GetValueOrDefault(kind)?.GetValueOrDefault(language) ?? "")
            );
        }

        return row;
    }

    /// <summary>Labels only in a language that was asked for, as list answers them.</summary>
    public static JsonObject Row(UserField field, string? language)
    {
        var row = new JsonObject
        {
            ["ID"] = $"{field.Id}",
            ["ENTITY_ID"] = "CRM_LEAD",
            ["FIELD_NAME"] = field.Name,
            ["USER_TYPE_ID"] = field.Type,
            ["XML_ID"] = field.XmlId,
            ["SORT"] = $"{field.Sort}",
            ["MULTIPLE"] = YesNo(field.IsMultiple),
            ["MANDATORY"] = YesNo(field.IsMandatory),
            ["SHOW_FILTER"] = field.ShowFilter,
            ["SHOW_IN_LIST"] = YesNo(field.ShowInList),
            ["EDIT_IN_LIST"] = YesNo(field.EditInList),
            ["IS_SEARCHABLE"] = YesNo(field.IsSearchable),
            ["SETTINGS"] = field.Settings.DeepClone(),
        };
        foreach (var kind in language is null ? [] : UserField.LabelKinds)
        {
            row[kind] = field.Labels.GetValueOrDefault(kind)?.GetValueOrDefault(language!) is { Length: > 0 } text
                ? text
                : null;
        }

        if (field.Type == "enumeration")
        {
            row["LIST"] = Nodes.List(
                field.Items.OrderBy(item => item.Sort).ThenBy(item => item.Id),
                item => new JsonObject
                {
                    ["ID"] = $"{item.Id}",
                    ["SORT"] = $"{item.Sort}",
                    ["VALUE"] = item.Value,
                    ["DEF"] = YesNo(item.IsDefault),
                    ["XML_ID"] = item.XmlId,
                }
            );
        }

        return row;
    }

    private static string YesNo(bool value) => value ? "Y" : "N";
}
