using System.Text.Json;

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
            var items =
                value.ValueKind == JsonValueKind.Array
                    ? value
                        .EnumerateArray()
                        .Select(item => field.Kind.Normalise(Scalar(item)))
                        .Where(item => !field.Kind.IsNothing(item))
                        .ToList()
                    : [];
            return items.Count == 0 ? FieldValue.Empty : new ListValue(items);
        }

        var text = field.Kind.Normalise(Scalar(value));
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
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return FieldValue.Empty;
        }

        return new MultifieldValue([
            .. value
                .EnumerateArray()
                .Select(item => new MultifieldItem(
                    item.GetProperty("ID").ToString(),
                    item.GetProperty("VALUE").ToString(),
                    item.TryGetProperty("VALUE_TYPE", out var type) ? type.ToString() : "WORK"
                )),
        ]);
    }
}
