using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <param name="Name">What its languages begin with, like the format and the separator of thousands.</param>
internal sealed record Currency(
    string Code,
    string Name,
    string Rate,
    bool IsBase,
    string Format,
    string? Thousands,
    int Sort
)
{
    /// <summary>How many units the rate is for.</summary>
    public int Count { get; set; } = 1;

    /// <summary>How it is written, by language.</summary>
    public Dictionary<string, JsonObject> Languages { get; set; } =
        new(StringComparer.Ordinal) { ["en"] = Text(Name, Format, Thousands), ["de"] = Text(Name, Format, Thousands) };

    private static JsonObject Text(string name, string format, string? thousands) =>
        new()
        {
            ["FORMAT_STRING"] = format,
            ["FULL_NAME"] = name,
            ["DEC_POINT"] = ".",
            ["THOUSANDS_SEP"] = thousands,
            ["DECIMALS"] = "2",
            ["THOUSANDS_VARIANT"] = thousands is null ? "C" : "B",
            ["HIDE_ZERO"] = "Y",
        };

    /// <summary>Languages that are not given stay as they are, and so do members of those that are.</summary>
    public Currency With(JsonObject languages)
    {
        var all = new Dictionary<string, JsonObject>(Languages, StringComparer.Ordinal);
        foreach (var (language, given) in languages)
        {
            if (given is JsonObject text)
            {
                all[language] = Merge(all.GetValueOrDefault(language) ?? Text("", "#", null), text);
            }
        }

        return this with
        {
            Languages = all,
        };
    }

    private static JsonObject Merge(JsonObject before, JsonObject given) =>
        new(
            before.Select(member =>
                KeyValuePair.Create(
                    member.Key,
                    given.TryGetPropertyValue(member.Key, out var value)
                        ? value is null
                            ? null
                            : JsonValue.Create(value.ToString())
                        : member.Value?.DeepClone()
                )
            )
        );
}
