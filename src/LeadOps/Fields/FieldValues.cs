using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Fields;

/// <summary>
/// Values of a field as a whole: from a manifest, compared, shown, given to templates.
/// </summary>
public static class FieldValues
{
    /// <summary>The value a manifest wants, or an explanation.</summary>
    public static (FieldValue? Value, string? Problem) Convert(FieldDefinition field, object? wanted)
    {
        if (wanted is null or "")
        {
            return (FieldValue.Empty, null);
        }

        wanted = field.IsList && wanted is string text && ListText.Read(text) is { } list ? list : wanted;
        if (wanted is not string && Problem(field, wanted) is { } problem)
        {
            return (null, problem);
        }

        if (field.IsMultifield)
        {
            return MultifieldInput.Convert(field, wanted);
        }

        if (field.Kind is ProductRowType)
        {
            return ConvertRows(wanted as IReadOnlyList<object?> ?? [wanted]);
        }

        if (field.IsMultiple)
        {
            return ConvertList(field, wanted as IReadOnlyList<object?> ?? [wanted]);
        }

        if (wanted is not string and (IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>))
        {
            return (null, $"`{field.Name}` holds one value, not a list");
        }

        var converted = field.Kind.Convert(wanted, field);
        return converted.Text is { } spelt
            ? (field.Kind.IsNothing(spelt) ? FieldValue.Empty : new TextValue(spelt), null)
            : (null, $"`{wanted}` {converted.Problem}");
    }

    private static string? Problem(FieldDefinition field, object wanted) =>
        HasInfinity(wanted) ? $"`{field.Name}` cannot hold an infinite number; the template divides by zero"
        : NestedMember(wanted) is { } member ? $"`{member}` of `{field.Name}` holds one value"
        : null;

    /// <summary>What is wrong with an entry of `remove` or `replace` that is not a text.</summary>
    internal static (string Message, string Remedy) EditProblem(FieldDefinition field) =>
        (
            $"`remove` and `replace` of `{field.Name}` take texts that are not empty.",
            "To take a value away, use `remove: [text]`; for its VALUE_TYPE, use `remove` and `add`."
        );

    /// <summary>Nothing, or only white space: what a template leaves when its data is missing.</summary>
    public static bool IsBlank(object? value) =>
        value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>A member of an entry that is a list or an object itself.</summary>
    private static string? NestedMember(object wanted) =>
        (wanted as IReadOnlyList<object?> ?? [wanted])
            .OfType<IReadOnlyDictionary<string, object?>>()
            .SelectMany(entry => entry)
            .FirstOrDefault(member => member.Value is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>)
            .Key;

    private static bool HasInfinity(object? value) =>
        value switch
        {
            double number => !double.IsFinite(number),
            float number => !float.IsFinite(number),
            IReadOnlyList<object?> list => list.Any(HasInfinity),
            IReadOnlyDictionary<string, object?> members => members.Values.Any(HasInfinity),
            _ => false,
        };

    /// <summary>
    /// What is wrong with one member of an entry, such as `VALUE_TYPE: WRK`; a null <paramref name="literal"/> is not
    /// known yet.
    /// </summary>
    public static string? MemberProblem(FieldDefinition field, string name, string? literal) =>
        field.IsMultifield ? MultifieldMembers.Problem(field.Name, name, literal)
        : field.Kind is ProductRowType ? ProductRow.MemberProblem(name)
        : $"`{field.Name}` takes plain values, not mappings";

    private static (FieldValue? Value, string? Problem) ConvertRows(IReadOnlyList<object?> wanted)
    {
        var rows = new List<ProductRow>();
        foreach (var item in wanted)
        {
            var (row, problem) = item is IReadOnlyDictionary<string, object?> members
                ? ProductRow.Of(members)
                : (null, $"`{item}` is not a product row; write {{ PRODUCT_NAME: Chair, PRICE: 99.50, QUANTITY: 2 }}");
            if (row is null)
            {
                return (null, problem);
            }

            rows.Add(row);
        }

        return (rows.Count == 0 ? FieldValue.Empty : new RowsValue(rows), null);
    }

