using System.Text.Json;
using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>A field's value as the portal answers it, made a value of the plan.</summary>
internal static class PortalValues
{
    public static FieldValue Read(FieldDefinition field, JsonElement value)
    {
        if (field.IsMultifield)
        {
            return Multifield(value);
        }

        if (field.IsMultiple)
        {
            var items = FieldJson
                .Items(value)
                .Select(item => field.Kind.Normalise(Scalar(item)))
                .Where(item => !field.Kind.IsNothing(item))
                .ToList();
            return items.Count == 0 ? FieldValue.Empty : new ListValue(items);
        }

        // PHP says false for what is not there; only a flag can hold it.
        var isNothing = value.ValueKind == JsonValueKind.False && field.Kind is not FlagType;
        var text = field.Kind.Normalise(isNothing ? "" : Scalar(value));
        return field.Kind.IsNothing(text) ? FieldValue.Empty : new TextValue(text);
    }

    private static string Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            JsonValueKind.Object when value.TryGetProperty("id", out var id) => id.ToString(),
            JsonValueKind.Array => "",
            _ => value.ToString(),
        };

    private static FieldValue Multifield(JsonElement value)
    {
        var items = FieldJson
            .Items(value)
            .Where(item => FieldJson.Text(item, "VALUE") is not null)
            .Select(item => new MultifieldItem(
                FieldJson.Text(item, "ID"),
                FieldJson.Text(item, "VALUE")!,
                FieldJson.Text(item, "VALUE_TYPE") ?? "WORK"
            ))
            .ToList();
        return items.Count == 0 ? FieldValue.Empty : new MultifieldValue(items);
    }
}
