using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <summary>The types a custom field can have, and the settings of each.</summary>
internal static class UserTypes
{
    public static IReadOnlyList<UserType> All { get; } = Load();

    public static UserType? Find(string id) => All.FirstOrDefault(type => type.Id == id);

    private static UserType[] Load()
    {
        using var stream = typeof(UserTypes).Assembly.GetManifestResourceStream("user-types.json")!;
        return
        [
            .. JsonNode
                .Parse(stream)!
                .AsArray()
                .Select(node => new UserType(
                    (string)node!["id"]!,
                    (string)node["title"]!,
                    (bool)node["canBeMultiple"]!,
                    node["settings"]!.AsObject(),
                    node["fixed"]!.AsObject()
                )),
        ];
    }
}
