using System.Text.Json.Nodes;
using LeadOps.Manifests;

namespace LeadOps.Cli.Views;

/// <summary>That manifests are valid, and what was not checked.</summary>
internal static class ValidateView
{
    public static void Valid(int manifests, bool online)
    {
        var what = manifests == 1 ? "1 manifest is" : $"{manifests} manifests are";
        var scope = online ? " on this portal" : "; custom fields and titles are checked by --online";
        Terminal.Out.WriteLine($"{what} valid{scope}.");
    }

    public static void WriteJson(IEnumerable<Manifest> manifests, bool online) =>
        Terminal.Out.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = 1,
                    ["online"] = online,
                    ["manifests"] = new JsonArray([
                        .. manifests.Select(manifest =>
                            (JsonNode)new JsonObject { ["name"] = manifest.Name, ["file"] = manifest.File }
                        ),
                    ]),
                }
            )
        );
}
