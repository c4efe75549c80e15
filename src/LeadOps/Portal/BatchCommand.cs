using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>A call as one command of a batch: `method?name[key]=value`, each value percent-encoded once.</summary>
internal static class BatchCommand
{
    /// <summary>One UTF-16 unit becomes at most three bytes, each written with three characters.</summary>
    private const int Widest = 9;

    public static string Write(PortalCall call)
    {
        var text = new ArrayBufferWriter<char>(256);
        Write(text, call);
        return text.WrittenSpan.ToString();
    }

    public static void Write(ArrayBufferWriter<char> text, PortalCall call)
    {
        text.Write(call.Method);
        var separator = '?';
        foreach (var (name, value) in call.Parameters)
        {
            Append(text, Uri.EscapeDataString(name), value, ref separator);
        }

        text.Write(call.Reference);
    }

    private static void Append(ArrayBufferWriter<char> text, string path, JsonNode? node, ref char separator)
    {
        switch (node)
        {
            case JsonObject members:
                for (var i = 0; i < members.Count; i++)
                {
                    var (name, value) = members.GetAt(i);
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
                text.Write([separator]);
                text.Write(path);
                text.Write("=");
                Encode(text, node);
                separator = '&';
                break;
        }
    }

    private static void Encode(ArrayBufferWriter<char> text, JsonNode? node)
    {
        switch (node?.GetValueKind())
        {
            case null:
                break;
            case JsonValueKind.String:
                Escape(text, node.GetValue<string>());
                break;
            // A query has no booleans; these are what PHP makes of them.
            case JsonValueKind.True:
                text.Write("1");
                break;
            case JsonValueKind.False:
                text.Write("0");
                break;
            default:
                Escape(text, node.ToJsonString());
                break;
        }
    }

    private static void Escape(ArrayBufferWriter<char> text, string value)
    {
        var room = text.GetSpan((value.Length * Widest) + 1);
        text.Advance(
            Uri.TryEscapeDataString(value, room, out var written)
                ? written
                : throw new InvalidOperationException("a value has grown beyond what percent-encoding can make of it")
        );
    }
}