    private static (FieldValue? Value, string? Problem) ConvertList(
        FieldDefinition field,
        IReadOnlyList<object?> wanted
    )
    {
        var items = new List<string>();
        foreach (var item in wanted)
        {
            if (item is null or "")
            {
                return (
                    null,
                    $"an entry of `{field.Name}` is empty; the portal would drop it, and the field might become empty"
                );
            }

            if (item is IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>)
            {
                return (null, $"`{field.Name}` takes plain values, not mappings or lists in the list");
            }

            var converted = field.Kind.Convert(item, field);
            if (converted.Text is not { } text || field.Kind.IsNothing(text))
            {
                return (null, $"`{item}` {converted.Problem ?? "is not an entry"}");
            }

            if (!items.Exists(known => field.Kind.Same(known, text)))
            {
                items.Add(text);
            }
        }

        return (items.Count == 0 ? FieldValue.Empty : new ListValue(items), null);
    }

    /// <summary>
    /// Equal in meaning is equal: 12500 and "12500.00", an absent and an empty text, the same instant.
    /// </summary>
    public static bool Same(FieldDefinition field, FieldValue a, FieldValue b) =>
        (a, b) switch
        {
            (EmptyValue, EmptyValue) => true,
            (TextValue x, TextValue y) => field.Kind.Same(x.Text, y.Text),
            (ListValue x, ListValue y) => SameItems(field, x.Items, y.Items)
                && (!ContactRule.FirstCounts(field.Name) || field.Kind.Same(x.Items[0], y.Items[0])),
            (RowsValue x, RowsValue y) => x.Equals(y),
            (MultifieldValue x, MultifieldValue y) => MultifieldEditor.SameItems(x, y),
            (TextValue x, EmptyValue) => field.Kind.MeansNothing(x.Text),
            (EmptyValue, TextValue y) => field.Kind.MeansNothing(y.Text),
            _ => false,
        };

    /// <summary>Nothing, or what means the same as nothing.</summary>
    public static bool MeansNothing(FieldDefinition field, FieldValue value) => Same(field, value, FieldValue.Empty);

    /// <summary>
    /// Lists are sets with repetitions: order does not count (but for the main contact), how often a value comes
    /// does.
    /// </summary>
    private static bool SameItems(FieldDefinition field, IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var rest = b.ToList();
        return a.Count == b.Count
            && a.All(item =>
                rest.FindIndex(other => field.Kind.Same(item, other)) is var index && index >= 0 && Taken(rest, index)
            );
    }

    private static bool Taken(List<string> rest, int index)
    {
        rest.RemoveAt(index);
        return true;
    }

    public static string? Label(FieldDefinition field, FieldValue value) =>
        value is TextValue text ? TitleOf(field, text.Text)
        : value is ListValue list && list.Items.Any(item => TitleOf(field, item) is not null)
            ? string.Join(", ", list.Items.Select(item => TitleOf(field, item) ?? item))
        : null;

    private static string? TitleOf(FieldDefinition field, string id) =>
        field.FindChoice(id)?.Title is { Length: > 0 } title
            ? title == id
                ? null
                : title
            : field.Kind.Label(id) is { } label && label != id
                ? label
                : null;

    public static object? ToTemplate(FieldDefinition field, FieldValue value) =>
        value switch
        {
            TextValue text => field.Kind.ToTemplate(text.Text),
            ListValue list => list.Items.Select(field.Kind.ToTemplate).ToList(),
            RowsValue rows => rows.Rows.Select(row => (object?)row.ToTemplate()).ToList(),
            MultifieldValue items => items
                .Items.Select(item =>
                    (object?)
                        new Dictionary<string, object?>
                        {
                            ["ID"] = item.Id,
                            ["VALUE"] = item.Value,
                            ["VALUE_TYPE"] = item.ValueType,
                            ["TYPE_ID"] = field.Name,
                        }
                )
                .ToList(),
            _ => field.IsList ? new List<object?>() : field.Kind.EmptyInTemplate,
        };
}
