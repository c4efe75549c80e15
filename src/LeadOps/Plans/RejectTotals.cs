using System.Text.Json;

namespace LeadOps.Plans;

/// <summary>Rows that plan nothing and were handed back: how many, and some of them with the reason.</summary>
public sealed record RejectTotals(int Count, IReadOnlyList<string> Sample)
{
    public static RejectTotals None { get; } = new(0, []);

    /// <summary>By the change whose rows they are; a row that two changes read counts for both.</summary>
    public IReadOnlyDictionary<string, int> ByChange { get; init; } = new Dictionary<string, int>();

    /// <summary>For people: how many, then some of them; nothing when there are none.</summary>
    public IReadOnlyList<string> Lines =>
        Count switch
        {
            0 => [],
            1 => [$"1 row was rejected: {Sample[0]}"],
            _ => [$"{Count} rows were rejected:", .. Shown],
        };

    /// <summary>Some rows with their reason, and how many more there are.</summary>
    public IEnumerable<string> Shown =>
        Count > Sample.Count ? Sample.Append($"… and {Count - Sample.Count} more rejected rows") : Sample;

    public void Write(Utf8JsonWriter writer, Func<string, string>? shown = null)
    {
        if (Count == 0)
        {
            return;
        }

        writer.WriteStartObject("rejects");
        writer.WriteNumber("count", Count);
        writer.WriteStartArray("sample");
        Sample.ToList().ForEach(text => writer.WriteStringValue(shown is null ? text : shown(text)));
        writer.WriteEndArray();
        writer.WriteStartObject("byChange");
        ByChange.ToList().ForEach(change => writer.WriteNumber(change.Key, change.Value));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static RejectTotals Read(JsonElement line) =>
        line.TryGetProperty("rejects", out var rejects)
            ? new RejectTotals(
                rejects.GetProperty("count").GetInt32(),
                [.. rejects.GetProperty("sample").EnumerateArray().Select(item => item.GetString() ?? "")]
            )
            {
                ByChange = rejects.TryGetProperty("byChange", out var changes)
                    ? changes.EnumerateObject().ToDictionary(change => change.Name, change => change.Value.GetInt32())
                    : [],
            }
            : None;
}
