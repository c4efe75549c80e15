using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadOps.LocalPortal.Wire;

/// <summary>Up to 50 commands in order; later ones may refer to results of earlier ones.</summary>
internal sealed partial class Batch(Func<int, string, Parameters, Answer> run, Func<string, JsonObject> time)
{
    private readonly List<KeyValuePair<string, JsonNode?>> results = [];
    private readonly List<KeyValuePair<string, JsonNode?>> errors = [];
    private readonly List<KeyValuePair<string, JsonNode?>> totals = [];
    private readonly List<KeyValuePair<string, JsonNode?>> nexts = [];
    private readonly List<KeyValuePair<string, JsonNode?>> times = [];

    public JsonObject Run(Parameters call)
    {
        var commands = Commands(call);
        var halt = Parameters.Text(call["halt"]) is "1" or "true" or "Y";
        var count = 0;
        foreach (var (key, command) in commands)
        {
            var failed =
                ++count > 50
                    ? Fail(key, new RestException(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded"))
                    : RunOne(count - 1, key, command);
            if (failed && halt)
            {
                break;
            }
        }

        return new JsonObject
        {
            ["result"] = Php.Map(results),
            ["result_error"] = Php.Map(errors),
            ["result_total"] = Php.Map(totals),
            ["result_next"] = Php.Map(nexts),
            ["result_time"] = Php.Map(times),
        };
    }

    public static string MethodOf(string command) =>
        command.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? command[..question] : command;

    public static List<(string Key, string Command)> Commands(Parameters call) =>
        call["cmd"] switch
        {
            JsonObject named => [.. named.Select(pair => (pair.Key, Parameters.Text(pair.Value)))],
            JsonArray listed => [.. listed.Select((command, index) => ($"{index}", Parameters.Text(command)))],
            _ => [],
        };

    private bool RunOne(int index, string key, string command)
    {
        var question = command.IndexOf('?', StringComparison.Ordinal);
        var method = MethodOf(command);
        var parameters = question < 0 ? new JsonObject() : Php.ParseQuery(command[(question + 1)..]);
        try
        {
            if (method.Equals("batch", StringComparison.OrdinalIgnoreCase))
            {
                throw new RestException(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");
            }

            var answer = run(index, method, new Parameters((JsonObject)Resolve(parameters)!));
            results.Add(new(key, answer.Result?.DeepClone()));
            if (answer.Total is { } total)
            {
                totals.Add(new(key, total));
            }

            if (answer.Next is { } next)
            {
                nexts.Add(new(key, next));
            }

            times.Add(new(key, time(method)));
            return false;
        }
        catch (RestException problem)
        {
            return Fail(key, problem);
        }
    }

    private bool Fail(string key, RestException problem)
    {
        errors.Add(new(key, problem.Body));
        return true;
    }

    private JsonNode? Resolve(JsonNode? node) =>
        node switch
        {
            JsonObject map => Nodes.Map(map, pair => pair.Key, pair => Resolve(pair.Value)),
            JsonArray list => new JsonArray([.. list.Select(Resolve)]),
            JsonValue value when Parameters.Text(value) is var text && text.Contains('$', StringComparison.Ordinal) =>
                Substitute(text),
            _ => node?.DeepClone(),
        };

    /// <summary>Texts that merely look like a reference are substituted too: that is what the portal does.</summary>
    private JsonNode? Substitute(string text)
    {
        var whole = Reference().Match(text);
        if (whole.Success && whole.Length == text.Length)
        {
            return Lookup(whole)?.DeepClone() ?? JsonValue.Create("");
        }

        return JsonValue.Create(Reference().Replace(text, match => Parameters.Text(Lookup(match))));
    }

    private JsonNode? Lookup(Match match)
    {
        var container = match.Groups[1].Value switch
        {
            "result" => results,
            "total" => totals,
            "next" => nexts,
            "time" => times,
            _ => errors,
        };
        var path = match.Groups[2].Captures.Select(capture => capture.Value[1..^1]).ToList();
        var node = container.FirstOrDefault(pair => pair.Key == path[0]).Value;
        foreach (var step in path.Skip(1))
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, out var index) && index >= 0 && index < list.Count => list[
                    index
                ],
                _ => null,
            };
        }

        return node;
    }

    [GeneratedRegex(@"\$(result|total|next|time|error)((?:\[[^\]]*\]))+")]
    private static partial Regex Reference();
}
