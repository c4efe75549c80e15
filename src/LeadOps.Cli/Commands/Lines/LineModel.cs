using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LeadOps.Cli.Commands.Lines;

/// <summary>
/// The model of one request as values of the engine; objects of one member such as `$date` carry types that JSON
/// lacks.
/// </summary>
internal static class LineModel
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, Func<string, object>> Wrapped = new(StringComparer.Ordinal)
    {
        ["$date"] = text => DateTime.Parse(text, Invariant, DateTimeStyles.RoundtripKind),
        ["$decimal"] = text => decimal.Parse(text, Invariant),
        ["$long"] = text => long.Parse(text, Invariant),
        ["$double"] = text => double.Parse(text, Invariant),
        ["$float"] = text => float.Parse(text, Invariant),
        ["$timespan"] = text => TimeSpan.Parse(text, Invariant),
        ["$bigint"] = text => BigInteger.Parse(text, Invariant),
    };

    public static IReadOnlyDictionary<string, object?> Read(JsonElement request) =>
        request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.Object
            ? Members(model)
            : new Dictionary<string, object?>();

    private static object? Value(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => Typed(element) ?? Members(element),
            JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => Number(element),
            JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
            _ => null,
        };

    private static object Number(JsonElement element)
    {
        var text = element.GetRawText();
        return text.AsSpan().IndexOfAny(".eE") >= 0 ? (object)element.GetDouble()
            : element.TryGetInt32(out var small) ? (object)small
            : element.TryGetInt64(out var large) ? (object)large
            : BigInteger.Parse(text, Invariant);
    }

    private static object? Typed(JsonElement element)
    {
        if (element.GetPropertyCount() != 1)
        {
            return null;
        }

        var only = element.EnumerateObject().First();
        return Wrapped.TryGetValue(only.Name, out var read) ? read(only.Value.ToString()) : null;
    }

    private static Dictionary<string, object?> Members(JsonElement element)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            members[property.Name] = Value(property.Value);
        }

        return members;
    }
}
