namespace LeadOps.Fields.Types;

/// <summary>Text as it is, byte for byte.</summary>
internal sealed class TextType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        value is not string and (IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>)
            ? Converted.Bad("is not a single text")
            : Converted.Ok(TextOf(value));
}

/// <summary>
/// `text|lat;lon|id`. What a person writes is the text alone; it equals the same text wherever the map puts it.
/// </summary>
internal sealed class AddressType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) => Converted.Ok(TextOf(value));

    public override bool Same(string a, string b)
    {
        var (x, y) = (a.Split('|'), b.Split('|'));
        return x[0] == y[0] && (x.Length == 1 || y.Length == 1 || Part(x, 1) == Part(y, 1));
    }

    public override string? Label(string text) =>
        text.Contains('|', StringComparison.Ordinal) ? text.Split('|')[0] : null;

    public override bool IsNothing(string text) => text.Split('|')[0].Length == 0;

    public override string Key(string text) => text.Split('|')[0].ToUpperInvariant();

    private static string Part(string[] parts, int index) => parts.Length > index ? parts[index].Trim(';') : "";
}

/// <summary>A type that an application brought along; its values are left untouched.</summary>
internal sealed class ForeignType(string type) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        Converted.Bad(
            $"cannot be written: the type `{type}` belongs to an application, and LeadOps leaves such fields untouched"
        );
}
