using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LeadOps.Cli.Commands.Lines;

/// <summary>A value and the name of its type, as an answer line holds them.</summary>
internal static class LineValue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        writer.WritePropertyName("value");
        Write(writer, value, isTop: true);
        writer.WriteString("type", TypeOf(value));
    }

    private static string TypeOf(object? value) =>
        value switch
        {
            null => "null",
            bool => "bool",
            int => "int",
            long => "long",
            double => "double",
            float => "float",
            decimal => "decimal",
            BigInteger => "bigint",
            string => "string",
            DateTime or DateTimeOffset => "date",
            TimeSpan => "timespan",
            IReadOnlyList<object?> => "array",
            _ => "object",
        };

    /// <summary>The text of a value that JSON has no type for; null for the others.</summary>
    private static string? TextOf(object? value) =>
        value switch
        {
            DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", Invariant),
            DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", Invariant),
            TimeSpan span => span.ToString("c", Invariant),
            double number => double.IsFinite(number) ? null : number.ToString(Invariant),
            float or decimal or BigInteger => Convert.ToString(value, Invariant),
            _ => null,
        };

    private static void Write(Utf8JsonWriter writer, object? value, bool isTop)
    {
        if (TextOf(value) is { } text)
        {
            WriteTyped(writer, value, text, isTop);
            return;
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, Invariant));
                break;
            case double number:
                var digits = number.ToString("R", Invariant);
                writer.WriteRawValue(digits.AsSpan().IndexOfAny(".eE") >= 0 ? digits : digits + ".0");
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteMembers(writer, members);
                break;
            case IReadOnlyList<object?> items:
                WriteItems(writer, items);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteTyped(Utf8JsonWriter writer, object? value, string text, bool isTop)
    {
        if (isTop)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("$" + TypeOf(value), text);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> members)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member, isTop: false);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<object?> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item, isTop: false);
        }

        writer.WriteEndArray();
    }
}
