using LeadOps.Fields.Rules;

namespace LeadOps.Fields.Multifields;

/// <summary>
/// The wanted final state of PHONE, EMAIL, WEB and IM. A value that stays keeps its id; open-channel items and LINK
/// are never touched.
/// </summary>
internal static class MultifieldEditor
{
    /// <summary>
    /// A bare list: exactly these, spelling included. Ids go to equal values first, then to differently spelt ones; a
    /// new value takes the id of one that goes, because a change is one item to send and, unlike an addition, may be
    /// sent twice.
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
