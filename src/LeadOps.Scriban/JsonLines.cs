using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban;

/// <summary>One request line of `eval --jsonl` in, one answer line out. The options are Scriban's own defaults.</summary>
public static class JsonLines
{
    private static readonly JsonWriterOptions Written = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Answer(string line)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Written))
        {
            writer.WriteStartObject();
            Answer(line, writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Answer(string line, Utf8JsonWriter writer)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var request = document.RootElement;
            if (request.TryGetProperty("id", out var id))
            {
                writer.WritePropertyName("id");
                id.WriteTo(writer);
            }

            Run(request, writer);
        }
        catch (TemplateException problem)
        {
            WriteError(writer, problem.Error);
        }
        catch (Exception problem)
            when (problem is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            WriteError(writer, new TemplateError(1, 1, "The line is no valid request: " + problem.Message));
        }
    }

    private static void Run(JsonElement request, Utf8JsonWriter writer)
    {
        var mode = request.TryGetProperty("mode", out var given) ? given.GetString() : "render";
        var template = Template.Parse(
            request.GetProperty("template").GetString() ?? "",
            mode == "script" ? TemplateMode.Script : TemplateMode.Text,
            Options(request)
        );
        if (template.Errors is [var error, ..])
        {
            WriteError(writer, error);
            return;
        }

        var model = request.TryGetProperty("model", out var members) ? Model(members) as ScriptObject : null;
        var scope = new TemplateScope(model ?? new ScriptObject());
        if (mode is null or "render")
        {
            writer.WriteString("output", template.Render(scope, CancellationToken.None));
            return;
        }

        var (value, type) = Typed(template.Evaluate(scope, CancellationToken.None), top: true);
        writer.WritePropertyName("value");
        WriteValue(writer, value, type, top: true);
        writer.WriteString("type", type);
    }

    private static EngineOptions Options(JsonElement request)
    {
        var options = EngineOptions.Lenient;
        if (request.TryGetProperty("options", out var switches) && switches.ValueKind == JsonValueKind.Object)
        {
            foreach (var option in switches.EnumerateObject())
            {
                var number = option.Value.ValueKind == JsonValueKind.Number ? option.Value.GetInt32() : 0;
                options =
                    options.With(option.Name, option.Value.ValueKind == JsonValueKind.True, number)
                    ?? throw new FormatException($"unknown option `{option.Name}`");
            }
        }

        return options;
    }

    private static void WriteError(Utf8JsonWriter writer, TemplateError error)
    {
        writer.WriteStartObject("error");
        writer.WriteNumber("line", error.Line);
        writer.WriteNumber("column", error.Column);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    }

    private static object? Model(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return Wrapped(element) ?? Members(element);
            case JsonValueKind.Array:
                return new ScriptArray(element.EnumerateArray().Select(Model));
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                var text = element.GetRawText();
                return text.AsSpan().IndexOfAny(".eE") >= 0 ? (object)element.GetDouble()
                    : element.TryGetInt32(out var small) ? (object)small
                    : element.TryGetInt64(out var large) ? (object)large
                    : BigInteger.Parse(text, CultureInfo.InvariantCulture);
            default:
                return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : null;
        }
    }

    private static ScriptObject Members(JsonElement element)
    {
        var members = new ScriptObject();
        foreach (var property in element.EnumerateObject())
        {
            members[property.Name] = Model(property.Value);
        }

        return members;
    }

    private static object? Wrapped(JsonElement element)
    {
        if (element.EnumerateObject().Count() != 1)
        {
            return null;
        }

        var first = element.EnumerateObject().First();
        var name = first.Name;

        var text = first.Value.ToString();
        var culture = CultureInfo.InvariantCulture;
        return name switch
        {
            "$date" => DateTime.Parse(text, culture, DateTimeStyles.RoundtripKind),
            "$decimal" => decimal.Parse(text, culture),
            "$long" => long.Parse(text, culture),
            "$double" => double.Parse(text, culture),
            "$float" => float.Parse(text, culture),
            "$timespan" => TimeSpan.Parse(text, culture),
            "$bigint" => BigInteger.Parse(text, culture),
            _ => null,
        };
    }

    /// <summary>The value as text or number for the wire, and the name of its type.</summary>
    private static (object? Value, string Type) Typed(object? value, bool top) =>
        value switch
        {
            null => (null, "null"),
            bool => (value, "bool"),
            int => (value, "int"),
            long => (value, "long"),
            double number => (
                double.IsFinite(number) ? value : number.ToString(CultureInfo.InvariantCulture),
                "double"
            ),
            float number => (number.ToString(CultureInfo.InvariantCulture), "float"),
            decimal number => (number.ToString(CultureInfo.InvariantCulture), "decimal"),
            BigInteger number => (number.ToString(CultureInfo.InvariantCulture), "bigint"),
            string => (value, "string"),
            DateTime date => (date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture), "date"),
            DateTimeOffset date => (
                date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
                "date"
            ),
            TimeSpan span => (span.ToString("c", CultureInfo.InvariantCulture), "timespan"),
            IReadOnlyDictionary<string, object?> => (value, "object"),
            IReadOnlyList<object?> => (value, "array"),
            _ => (value.ToString(), top ? "object" : "string"),
        };

    private static void WriteValue(Utf8JsonWriter writer, object? value, string type, bool top)
    {
        if (
            !top
            && type is "decimal" or "float" or "bigint" or "date" or "timespan" or "double"
            && (type != "double" || value is string)
        )
        {
            if (!top)
            {
                writer.WriteStartObject();
                writer.WriteString("$" + type, Convert.ToString(value, CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                return;
            }
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                var text = number.ToString("R", CultureInfo.InvariantCulture);
                writer.WriteRawValue(text.AsSpan().IndexOfAny(".eE") >= 0 ? text : text + ".0");
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteMembers(writer, members);
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    var (inner, innerType) = Typed(item, top: false);
                    WriteValue(writer, inner, innerType, top: false);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> members)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            var (inner, innerType) = Typed(member, top: false);
            WriteValue(writer, inner, innerType, top: false);
        }

        writer.WriteEndObject();
    }
}
