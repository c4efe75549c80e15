using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>
/// Writes a definition: settings are merged, a label object overwrites all languages, options are changed by id.
/// </summary>
internal static class UserFieldEditor
{
    public static UserField Apply(UserField field, JsonObject fields, PortalStore store, bool isNew) =>
        field with
        {
            XmlId = fields.ContainsKey("XML_ID") ? Parameters.Text(fields["XML_ID"]) : field.XmlId,
            Sort = Parameters.Small(fields["SORT"]) is > 0 and var sort ? sort : field.Sort,
            IsMandatory = Flag(fields, "MANDATORY", field.IsMandatory),
            ShowFilter = fields.ContainsKey("SHOW_FILTER")
                ? ShowFilter(field.Type, Parameters.Text(fields["SHOW_FILTER"]))
                : field.ShowFilter,
            ShowInList = Flag(fields, "SHOW_IN_LIST", field.ShowInList),
            EditInList = Flag(fields, "EDIT_IN_LIST", field.EditInList),
            IsSearchable = Flag(fields, "IS_SEARCHABLE", field.IsSearchable),
            Labels = Labels(field, fields, isNew),
            Settings = Settings(field, fields["SETTINGS"] as JsonObject ?? []),
            Items = field.Type == "enumeration" ? Items(field.Items, fields["LIST"], store) : field.Items,
        };

    private static bool Flag(JsonObject fields, string name, bool otherwise) =>
        fields.ContainsKey(name) ? Parameters.IsYes(fields[name]) : otherwise;

    /// <summary>`Y` becomes the way of searching that fits the type.</summary>
    private static string ShowFilter(string type, string given) =>
        given switch
        {
            "I" or "E" or "S" or "N" => given,
            "Y" => type is "string" or "url" or "address" ? "S"
            : type is "enumeration" or "crm_status" or "employee" or "crm" ? "I"
            : "E",
            _ => "N",
        };

    private static Dictionary<string, Dictionary<string, string>> Labels(UserField field, JsonObject fields, bool isNew)
    {
        var labels = new Dictionary<string, Dictionary<string, string>>(field.Labels, StringComparer.Ordinal);
        foreach (var kind in UserField.LabelKinds)
        {
            var given = fields.ContainsKey(kind) ? fields[kind] : fields["LABEL"];
            if (given is not null || isNew)
            {
                labels[kind] = UserField.Languages.ToDictionary(
                    language => language,
                    language =>
                        given is JsonObject byLanguage ? Parameters.Text(byLanguage[language]) : Parameters.Text(given)
                );
            }
        }

        return labels;
    }

    private static JsonObject Settings(UserField field, JsonObject given)
    {
        var settings = (JsonObject)field.Settings.DeepClone();
        var writable = UserTypes.Find(field.Type)!.Settings;
        foreach (var (name, value) in given.Where(pair => writable.ContainsKey(pair.Key)))
        {
            settings[name] =
                (string?)writable[name]!["type"] == "int" && Parameters.Text(value).Length > 0
                    ? Parameters.Int(value)
                    : value?.DeepClone();
        }

        return settings;
    }

    private static List<EnumItem> Items(IReadOnlyList<EnumItem> before, JsonNode? list, PortalStore store)
    {
        var items = before.ToList();
        foreach (var given in MultifieldEditor.Elements(list))
        {
            var index = items.FindIndex(item => item.Id == Parameters.Int(given["ID"]));
            if (index >= 0 && Parameters.IsYes(given["DEL"]))
            {
                items.RemoveAt(index);
            }
            else if (index >= 0)
            {
                items[index] = Change(items[index], given);
            }
            else if (given["ID"] is null && Parameters.Text(given["VALUE"]).Length > 0)
            {
                items.Add(Fresh(given, items, store));
            }
        }

        return items;
    }

    private static EnumItem Change(EnumItem item, JsonObject given) =>
        item with
        {
            Value = given["VALUE"] is { } value ? Parameters.Text(value) : item.Value,
            Sort = Parameters.Small(given["SORT"], item.Sort),
            IsDefault = given["DEF"] is { } isDefault ? Parameters.IsYes(isDefault) : item.IsDefault,
            XmlId = given["XML_ID"] is { } xmlId ? Parameters.Text(xmlId) : item.XmlId,
        };

    private static EnumItem Fresh(JsonObject given, List<EnumItem> items, PortalStore store)
    {
        var value = Parameters.Text(given["VALUE"]);
        var xmlId = Parameters.Text(given["XML_ID"]) is { Length: > 0 } own
            ? own
            : Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(
                    System.Text.Encoding.UTF8.GetBytes($"{value}{items.Count}")
                )
            )[..32];
        return items.Exists(item => item.XmlId == xmlId)
            ? throw new RestException(400, "ERROR_CORE", $"List item with XML_ID={xmlId} already exists.")
            : new EnumItem(
                (int)store.Next("enum", 600),
                value,
                Parameters.Small(given["SORT"], 500),
                Parameters.IsYes(given["DEF"]),
                xmlId
            );
    }
}
