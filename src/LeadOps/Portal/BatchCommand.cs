using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>A call as one command of a batch: `method?name[key]=value`, each value percent-encoded once.</summary>
internal static class BatchCommand
{
    public static string Write(PortalCall call)
    {
        var text = new StringBuilder(call.Method);
        var separator = '?';
        foreach (var (name, value) in call.Parameters)
        {
            Append(text, Uri.EscapeDataString(name), value, ref separator);
        }

        return text.Append(call.Reference).ToString();
    }

    private static void Append(StringBuilder text, string path, JsonNode? node, ref char separator)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Append(text, $"{path}[{Uri.EscapeDataString(name)}]", value, ref separator);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Append(text, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", items[i], ref separator);
                }

                break;
            default:
                text.Append(separator).Append(path).Append('=').Append(Encode(node));
                separator = '&';
                break;
        }
    }

    private static string Encode(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null => "",
            JsonValueKind.String => Uri.EscapeDataString(node.GetValue<string>()),
            // A query has no booleans; these are what PHP makes of them.
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            _ => Uri.EscapeDataString(node.ToJsonString()),
        };
}
