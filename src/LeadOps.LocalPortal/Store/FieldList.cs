using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <summary>Descriptions of fields that come with the program.</summary>
internal static class FieldList
{
    public static IReadOnlyList<FieldInfo> Leads { get; } = Load("lead-fields.json");

    public static IReadOnlyList<FieldInfo> Contacts { get; } = Load("contact-fields.json");

    public static IReadOnlyList<FieldInfo> Companies { get; } = Load("company-fields.json");

    /// <summary>Names of user.*, each with its title.</summary>
    public static IReadOnlyDictionary<string, string> Users { get; } =
        Read("user-fields.json").AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!);

    /// <summary>Items of crm.enum.*, each list by the name of its method.</summary>
    public static IReadOnlyDictionary<string, JsonArray> Enums { get; } =
        Read("enums.json").AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.AsArray());

    private static FieldInfo[] Load(string name) =>
        [
            .. Read(name)
                .AsArray()
                .Select(node => new FieldInfo(
                    (string)node!["name"]!,
                    (string)node["type"]!,
                    (bool)node["isReadOnly"]!,
                    (bool)node["isMultiple"]!,
                    (string)node["title"]!,
                    (string?)node["statusType"]
                )
                {
                    IsRequired = (bool?)node["isRequired"] ?? false,
                }),
        ];

    private static JsonNode Read(string name)
    {
        using var stream = typeof(FieldList).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!;
    }
}
