using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>Definitions of custom fields under camelCase names: `xmlId` for XML_ID, `enum` for LIST.</summary>
internal static class UserFieldConfigFormat
{
    public const string Entity = "CRM_LEAD";

    public const string Hidden = "You do not have permission to view user field settings";

    /// <summary>Labels in all languages and options, as get, add and update answer them.</summary>
    public static JsonObject Full(UserField field)
    {
        var written = Camel(UserFieldFormat.Full(field));
        var options = written["enum"] as JsonArray;
        written.Remove("enum");
        written["languageId"] = Nodes.Map(UserField.Languages, language => language, language => language);
        foreach (var name in UserField.LabelKinds.Select(CamelCase.From))
        {
            var label = written[name]!.AsObject();
            written.Remove(name);
            written[name] = Nodes.Map(label, text => text.Key, text => Filled(text.Value));
        }

        if (options is not null)
        {
            written["enum"] = Nodes.List(options, option => Option(field, option!.AsObject()));
        }

        return written;
    }

    /// <summary>A row of a list: without options, and with labels only of a language that was asked for.</summary>
    public static JsonObject Row(JsonObject row, string? language, IReadOnlyList<string> select)
    {
        var written = Camel(row);
        var labels = UserField.LabelKinds.Select(CamelCase.From).ToList();
        var shown = Nodes.Copy(
            written
                .Where(pair => pair.Key != "enum" && !labels.Contains(pair.Key))
                .Where(pair => select.Count == 0 || select.Contains("*") || select.Contains(pair.Key))
        );
        if (language is not null)
        {
            shown["languageId"] = new JsonObject { [language] = language };
            foreach (var name in labels)
            {
                shown[name] = written[name] is { } text ? new JsonObject { [language] = text.DeepClone() } : null;
            }
        }

        return shown;
    }

    /// <summary>What a client wrote, under the names of crm.lead.userfield.*.</summary>
    public static JsonObject Back(IEnumerable<KeyValuePair<string, JsonNode?>> members) =>
        new(
            members.Select(pair =>
                pair.Key == "enum"
                    ? KeyValuePair.Create("LIST", (JsonNode?)Options(pair.Value))
                    : KeyValuePair.Create(CamelCase.Back(pair.Key), pair.Value?.DeepClone())
            )
        );

    private static JsonNode Options(JsonNode? list) => Nodes.List(MultifieldEditor.Elements(list), Back);

    private static JsonObject Camel(JsonObject upper) =>
        Nodes.Map(
            upper,
            pair => pair.Key == "LIST" ? "enum" : CamelCase.From(pair.Key),
            pair => pair.Value?.DeepClone()
        );

    private static JsonObject Option(UserField field, JsonObject option) =>
        new()
        {
            ["id"] = option["ID"]!.DeepClone(),
            ["userFieldId"] = $"{field.Id}",
            ["value"] = option["VALUE"]!.DeepClone(),
            ["def"] = option["DEF"]!.DeepClone(),
            ["sort"] = option["SORT"]!.DeepClone(),
            ["xmlId"] = option["XML_ID"]!.DeepClone(),
        };

    private static JsonNode? Filled(JsonNode? text) => (string?)text is { Length: > 0 } filled ? filled : null;
}
