using System.Text.Json;
using LeadOps.Scriban.Evaluation;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class ObjectFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("default", 2, 2, a => a[0] is null or "" ? a[1] : a[0], "value", "default"),
        F("eval", 1, 1, a => Eval(a, TemplateMode.Script), "value"),
        F("eval_template", 1, 1, a => Eval(a, TemplateMode.Text), "value"),
        F("format", 2, 3, Format, "value", "format", "culture"),
        F("has_key", 2, 2, a => Has(a, false), "value", "key"),
        F("has_value", 2, 2, a => Has(a, true), "value", "key"),
        F("keys", 1, 1, a => new ScriptArray(KeysOf(a)), "value"),
        F(
            "values",
            1,
            1,
            a => new ScriptArray(
                KeysOf(a).Select(key => Members.TryGet(a.Context, a[0]!, (string)key!, out var value) ? value : null)
            ),
            "value"
        ),
        F("size", 1, 1, a => Sequences.Count(a[0]) ?? 0, "value"),
        F("typeof", 1, 1, a => TypeOf(a[0]), "value"),
        F("kind", 1, 1, a => Kind(a[0]), "value"),
        F("from_json", 1, 1, FromJson, "json"),
        F("to_json", 1, 1, a => JsonText.Write(a), "value"),
    ];

    private static object? Eval(TemplateArguments a, TemplateMode mode)
    {
        if (a[0] is not string text)
        {
            return a[0];
        }

        var template = Template.Parse(text, mode, a.Context.Options);
        if (template.Errors is [var error, ..])
        {
            throw a.Context.Error(a.OffsetOf(0), error.Message);
        }

        try
        {
            return template.RunInside(a.Context, mode);
        }
        catch (TemplateException problem)
        {
            throw a.Context.Error(a.OffsetOf(0), problem.Error.Message);
        }
    }

    private static object Format(TemplateArguments a)
    {
        if (a[0] is null)
        {
            return "";
        }

        try
        {
            return a[0] is IFormattable value
                ? NumberFormat.Apply(a, value)
                : throw a.Fail($"`{a.Text(0)}` is not formattable");
        }
        catch (FormatException problem)
        {
            throw a.Fail($"`{a.Text(1)}` is no format for this value. {problem.Message}");
        }
    }

    private static object Has(TemplateArguments a, bool withValue)
    {
        if (a[0] is null)
        {
            return false;
        }

        if (Members.NamesOf(a[0]) is null)
        {
            throw a.Context.Error(a.OffsetOf(0), $"Unable to convert the {TextForm.TypeName(a[0])} to an object");
        }

        return Members.TryGet(a.Context, a[0]!, a.Text(1), out var value) && (!withValue || value is not null);
    }

    private static IEnumerable<object?> KeysOf(TemplateArguments a) =>
        a[0] switch
        {
            null => [],
            ScriptArray { Properties: { } properties } => properties.Keys.Prepend("size"),
            string or LazySequence or IReadOnlyList<object?> => ["size"],
            var value => Members.NamesOf(value) ?? [],
        };

    private static string? TypeOf(object? value) =>
        value switch
        {
            null => null,
            string => "string",
            bool => "boolean",
            LazySequence => "iterator",
            _ when Sequences.IsSequence(value) => "array",
            _ when Conversions.IsNumber(value) => "number",
            _ => "object",
        };

    private static string? Kind(object? value) =>
        value switch
        {
            null => null,
            float => "float",
            System.Numerics.BigInteger => "bigint",
            LazySequence => "range",
            DateTime or DateTimeOffset => "DateTime",
            TimeSpan => "TimeSpan",
            _ => TextForm.TypeName(value),
        };

    private static object? FromJson(TemplateArguments a)
    {
        try
        {
            using var document = JsonDocument.Parse(a.Text(0));
            return Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw a.Fail("no valid JSON: " + problem.Message);
        }
    }

    private static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new ScriptObject();
                foreach (var property in element.EnumerateObject())
                {
                    members[property.Name] = Read(property.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new ScriptArray(element.EnumerateArray().Select(Read));
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetDecimal(out var number) ? number : element.GetDouble();
            default:
                return element.ValueKind == JsonValueKind.Null ? null : element.GetBoolean();
        }
    }
}
