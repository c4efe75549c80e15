namespace LeadOps.Scriban.Evaluation;

internal static class Sequences
{
    private const int DeepestNesting = 64;

    /// <summary>The items of an array, lazy sequence, text (characters) or object (pairs); null when the value is none of these.</summary>
    public static IEnumerable<object?>? TryItems(object? value) => value switch
    {
        string text => text.Select(c => (object?)c),
        ScriptArray array => array.Items,
        LazySequence lazy => lazy.Items,
        IReadOnlyDictionary<string, object?> members => members.Select(pair => (object?)Pair(pair.Key, pair.Value)),
        ITemplateObject host => host.Names.Select(name => (object?)Pair(name, host.TryGet(name, out var item) ? item : null)),
        IReadOnlyList<object?> list => list,
        _ => null,
    };

    public static bool IsSequence(object? value) =>
        value is LazySequence or IReadOnlyList<object?>;

    private static ScriptObject Pair(string key, object? value) => new() { ["key"] = key, ["value"] = value };

    public static int? Count(object? value) => value switch
    {
        null => 0,
        EmptyMarker => 0,
        string text => text.Length,
        IReadOnlyList<object?> list => list.Count,
        IReadOnlyCollection<KeyValuePair<string, object?>> members => members.Count,
        ITemplateObject host => host.Count,
        LazySequence lazy => lazy.Items.Count(),
        _ => null,
    };

    /// <summary>Nothing lazy leaves the engine.</summary>
    public static object? Materialise(object? value) => value is LazySequence lazy ? new ScriptArray(lazy.Items) : value;

    public static object? Deep(Context context, object? value) => Deep(context, value, 0);

    private static object? Deep(Context context, object? value, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw context.Error(0, "The value is too deeply nested or contains itself");
        }

        return value switch
        {
            LazySequence lazy => DeepItems(context, lazy.Items, depth),
            ScriptArray array => DeepItems(context, array.Items, depth),
            ScriptObject members => DeepMembers(context, members, depth),
            EmptyMarker => new ScriptObject(),
            CapturedText text => text.ToString(),
            char letter => letter.ToString(),
            _ => value,
        };
    }

    private static ScriptObject DeepMembers(Context context, ScriptObject members, int depth)
    {
        var made = new ScriptObject();
        foreach (var (name, member) in members)
        {
            context.Limits.Spend(1, 0);
            made[name] = Deep(context, member, depth + 1);
        }

        return made;
    }

    private static List<object?> DeepItems(Context context, IEnumerable<object?> items, int depth)
    {
        var made = new List<object?>();
        foreach (var item in items)
        {
            context.Limits.ArrayLength(made.Count, 0);
            made.Add(Deep(context, item, depth + 1));
        }

        return made;
    }
}
