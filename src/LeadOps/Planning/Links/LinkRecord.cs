using System.Globalization;
using System.Text.Json;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;

namespace LeadOps.Planning.Links;

/// <summary>A contact or company as a list tells it.</summary>
internal sealed record LinkRecord(
    long Id,
    string Title,
    string Origin,
    IReadOnlyList<string> Phones,
    IReadOnlyList<string> Emails
)
{
    public static LinkRecord Read(JsonElement row) =>
        new(
            long.Parse(Text(row, "ID"), CultureInfo.InvariantCulture),
            row.TryGetProperty("TITLE", out _)
                ? Text(row, "TITLE")
                : $"{Text(row, "NAME")} {Text(row, "LAST_NAME")}".Trim(),
            Text(row, OriginRule.Origin),
            Values(row, "PHONE"),
            Values(row, "EMAIL")
        );

    /// <summary>What it has in common with the name, for people; null when nothing.</summary>
    public string? Meets(string name) =>
        Id.ToString(CultureInfo.InvariantCulture) == name ? "id"
        : Emails.Any(mail => Same("EMAIL", mail, name)) ? "e-mail"
        : LinkQuery.IsPhone(name) && Phones.Any(phone => Same("PHONE", phone, name)) ? "phone"
        : Origin.Equals(name, StringComparison.OrdinalIgnoreCase) ? "origin"
        : Words(Title) == Words(name) || Words(Title) == Words(Reversed(name)) ? "title"
        : null;

    private static bool Same(string field, string a, string b) =>
        MultifieldEditor.Key(field, a) is { Length: > 0 } key && key == MultifieldEditor.Key(field, b);

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    /// <summary>`Berg, Anna` is Anna Berg.</summary>
    private static string Reversed(string name) =>
        name.Split(',', 2) is [var last, var first] ? $"{first} {last}" : name;

    private static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    private static List<string> Values(JsonElement row, string name) =>
        row.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(item => Text(item, "VALUE"))]
            : [];
}
