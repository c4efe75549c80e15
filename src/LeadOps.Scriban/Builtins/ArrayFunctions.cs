using System.Globalization;
using System.Text;
using LeadOps.Scriban.Evaluation;
using LeadOps.Scriban.Syntax;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class ArrayFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("add", 2, 2, a => new ScriptArray((a.Items(0) ?? []).Append(a[1])), "list", "value"),
        F("add_range", 2, 2, Concat, "list1", "list2"),
        F("concat", 2, 2, Concat, "list1", "list2"),
        F("any", 2, 99, Any, "list", "function", "args"),
        F("compact", 1, 1, a => Lazy(a, items => items.Where(item => item is not null)), "list"),
        F("contains", 2, 2, a => a.Items(0)?.Contains(a[1]) ?? false, "list", "item"),
        F("cycle", 1, 2, Cycle, "list", "group"),
        F("each", 2, 2, a => Mapped(a, call => items => items.Select(call)), "list", "function"),
        F(
            "filter",
            2,
            2,
            a => Mapped(a, call => items => items.Where(item => Conversions.IsTrue(call(item)))),
            "list",
            "function"
        ),
        F("first", 1, 1, a => a.Items(0)?.FirstOrDefault(), "list"),
        F("last", 1, 1, a => a.Items(0)?.LastOrDefault(), "list"),
        F("insert_at", 3, 3, InsertAt, "list", "index", "value"),
        F("join", 2, 3, JoinItems, "list", "delimiter", "function"),
        F("limit", 2, 2, a => Cut(a, (items, n) => items.Take(n)), "list", "count"),
        F("offset", 2, 2, a => Cut(a, (items, n) => items.Skip(n)), "list", "index"),
        F("map", 2, 2, Map, "list", "member"),
        F("remove_at", 2, 2, RemoveAt, "list", "index"),
        F("reverse", 1, 1, a => Lazy(a, items => items.Reverse()) ?? (object)new ScriptArray(), "list"),
        F("size", 1, 1, a => a.Items(0) is null ? 0 : Sequences.Count(a[0]), "list"),
        F("sort", 1, 2, Sort, "list", "member"),
        F("uniq", 1, 1, a => Lazy(a, items => items.Distinct()), "list"),
    ];

    private static LazySequence? Lazy(TemplateArguments a, Func<IEnumerable<object?>, IEnumerable<object?>> change) =>
        a.Items(0) is null ? null : new LazySequence(() => change(a.Items(0)!));

    private static LazySequence? Cut(TemplateArguments a, Func<IEnumerable<object?>, int, IEnumerable<object?>> change)
    {
        var count = Math.Max(0, a.Int(1));
        return Lazy(a, items => change(items, count));
    }

    private static object? Concat(TemplateArguments a)
    {
        if (a.Items(0) is null && a.Items(1) is null)
        {
            return null;
        }

        return new LazySequence(() => (a.Items(0) ?? []).Concat(a.Items(1) ?? []));
    }

    private static bool IsFunction(object? value) => value is ScriptFunction or TemplateFunction;

    private static object Any(TemplateArguments a)
    {
        if (a.Items(0) is not { } items || a[1] is not { } function || !IsFunction(function))
        {
            return false;
        }

        var extra = Enumerable.Range(2, Math.Max(0, a.Count - 2)).Select(i => a[i]).ToList();
        return items.Any(item => Invocation.CallValue(a, function, [item, .. extra]) is true);
    }

    private static object? Mapped(
        TemplateArguments a,
        Func<Func<object?, object?>, Func<IEnumerable<object?>, IEnumerable<object?>>> make
    )
    {
        if (a.Items(0) is null || a[1] is not { } function)
        {
            return a[0];
        }

        if (!IsFunction(function))
        {
            throw a.Context.Error(a.OffsetOf(1), "The argument is not a function");
        }

        if (function is ScriptFunction { Parameters.Count: 0 })
        {
            throw a.Context.Error(a.OffsetOf(1), "The function must accept exactly one argument");
        }

        var change = make(item => Invocation.CallValue(a, function, item));
        return new LazySequence(() => change(a.Items(0)!));
    }

    private static object? Cycle(TemplateArguments a)
    {
        var list = a.Items(0)?.ToList();
        if (list is null or { Count: 0 })
        {
            return null;
        }

        var group = a[1] is null ? string.Join(',', list.Select(item => TextForm.Of(a.Context, item))) : a.Text(1);
        var index = a.Context.Cycles.GetValueOrDefault(group) % list.Count;
        a.Context.Cycles[group] = index + 1;
        return list[index];
    }

    private static ScriptArray InsertAt(TemplateArguments a)
    {
        var list = (a.Items(0) ?? []).ToList();
        var index = Math.Max(0, a.Int(1));
        if (a.Context.Options.LoopLimit > 0 && index - list.Count > a.Context.Options.LoopLimit)
        {
            throw a.Fail("the index is beyond the LoopLimit");
        }

        while (list.Count < index)
        {
            list.Add(null);
        }

        list.Insert(index, a[2]);
        return new ScriptArray(list);
    }

    private static string JoinItems(TemplateArguments a)
    {
        if (a[2] is not null && !IsFunction(a[2]))
        {
            throw a.Context.Error(a.OffsetOf(2), "The argument is not a function");
        }

        var (joined, delimiter, isFirst) = (new StringBuilder(), a.Text(1), true);
        foreach (var item in a.Items(0) ?? [])
        {
            var text = TextForm.Of(a.Context, item);
            text = a[2] is { } function ? TextForm.Of(a.Context, Invocation.CallValue(a, function, text)) : text;
            joined.Append(isFirst ? "" : delimiter).Append(text);
            isFirst = false;
            a.Context.Limits.EnsureTextFits(joined.Length, a.Offset);
        }

        return a.Context.Limits.Text(joined.ToString(), a.Offset);
    }

    private static object Map(TemplateArguments a)
    {
        var member = a.Text(1);
        if (a[0] is null)
        {
            return new ScriptArray();
        }

        var isOne = Sequences.TryItems(a[0]) is null;
        return new LazySequence(() => (isOne ? [a[0]] : a.Items(0)!).SelectMany(item => Pick(a.Context, item, member)));
    }

    private static IEnumerable<object?> Pick(Context context, object? item, string member)
    {
        if (
            item is null
            || (Sequences.IsSequence(item) && member == "size")
            || !Members.TryGet(context, item, member, out var value)
        )
        {
            return [];
        }

        return Sequences.IsSequence(item) && value is null ? [] : [value];
    }

    private static object RemoveAt(TemplateArguments a)
    {
        var list = (a.Items(0) ?? []).ToList();
        var index = a.Int(1) is var i && i < 0 ? list.Count + i : i;
        if (index >= 0 && index < list.Count)
        {
            list.RemoveAt(index);
        }

        return new ScriptArray(list);
    }

    private static ScriptArray Sort(TemplateArguments a)
    {
        if (a[0] is not null && Sequences.TryItems(a[0]) is null)
        {
            return new ScriptArray([a[0]]);
        }

        var path = a.TextOrNull(1)?.Split('.') ?? [];
        object? Key(object? item)
        {
            foreach (var name in path)
            {
                item = item is not null && Members.TryGet(a.Context, item, name, out var next) ? next : null;
            }

            return item;
        }

        try
        {
            return new ScriptArray((a.Items(0) ?? []).OrderBy(Key, Comparer<object?>.Create((x, y) => Order(a, x, y))));
        }
        catch (InvalidOperationException problem) when (problem.InnerException is TemplateException inner)
        {
            throw inner;
        }
    }

    private static int Order(TemplateArguments a, object? x, object? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        return (x, y) switch
        {
            (string s, string t) => LinguisticOrder.Compare(s, t),
            (char s, char t) => LinguisticOrder.Compare(s.ToString(), t.ToString()),
            (DateTime d, DateTime e) => d.CompareTo(e),
            (DateTimeOffset d, DateTimeOffset e) => d.CompareTo(e),
            (bool b, bool c) => b.CompareTo(c),
            _ when Conversions.IsNumber(x) && Conversions.IsNumber(y) => Convert
                .ToDecimal(x, CultureInfo.InvariantCulture)
                .CompareTo(Convert.ToDecimal(y, CultureInfo.InvariantCulture)),
            _ => throw a.Fail($"cannot compare a {TextForm.TypeName(x)} with a {TextForm.TypeName(y)}"),
        };
    }
}
