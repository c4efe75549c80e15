using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>How often each method was called, and what clients wrote.</summary>
internal sealed class CallLog
{
    private static readonly string[] WriteVerbs =
    [
        ".add",
        ".update",
        ".delete",
        ".set",
        ".import",
        ".batchimport",
        ".mergebatch",
        ".trigger",
    ];

    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<JsonObject> writes = [];

    public IReadOnlyDictionary<string, long> Counts => counts;

    public IReadOnlyList<JsonObject> Writes => writes;

    public void Count(string method) => counts[method] = counts.GetValueOrDefault(method) + 1;

    public void Write(string method, Parameters call, Answer answer)
    {
        if (!WriteVerbs.Any(verb => method.EndsWith(verb, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var made = answer.Result is JsonObject result ? result["item"]?["id"] : answer.Result;
        writes.Add(
            new JsonObject
            {
                ["method"] = method,
                ["id"] = (call["id"] ?? made)?.DeepClone(),
                ["fields"] = call["fields"]?.DeepClone(),
            }
        );
    }
}
