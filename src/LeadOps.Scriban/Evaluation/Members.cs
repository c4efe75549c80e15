using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>What `.name` and `[index]` mean for each kind of value.</summary>
internal static class Members
{
    public static IEnumerable<string>? NamesOf(object? value) =>
        value switch
        {
            ITemplateObject host => host.Names,
            IReadOnlyDictionary<string, object?> members => members.Keys,
            BuiltinGroup group => group.Names,
            EmptyMarker => [],
            _ => null,
        };

    public static bool TryGet(Context context, object target, string name, out object? value)
    {
        switch (target)
        {
            case ITemplateObject host:
                return host.TryGet(name, out value);
            case IReadOnlyDictionary<string, object?> members:
                return members.TryGetValue(name, out value);
            case BuiltinGroup group:
                return group.TryGet(context, name, out value);
        }

        value =
            name == "size"
                ? SizeOf(target)
                : target switch
                {
                    ScriptArray { Properties: { } properties } => properties.GetValueOrDefault(name),
                    DateTime date => DateMembers.Of(date, name),
                    DateTimeOffset date => DateMembers.Of(date, name),
                    TimeSpan span => DateMembers.Of(span, name),
                    _ => null,
                };
        return value is not null || target is ScriptArray;
    }

    private static int? SizeOf(object target) =>
        target is string || Sequences.IsSequence(target) ? Sequences.Count(target) : null;

    public static void Set(Context context, Member node, object target, string name, object? value)
    {
        switch (target)
        {
            case ScriptObject made when made.ReadOnly?.Contains(name) != true:
                made[name] = value;
                return;
            case ScriptArray array:
                if (name != "size")
                {
                    (array.Properties ??= new(StringComparer.Ordinal))[name] = value;
                }

                return;
            case BuiltinGroup { Name: "date" } when name == "format":
                context.DateFormat = TextForm.Of(context, value);
                return;
            case BuiltinGroup group when context.Extend(group, name, value):
                return;
            default:
                var kind = Conversions.IsPrimitive(target)
                    ? $"a {TextForm.TypeName(target)} is a primitive value"
                    : $"it belongs to a {TextForm.TypeName(target)}";
                throw context.Error(node.Start, $"Cannot set the readonly member `{name}`: {kind}");
        }
    }

    public static object? Index(Context context, Indexer node, object target, object key)
    {
        if (NamesOf(target) is not null)
        {
            var name = TextForm.Of(context, key);
            return TryGet(context, target, name, out var value) ? value : MissingKey(context, node, name);
        }

        if (key is string or CapturedText && target is ScriptArray array)
        {
            return array.Properties?.GetValueOrDefault(key.ToString()!);
        }

        var index = Conversions.ToInt(context, key, node.Index.First);
        return target is string text ? Character(context, node, text, index) : Item(context, node, target, index);
    }

    private static object? MissingKey(Context context, Indexer node, string name) =>
        context.Options.RelaxedMemberAccess
            ? null
            : throw context.Error(node.Index.First, $"Cannot access target: the key `{name}` was not found");

    private static string Character(Context context, Indexer node, string text, int index)
    {
        var position = index < 0 ? text.Length + index : index;
        return position >= 0 && position < text.Length
            ? text[position].ToString()
            : throw context.Error(node.First, "Index was outside the bounds of the text");
    }

    private static object? Item(Context context, Indexer node, object target, int index)
    {
        var items = Sequences.IsSequence(target)
            ? Sequences.TryItems(target)!
            : throw context.Error(node.Target.First, $"Cannot index a {TextForm.TypeName(target)}");
        var list = items as IReadOnlyList<object?>;
        var position = index < 0 ? (list?.Count ?? items.Count()) + index : index;
        if (list is not null ? position >= 0 && position < list.Count : position >= 0 && items.Skip(position).Any())
        {
            return list is not null ? list[position] : items.ElementAt(position);
        }

        return context.Options.RelaxedIndexerAccess
            ? null
            : throw context.Error(node.Index.First, $"The index {index} is out of bounds");
    }

    public static void SetIndex(Context context, Indexer node, object target, object key, object? value)
    {
        switch (target)
        {
            case ScriptObject made:
                made[TextForm.Of(context, key)] = value;
                return;
            case ScriptArray array when key is string or CapturedText:
                (array.Properties ??= new(StringComparer.Ordinal))[key.ToString()!] = value;
                return;
            case ScriptArray array:
                SetItem(context, node, array.Items, Conversions.ToInt(context, key, node.Index.First), value);
                return;
            case string:
                throw context.Error(node.Index.First, "Cannot replace a character of a text");
            default:
                throw context.Error(node.Target.First, $"Cannot write into a {TextForm.TypeName(target)}");
        }
    }

    private static void SetItem(Context context, Indexer node, List<object?> items, int index, object? value)
    {
        var position = index < 0 ? items.Count + index : index;
        if (position < 0)
        {
            return;
        }

        if (context.Options.LoopLimit > 0 && position - items.Count > context.Options.LoopLimit)
        {
            throw context.Error(
                node.Index.First,
                $"The iteration limit `{context.Options.LoopLimit}` for loop statement is exceeded (LoopLimit)"
            );
        }

        context.Limits.ArrayLength(position, node.Index.First);
        context.Limits.Spend(Math.Max(0, position - items.Count), node.Index.First);
        while (items.Count <= position)
        {
            items.Add(null);
        }

        items[position] = value;
    }
}
