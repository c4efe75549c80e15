using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using LeadOps.Templates;

namespace LeadOps.Fields;

/// <summary>
/// Plain data as JSON: what rows hold and templates give, texts, numbers, flags and moments in lists and objects.
/// </summary>
public static class PlainJson
{
    public static string Text(object? value, JsonWriterOptions options = default) =>
        JsonBuffer.Text(value, Write, options);

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case WrittenNumber number:
                WriteMembers(writer, [new("Text", number.Text), new("Value", number.Value)]);
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteMembers(writer, members);
                break;
            case ITemplateObject members:
                WriteMembers(writer, members.Names.Select(name => KeyValuePair.Create(name, Member(members, name))));
                break;
            case IEnumerable items and not string:
                WriteItems(writer, items);
                break;
            default:
                WriteSingle(writer, value);
                break;
        }
    }

    private static void WriteSingle(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTime moment:
                writer.WriteStringValue(moment);
                break;
            case DateTimeOffset moment:
                writer.WriteStringValue(moment);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static object? Member(ITemplateObject members, string name) =>
        members.TryGet(name, out var member) ? member : null;
}
