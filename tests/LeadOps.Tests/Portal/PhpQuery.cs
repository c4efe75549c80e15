using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.Tests.Portal;

/// <summary>
/// Reads `method?query` the way PHP's parse_str does; every list becomes an object, every value a text.
/// </summary>
internal static class PhpQuery
{
    public static (string Method, JsonObject Parameters) Parse(string command)
    {
        var cut = command.IndexOf('?', StringComparison.Ordinal);
        var root = new JsonObject();
        foreach (var pair in command[(cut + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Put(root, Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
        }

        return (command[..cut], root);
    }

    private static void Put(JsonObject target, string name, string value)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        var path = open < 0 ? [name] : new List<string> { name[..open] };
        while (open >= 0 && name.IndexOf(']', open) is var close and > 0)
        {
            path.Add(name[(open + 1)..close]);
            open = close + 1 < name.Length && name[close + 1] == '[' ? close + 1 : -1;
        }

        foreach (var step in path[..^1])
        {
            target = (JsonObject)(target[step] ??= new JsonObject());
        }

        target[path[^1]] = value;
    }

    private static string Decode(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([text[i] == '+' ? ' ' : text[i]]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
