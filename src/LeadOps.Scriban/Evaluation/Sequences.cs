namespace LeadOps.Scriban.Evaluation;

internal static class Sequences
{
    /// <summary>The items of an array, lazy sequence, text (characters) or object (pairs); null when the value is none of these.</summary>
    public static IEnumerable<object?>? TryItems(object? value) =>
        value switch
        {
            string text => text.Select(c => (object?)c),
            ScriptArray array => array.Items,
            LazySequence lazy => lazy.Items,
            IReadOnlyDictionary<string, object?> members => members.Select(pair => (object?)Pair(pair.Key, pair.Value)),
            ITemplateObject host => host.Names.Select(name =>
                (object?)Pair(name, host.TryGet(name, out var item) ? item : null)
            ),
            IReadOnlyList<object?> list => list,
            _ => null,
        };

    public static bool IsSequence(object? value) => value is LazySequence or IReadOnlyList<object?>;

    private static ScriptObject Pair(string key, object? value) => new() { ["key"] = key, ["value"] = value };

    public static int? Count(object? value) =>
        value switch
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

    /// <summary>A returned sequence is run once, where it is returned.</summary>
    public static object? Materialise(object? value) =>
        value is LazySequence lazy ? new ScriptArray(lazy.Items) : value;
}
