using LeadOps.Fields;

namespace LeadOps.Testing;

/// <summary>Values in messages: titles beside codes, long texts from shortly before they part.</summary>
internal static class TestValues
{
    private const int Long = 60;
    private const int Before = 20;

    public static string Difference(FieldDefinition field, FieldValue wanted, FieldValue actual)
    {
        var from = Parting(wanted, actual);
        return $"expected {Shown(field, wanted, from)}, is {Shown(field, actual, from)}";
    }

    public static string Change(FieldDefinition field, FieldValue before, FieldValue after)
    {
        var from = Parting(before, after);
        return $"{field.Name} {Shown(field, before, from)} → {Shown(field, after, from)}";
    }

    private static int Parting(FieldValue a, FieldValue b) =>
        a is TextValue one && b is TextValue other && Math.Max(one.Text.Length, other.Text.Length) > Long
            ? Math.Max(0, one.Text.AsSpan().CommonPrefixLength(other.Text) - Before)
            : 0;

    private static string Shown(FieldDefinition field, FieldValue value, int from) =>
        value switch
        {
            TextValue text =>
                $"\"{Part(text.Text, from)}\"{(FieldValues.Label(field, value) is { } label ? $" ({label})" : "")}",
            ListValue list => $"[{string.Join(", ", list.Items)}]"
                + $"{(FieldValues.Label(field, value) is { } label ? $" ({label})" : "")}",
            MultifieldValue items => string.Join(
                ", ",
                items.Items.Select(item =>
                    item.ValueType.Length == 0 ? $"\"{item.Value}\"" : $"\"{item.Value}\" ({item.ValueType})"
                )
            ),
            RowsValue rows => string.Join(", ", rows.Rows),
            _ => "empty",
        };

    private static string Part(string text, int from)
    {
        var start = from > 0 && char.IsLowSurrogate(text[from]) ? from - 1 : from;
        var end = Math.Min(text.Length, start + Long + Before);
        end -= end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        var part = text[start..end]
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"{(start > 0 ? "…" : "")}{part}{(end < text.Length ? "…" : "")}";
    }
}
