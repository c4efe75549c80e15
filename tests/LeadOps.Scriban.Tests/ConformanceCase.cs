using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Scriban.Tests;

internal static class ConformanceCase
{
    public static IEnumerable<string> ReadAll() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "conformance.jsonl"));

    /// <summary>Null when the case holds, else what is wrong with it.</summary>
    public static string? Check(string line)
    {
        var wanted = JsonNode.Parse(line)!.AsObject();
        var mode =
            wanted["mode"] is not null ? "script"
            : wanted.ContainsKey("evaluate") ? "evaluate"
            : "render";
        var request = new JsonObject
        {
            ["id"] = wanted["id"]!.DeepClone(),
            ["template"] = wanted["template"]!.DeepClone(),
            ["model"] = wanted["model"]?.DeepClone(),
            ["options"] = wanted["options"]?.DeepClone(),
            ["mode"] = mode,
        };
        var answer = JsonNode.Parse(JsonLines.Answer(request.ToJsonString()))!.AsObject();
        var holds =
            wanted.ContainsKey("error") ? SameError(wanted["error"]!, answer["error"])
            : wanted.ContainsKey("output") ? (string?)answer["output"] == (string?)wanted["output"]
            : (string?)answer["type"] == (string?)wanted["type"]
                && JsonNode.DeepEquals(Canonical(answer["value"]), Canonical(wanted["evaluate"]));
        return holds
            ? null
            : $"{wanted["id"]}: {wanted["template"]!.ToJsonString()} {wanted["options"]?.ToJsonString()} wants "
                + (wanted["error"] ?? wanted["output"] ?? wanted["evaluate"])?.ToJsonString()
                + $" got {answer.ToJsonString()}";
    }

    private static bool SameError(JsonNode wanted, JsonNode? got) =>
        got is not null
        && (int)got["line"]! == (int)wanted["line"]!
        && (int)got["column"]! == (int)wanted["column"]!
        && ((string)got["message"]!).Contains((string)wanted["contains"]!, StringComparison.OrdinalIgnoreCase);

    /// <summary>Numbers compare by value, not by spelling.</summary>
    private static JsonNode? Canonical(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? JsonValue.Create(double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture))
            : node?.DeepClone();
}
