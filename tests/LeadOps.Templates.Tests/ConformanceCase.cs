using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.Templates.Tests;

/// <summary>
/// What Scriban 7.2.6 did with a template. Where 7.5.3 does otherwise, `differences.jsonl` holds its result and the
/// reason.
/// </summary>
internal static class ConformanceCase
{
    private static readonly string[] Results = ["output", "evaluate", "type", "error"];

    private static readonly Lazy<Dictionary<string, JsonObject>> Newer = new(() =>
        Read("differences.jsonl")
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToDictionary(difference => (string)difference["id"]!)
    );

    public static IEnumerable<JsonObject> Differences => Newer.Value.Values;

    public static IEnumerable<string> ReadAll() => Read("conformance.jsonl");

    /// <summary>Null when the case holds, else what is wrong with it.</summary>
    public static string? Check(string line)
    {
        var wanted = Wanted(line);
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

    /// <summary>The case with the result of the package that is used.</summary>
    private static JsonObject Wanted(string line)
    {
        var wanted = JsonNode.Parse(line)!.AsObject();
        if (Newer.Value.TryGetValue((string)wanted["id"]!, out var difference))
        {
            foreach (var name in Results)
            {
                wanted.Remove(name);
            }

            foreach (var (name, value) in difference.Where(member => Results.Contains(member.Key)))
            {
                wanted[name] = value?.DeepClone();
            }
        }

        return wanted;
    }

    private static IEnumerable<string> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file));

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
