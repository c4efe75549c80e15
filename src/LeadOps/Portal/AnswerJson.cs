using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeadOps.Portal;

/// <summary>What every envelope has in common, however a server writes it down.</summary>
internal static class AnswerJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => Encoding.UTF8.Preamble;

    /// <summary>Null when it is not JSON.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An error may be an empty text or the number 0; null says that there is none.</summary>
    public static JsonElement? Error(JsonElement envelope) =>
        envelope.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null ? error : null;

    /// <summary>A number comes as such or as text.</summary>
    public static double? Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => Finite(value.GetDouble()),
            JsonValueKind.String
                when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) => Finite(number),
            _ => null,
        };

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    public static double? Number(JsonElement holder, string name) => Number(Member(holder, name));

    /// <summary>A count or a place in a list.</summary>
    public static int? Whole(JsonElement value) =>
        Number(value) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    public static int? Whole(JsonElement holder, string name) => Whole(Member(holder, name));

    private static JsonElement Member(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : default;
}
