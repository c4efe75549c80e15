using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>
/// Compares an answer with a documented one, value by value. Ids of the documents are learned: the first time any id
/// stands for one, afterwards only that. Of times only the form counts. Members that the documents do not show are
/// allowed.
/// </summary>
internal sealed partial class Comparison
{
    private static readonly HashSet<string> IdNames = ["ID", "id", "OWNER_ID", "ownerId"];
    private static readonly HashSet<string> IdLists = ["LEAD", "ENTITY_IDS"];
    private static readonly HashSet<string> Containers =
    [
        "result",
        "result_error",
        "result_total",
        "result_next",
        "result_time",
    ];

    /// <summary>Names that belong to the portal of the documents; ours has its own.</summary>
    private static readonly Dictionary<string, string> OwnWords = new(StringComparer.Ordinal)
    {
        ["Not processed"] = "Unprocessed",
        ["bot@acme.example"] = "lars.ohm@acme.example",
    };

    private static readonly HashSet<string> Addresses = ["domain", "server_endpoint", "client_endpoint", "member_id"];

    private readonly Dictionary<string, string> learned = new(StringComparer.Ordinal);

    public void Learn(string documented, string ours) => learned[documented] = ours;

    public string Ours(string documented) => learned.GetValueOrDefault(documented, documented);

    /// <summary>Whole numbers and words of a text that stand for something of ours.</summary>
    public string Translate(string text) => Token().Replace(text, match => Ours(match.Value));

    public JsonNode? Translate(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Select(pair => KeyValuePair.Create(Ours(pair.Key), Translate(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Translate)]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Translate(value.GetValue<string>()),
            JsonValue value
                when value.GetValueKind() == JsonValueKind.Number
                    && learned.TryGetValue(value.ToJsonString(), out var ours) => long.Parse(
                ours,
                CultureInfo.InvariantCulture
            ),
            _ => node?.DeepClone(),
        };

    public string? Difference(Example example, JsonNode? got)
    {
        var wanted = example.Response;
        return wanted?["error"] is not null && !wanted.AsObject().ContainsKey("result")
            ? JsonNode.DeepEquals(wanted, got)
                ? null
                : $"{got?.ToJsonString()} instead of {wanted.ToJsonString()}"
            : Difference(wanted, got, "", example);
    }

    private string? Difference(JsonNode? wanted, JsonNode? got, string path, Example example)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        return wanted switch
        {
            JsonObject map => got is JsonObject found
                ? OfObjects(map, found, path, example)
                : $"{path}: {got?.ToJsonString()} is no object",
            JsonArray list => got is JsonArray have
                ? OfLists(list, have, path, name, example)
                : $"{path}: {got?.ToJsonString()} is no list",
            null => got is null ? null : $"{path}: {got.ToJsonString()} instead of null",
            _ => OfScalars(wanted, got, path, name, example),
        };
    }

    private string? OfObjects(JsonObject wanted, JsonObject got, string path, Example example)
    {
        var isContainer =
            example.Method == "batch"
            && path.StartsWith(".result.", StringComparison.Ordinal)
            && Containers.Contains(path[".result.".Length..]);
        if (isContainer && !wanted.Select(pair => pair.Key).SequenceEqual(got.Select(pair => pair.Key)))
        {
            return $"{path}: keys {string.Join(' ', got.Select(pair => pair.Key))} instead of "
                + $"{string.Join(' ', wanted.Select(pair => pair.Key))}";
        }

        return wanted
            .Select(pair =>
                got.ContainsKey(pair.Key)
                    ? Difference(pair.Value, got[pair.Key], $"{path}.{pair.Key}", example)
                    : $"{path}.{pair.Key} is missing"
            )
            .FirstOrDefault(difference => difference is not null);
    }

    private string? OfLists(JsonArray wanted, JsonArray got, string path, string name, Example example)
    {
        if (!example.IsShortened && wanted.Count != got.Count)
        {
            return $"{path}: {got.Count} items instead of {wanted.Count}";
        }

        var at = 0;
        foreach (var item in wanted)
        {
            string? first = null;
            for (; at < got.Count; at++)
            {
                var difference = IdLists.Contains(name)
                    ? OfIds(item!, got[at], path)
                    : Difference(item, got[at], $"{path}.[]", example);
                first ??= difference;
                if (difference is null || !example.IsShortened)
                {
                    break;
                }
            }

            if (at == got.Count || (!example.IsShortened && first is not null))
            {
                return first ?? $"{path}: {item?.ToJsonString()} is missing";
            }

            at++;
        }

        return null;
    }

    private string? OfScalars(JsonNode wanted, JsonNode? got, string path, string name, Example example)
    {
        var isTime =
            path.StartsWith(".time", StringComparison.Ordinal)
            || path.Contains("result_time", StringComparison.Ordinal)
            || name == "expires";
        if (got is null || got.GetValueKind() != wanted.GetValueKind())
        {
            return $"{path}: {got?.ToJsonString() ?? "null"} instead of {wanted.ToJsonString()}";
        }

        if (isTime || Addresses.Contains(name))
        {
            return null;
        }

        var isMade =
            wanted.GetValueKind() == JsonValueKind.Number
            && (path == ".result" || path.StartsWith(".result.result.", StringComparison.Ordinal))
            && name != "total"
            && path.Count(letter => letter == '.') is 1 or 3;
        if (
            IdNames.Contains(name)
            || (isMade && !example.Method.StartsWith("crm.settings", StringComparison.Ordinal))
            || name is "access_token" or "refresh_token"
        )
        {
            return OfIds(wanted, got, path);
        }

        var text = Text(wanted);
        var isSame =
            IsoTime().IsMatch(text) ? IsoTime().IsMatch(Text(got))
            : wanted.GetValueKind() == JsonValueKind.Number
                ? wanted.GetValue<decimal>() == decimal.Parse(got.ToJsonString(), CultureInfo.InvariantCulture)
            : OwnWords.GetValueOrDefault(text, Translate(text)) == Text(got) || text == Text(got);
        return isSame ? null : $"{path}: {got.ToJsonString()} instead of {wanted.ToJsonString()}";
    }

    private string? OfIds(JsonNode wanted, JsonNode? got, string path)
    {
        var (documented, ours) = (Text(wanted), Text(got));
        if (learned.TryGetValue(documented, out var known) && known != ours)
        {
            return $"{path}: id {ours} instead of {known} (documented as {documented})";
        }

        learned[documented] = ours;
        return null;
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : node?.ToJsonString() ?? "";

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(\d+|ACCESS_TOKEN|OLD|RT1|CODE|SECRET|local\.1)(?![A-Za-z0-9_])")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")]
    private static partial Regex IsoTime();
}
