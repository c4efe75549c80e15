using System.Text.Json;

namespace LeadOps.Plans;

/// <summary>
/// What the portal calls a field, and the values of a stage or a list: a plan and its report are read without the
/// portal.
/// </summary>
public sealed record FieldTitle(string Title, IReadOnlyDictionary<string, string> Choices)
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, FieldTitle> titles)
    {
        writer.WriteStartObject("titles");
        foreach (var (name, title) in titles)
        {
            writer.WriteStartObject(name);
            writer.WriteString("title", title.Title);
            if (title.Choices.Count > 0)
            {
                writer.WriteStartObject("choices");
                title.Choices.ToList().ForEach(choice => writer.WriteString(choice.Key, choice.Value));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Plans of earlier versions have none.</summary>
    public static Dictionary<string, FieldTitle> Read(JsonElement line) =>
        line.TryGetProperty("titles", out var titles)
            ? titles
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => One(field.Value), StringComparer.Ordinal)
            : [];

    private static FieldTitle One(JsonElement field) =>
        new(
            field.GetProperty("title").GetString() ?? "",
            field.TryGetProperty("choices", out var choices)
                ? choices
                    .EnumerateObject()
                    .ToDictionary(
                        choice => choice.Name,
                        choice => choice.Value.GetString() ?? "",
                        StringComparer.Ordinal
                    )
                : []
        );
}
