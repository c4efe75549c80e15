using LeadOps.Fields.Rules;

namespace LeadOps.Fields.Multifields;

/// <summary>
/// The wanted final state of PHONE, EMAIL, WEB and IM. A value that stays keeps its id; open-channel items and LINK are never touched.
/// </summary>
public static class MultifieldEditor
{
    public static (FieldValue? Value, string? Problem) Convert(FieldDefinition field, object wanted)
    {
        var items = new List<MultifieldItem>();
        foreach (var entry in Entries(wanted))
        {
            if (entry is IReadOnlyDictionary<string, object?> given && MembersProblem(field.Name, given) is { } wrong)
            {
                return (null, wrong);
            }

            var (value, type) = entry is IReadOnlyDictionary<string, object?> members
                ? (Text(members, "VALUE"), Text(members, "VALUE_TYPE"))
                : (System.Convert.ToString(entry, System.Globalization.CultureInfo.InvariantCulture), null);
            value = value is null || IsCopy(entry) || field.Name != "PHONE" ? value : PhoneText.Clean(value);
            if (string.IsNullOrWhiteSpace(value))
            {
                return (
                    null,
                    $"an entry of `{field.Name}` wants a VALUE, as a text or as {{ VALUE: …, VALUE_TYPE: WORK }}"
                );
            }

            if (
                field.Name == "EMAIL"
                && (value.IndexOf('@', StringComparison.Ordinal) < 1 || value.Contains(' ', StringComparison.Ordinal))
            )
            {
                return (null, $"`{value}` is no e-mail address; the portal would refuse it");
            }

            if (field.Name == "EMAIL" && !IsCopy(entry) && Invisible.Hint(value) is { Length: > 0 } hint)
            {
                return (null, $"`{value}` is no e-mail address{hint}");
            }

            if (field.Name == "PHONE" && !IsCopy(entry) && PhoneText.Problem(value) is { } mangled)
            {
                return (null, $"`{value}` {mangled}");
            }

            if (field.Name == "PHONE" && (value.AsSpan().IndexOfAny("{}[]") >= 0 || !value.Any(char.IsAsciiDigit)))
            {
                return (null, $"`{value}` is no phone number");
            }

            var item = new MultifieldItem(null, value, type ?? "");
            if (!MultifieldRule.IsManaged(field.Name, item) && !IsCopy(entry))
            {
                return (null, $"`{value}` belongs to the open channels, which LeadOps never touches");
            }

            // The portal would keep the same value twice; nobody wants that.
            if (MultifieldRule.IsManaged(field.Name, item) && !items.Contains(item))
            {
                items.Add(item);
            }
        }

        return (items.Count == 0 ? FieldValue.Empty : new MultifieldValue(items), null);
    }

    /// <summary>The items of several leads come as a list of lists: `group.leads | array.map "EMAIL"`.</summary>
    private static IEnumerable<object?> Entries(object wanted) =>
        (wanted as IReadOnlyList<object?> ?? [wanted]).SelectMany(entry => entry as IReadOnlyList<object?> ?? [entry]);

    /// <summary>An item that a template read from a lead; its type may be anything, and open-channel items stay anyway.</summary>
    private static bool IsCopy(object? entry) =>
        entry is IReadOnlyDictionary<string, object?> members && members.GetValueOrDefault("ID") is not null;

    private static string? MembersProblem(string field, IReadOnlyDictionary<string, object?> members) =>
        IsCopy(members)
            ? members
                .Keys.Select(name => MultifieldMembers.Problem(field, name, null))
                .FirstOrDefault(problem => problem is not null)
            : members
                .Keys.Select(name => MultifieldMembers.Problem(field, name, Text(members, name)))
                .FirstOrDefault(problem => problem is not null);

    private static string? Text(IReadOnlyDictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out var value)
            ? System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>
    /// A bare list: exactly these, spelling included. Ids go to equal values first, then to differently spelt ones; a new value takes
    /// the id of one that goes, because a change is one item to send and, unlike an addition, may be sent twice.
    /// </summary>
    public static FieldValue Exactly(string field, FieldValue before, FieldValue wanted)
    {
        var have = Items(before);
        var free = have.Where(item => MultifieldRule.IsManaged(field, item)).ToList();
        var want = Items(wanted);
        var ids = new MultifieldItem?[want.Count];
        foreach (
            Func<MultifieldItem, MultifieldItem, bool> equal in new Func<MultifieldItem, MultifieldItem, bool>[]
            {
                (a, b) => a.Value == b.Value && (b.ValueType.Length == 0 || a.ValueType == b.ValueType),
                (a, b) => a.Value == b.Value,
                (a, b) => Key(field, a.Value) == Key(field, b.Value),
                (a, b) => b.ValueType.Length == 0 || a.ValueType == b.ValueType,
                (_, _) => true,
            }
        )
        {
            for (var i = 0; i < want.Count; i++)
            {
                var index = ids[i] is null ? free.FindIndex(item => equal(item, want[i])) : -1;
                if (index >= 0)
                {
                    ids[i] = free[index];
                    free.RemoveAt(index);
                }
            }
        }

        var result = have.Where(item => !MultifieldRule.IsManaged(field, item))
            .Concat(
                want.Select(
                    (item, i) =>
                        new MultifieldItem(
                            ids[i]?.Id,
                            item.Value,
                            item.ValueType.Length > 0 ? item.ValueType : ids[i]?.ValueType ?? "WORK"
                        )
                )
            );
        return Of(result);
    }

    /// <summary>Add, remove, replace find values whatever their spelling.</summary>
    public static FieldValue Edit(
        string field,
        FieldValue before,
        FieldValue add,
        IReadOnlyList<string> remove,
        IReadOnlyList<(string Old, string New)> replace
    )
    {
        var items = Items(before).ToList();
        items.RemoveAll(item =>
            MultifieldRule.IsManaged(field, item) && remove.Any(text => Key(field, text) == Key(field, item.Value))
        );
        for (var i = 0; i < items.Count; i++)
        {
            var match = replace.FirstOrDefault(pair =>
                MultifieldRule.IsManaged(field, items[i]) && Key(field, pair.Old) == Key(field, items[i].Value)
            );
            if (match.New is null)
            {
                continue;
            }

            // The new value may be there already.
            if (items.Where((_, other) => other != i).Any(other => Key(field, other.Value) == Key(field, match.New)))
            {
                items.RemoveAt(i--);
            }
            else
            {
                items[i] = items[i] with { Value = match.New };
            }
        }

        foreach (var item in Items(add))
        {
            if (!items.Exists(known => Key(field, known.Value) == Key(field, item.Value)))
            {
                items.Add(item with { ValueType = item.ValueType.Length > 0 ? item.ValueType : "WORK" });
            }
        }

        return Of(items);
    }

    public static IReadOnlyList<MultifieldItem> Items(FieldValue value) =>
        value is MultifieldValue list ? list.Items : [];

    /// <summary>What makes two spellings the same value: digits of phones, case of the rest.</summary>
    public static string Key(string field, string value)
    {
        if (field != "PHONE")
        {
            return value.Trim().ToUpperInvariant();
        }

        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        return digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    public static bool SameItems(MultifieldValue a, MultifieldValue b)
    {
        var left = a.Items.Select(item => (item.Value, item.ValueType)).Order().ToList();
        var right = b.Items.Select(item => (item.Value, item.ValueType)).Order().ToList();
        return left.SequenceEqual(right);
    }

    private static FieldValue Of(IEnumerable<MultifieldItem> items)
    {
        var list = items.ToList();
        return list.Count == 0 ? FieldValue.Empty : new MultifieldValue(list);
    }
}
