using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <summary>The fields that every portal has.</summary>
internal static class SystemFields
{
    public static IReadOnlyList<FieldInfo> All { get; } = Load();

    /// <summary>Where the value of a field stands in a lead; derived fields and multifields have no place.</summary>
    public static FrozenDictionary<string, int> Slots { get; } =
        All.Where(field =>
                !field.IsMultifield
                && field.Name
                    is not ("ID" or "CONTACT_IDS" or "STATUS_SEMANTIC_ID" or "HAS_PHONE" or "HAS_EMAIL" or "HAS_IMOL")
            )
            .Select((field, index) => (field.Name, index))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);

    public static IReadOnlyList<string> SlotNames { get; } =
    [.. Slots.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    private static FieldInfo[] Load()
    {
        using var stream = typeof(SystemFields).Assembly.GetManifestResourceStream("lead-fields.json")!;
        return
        [
            .. JsonSerializer
                .Deserialize<JsonArray>(stream)!
                .Select(node => new FieldInfo(
                    (string)node!["name"]!,
                    (string)node["type"]!,
                    (bool)node["isReadOnly"]!,
                    (bool)node["isMultiple"]!,
                    (string)node["title"]!,
                    (string?)node["statusType"]
                )),
        ];
    }
}
