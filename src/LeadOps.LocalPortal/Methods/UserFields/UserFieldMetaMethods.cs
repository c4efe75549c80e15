using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>crm.userfield.*: what definitions of custom fields are made of.</summary>
internal static class UserFieldMetaMethods
{
    public static IEnumerable<(string, Method)> Table =>
        [
            (
                "crm.userfield.types",
                (_, _) =>
                    new Answer(
                        Nodes.List(UserTypes.All, type => new JsonObject { ["ID"] = type.Id, ["title"] = type.Title })
                    )
            ),
            ("crm.userfield.fields", (_, _) => new Answer(Fields())),
            (
                "crm.userfield.enumeration.fields",
                (_, _) =>
                    new Answer(
                        new JsonObject
                        {
                            ["ID"] = Part("int", "ID", isReadOnly: true),
                            ["SORT"] = Part("int", "Sort"),
                            ["VALUE"] = Part("string", "Value"),
                            ["DEF"] = Part("string", "Default"),
                            ["DEL"] = Part("string", "Delete"),
                        }
                    )
            ),
            ("crm.userfield.settings.fields", SettingsFields),
        ];

    private static JsonObject Fields()
    {
        var fields = new JsonObject
        {
            ["ID"] = Part("int", "ID", isReadOnly: true),
            ["ENTITY_ID"] = Part("string", "Object", isImmutable: true),
            ["FIELD_NAME"] = Part("string", "Field Name", isImmutable: true),
            ["USER_TYPE_ID"] = Part("string", "Data type", isImmutable: true),
            ["XML_ID"] = Part("string", "XML_ID"),
            ["SORT"] = Part("int", "Sorting"),
        };
        foreach (
            var name in new[]
            {
                "MULTIPLE",
                "MANDATORY",
                "SHOW_FILTER",
                "SHOW_IN_LIST",
                "EDIT_IN_LIST",
                "IS_SEARCHABLE",
            }
        )
        {
            fields[name] = Part("char", name);
        }

        foreach (var name in UserField.LabelKinds)
        {
            fields[name] = Part("string", name);
        }

        fields["LIST"] = Part("uf_enum_element", "List Items", isMultiple: true);
        fields["SETTINGS"] = Part("object", "Settings");
        return fields;
    }

    private static JsonObject Part(
        string type,
        string title,
        bool isReadOnly = false,
        bool isImmutable = false,
        bool isMultiple = false
    ) => Descriptions.Plain(type, title, isReadOnly, isImmutable: isImmutable, isMultiple: isMultiple);

    private static Answer SettingsFields(Parameters call, Caller caller)
    {
        var type =
            UserTypes.Find(call.Get("type"))
            ?? throw RestException.Legacy("Parameter 'type' is not specified or empty.");
        return new Answer(
            Php.Map([
                .. type.Settings.Select(pair =>
                    KeyValuePair.Create(
                        pair.Key,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["type"] = pair.Value!["type"]!.DeepClone(),
                                ["title"] = pair.Value["title"]!.DeepClone(),
                            }
                    )
                ),
            ])
        );
    }
}
