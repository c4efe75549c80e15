using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadOps.Fields;

/// <summary>
/// Values in plans, journals and reports: nothing is null, several are a list, items of a multifield are objects.
/// </summary>
public static class ValueJson
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For lines and spools of many leads: what writes them fixes their shape.</summary>
    internal static readonly JsonWriterOptions Unchecked = new() { Encoder = Options.Encoder, SkipValidation = true };

    public static void Write(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    writer.WriteStringValue(item);
                }

                writer.WriteEndArray();
                break;
            case RowsValue rows:
                writer.WriteStartArray();
                rows.Rows.ToList().ForEach(row => row.ToJson().WriteTo(writer));
                writer.WriteEndArray();
                break;
            case MultifieldValue items:
                writer.WriteStartArray();
                foreach (var item in items.Items)
                {
                    writer.WriteStartObject();
                    if (item.Id is not null)
                    {
                        writer.WriteString("id", item.Id);
                    }

                    writer.WriteString("VALUE", item.Value);
                    writer.WriteString("VALUE_TYPE", item.ValueType);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>The value at which the reader stands; nearly all are texts.</summary>
    internal static FieldValue Read(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new TextValue(reader.GetString()!),
            JsonTokenType.Null => FieldValue.Empty,
            _ => Read(JsonElement.ParseValue(ref reader)),
        };

    /// <summary>The values of an object at whose beginning the reader stands; then it stands at its end.</summary>
    internal static Dictionary<string, FieldValue> ReadAll(ref Utf8JsonReader reader)
    {
        var values = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        while (isObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values[name] = Read(ref reader);
        }

        return isObject && reader.TokenType == JsonTokenType.EndObject
            ? values
            : throw new JsonException("the values of a lead are not one object");
    }

    public static FieldValue Read(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => FieldValue.Empty,
            JsonValueKind.Array
                when value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                    && !first.TryGetProperty("VALUE", out _) => new RowsValue([
                .. value.EnumerateArray().Select(ProductRow.Read),
            ]),
            JsonValueKind.Array when value.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Object =>
                new MultifieldValue([
                    .. value
                        .EnumerateArray()
                        .Select(item => new MultifieldItem(
                            Member(item, "id"),
                            Member(item, "VALUE") ?? "",
                            Member(item, "VALUE_TYPE") ?? "WORK"
                        )),
                ]),
            JsonValueKind.Array => value.GetArrayLength() == 0
                ? FieldValue.Empty
                : new ListValue([.. value.EnumerateArray().Select(item => item.ToString())]),
            _ => new TextValue(value.ToString()),
        };

    public static string Text(FieldValue value) => JsonBuffer.Text(value, Write, Options);

    /// <summary>Null when there is none, or nothing in it.</summary>
    internal static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
