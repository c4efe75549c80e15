namespace LeadOps.Fields;

/// <summary>
/// A field's value in the portal's own spelling (`JUNK`, `12500.00`, `2026-05-01T10:00:00+03:00`), whatever API it
/// came by. Compare with the field type's `Same`, never by equality of spelling.
/// </summary>
public abstract record FieldValue
{
    /// <summary>Absent, null, empty text, no items: one and the same.</summary>
    public static FieldValue Empty { get; } = new EmptyValue();

    public bool IsEmpty => this is EmptyValue;
}

internal sealed record EmptyValue : FieldValue;

public sealed record TextValue(string Text) : FieldValue;

/// <summary>The values of a multiple custom field or of a list of contacts, in the portal's order.</summary>
public sealed record ListValue(IReadOnlyList<string> Items) : FieldValue
{
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>The items of PHONE, EMAIL, WEB, IM or LINK.</summary>
public sealed record MultifieldValue(IReadOnlyList<MultifieldItem> Items) : FieldValue
{
    public bool Equals(MultifieldValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>The product rows of a lead, in the portal's order.</summary>
public sealed record RowsValue(IReadOnlyList<ProductRow> Rows) : FieldValue
{
    public bool Equals(RowsValue? other) => other is not null && Rows.SequenceEqual(other.Rows);

    public override int GetHashCode() => Rows.Count;
}

/// <summary>One phone, e-mail, site or messenger. Without an id it is not on the portal yet.</summary>
public sealed record MultifieldItem(string? Id, string Value, string ValueType);
