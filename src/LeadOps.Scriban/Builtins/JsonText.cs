using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Builtins;

/// <summary>A value as compact JSON, for `object.to_json`.</summary>
internal static class JsonText
{
    public static string Write(TemplateArguments a)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(a, writer, a[0], 0);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(TemplateArguments a, Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > 60)
        {
            throw a.Fail("the value is too deeply nested or contains itself");
        }

        a.Context.Limits.Spend(1, a.Offset);
        a.Context.Limits.EnsureTextFits(writer.BytesCommitted + writer.BytesPending, a.Offset);

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case double or float:
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                writer.WriteRawValue(
                    double.IsFinite(number)
                        ? number.ToString("R", CultureInfo.InvariantCulture)
                        : throw a.Fail("the number cannot be written as JSON")
                );
                break;
            case int or long or decimal or System.Numerics.BigInteger:
                writer.WriteRawValue(TextForm.Of(a.Context, value));
                break;
            case DateTime date:
                writer.WriteStringValue(date);
                break;
            case DateTimeOffset date:
                writer.WriteStringValue(date);
                break;
            default:
                WriteNested(a, writer, value, depth);
                break;
        }
    }

    private static void WriteNested(TemplateArguments a, Utf8JsonWriter writer, object value, int depth)
    {
        if (Sequences.IsSequence(value))
        {
            writer.WriteStartArray();
            foreach (var item in Sequences.TryItems(value)!)
            {
                Write(a, writer, item, depth + 1);
            }

            writer.WriteEndArray();
            return;
        }

        if (Members.NamesOf(value) is not { } names)
        {
            writer.WriteStringValue(TextForm.Of(a.Context, value));
            return;
        }

        writer.WriteStartObject();
        foreach (var name in names)
        {
            Members.TryGet(a.Context, value, name, out var member);
            writer.WritePropertyName(name);
            Write(a, writer, member, depth + 1);
        }

        writer.WriteEndObject();
    }
}
