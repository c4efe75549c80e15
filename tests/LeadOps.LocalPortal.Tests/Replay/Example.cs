using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>One documented call and its answer.</summary>
internal sealed record Example(
    string Name,
    string Method,
    JsonObject Request,
    int? Status,
    JsonNode? Response,
    string Note,
    string? Location
)
{
    /// <summary>Lists of such an answer show some of their rows only.</summary>
    public bool IsShortened =>
        Note.Contains("hortened", StringComparison.Ordinal) || Name is "lead-list-keyset" or "currency-list";

    public static IEnumerable<Example> All() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "examples.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Select(line => new Example(
                (string)line["name"]!,
                (string)line["method"]!,
                line["request"]!.AsObject(),
                (int?)line["httpStatus"],
                line["response"],
                (string?)line["note"] ?? "",
                (string?)line["responseHeaders"]?[nameof(Location)]
            ));
}
