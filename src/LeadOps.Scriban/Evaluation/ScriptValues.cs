namespace LeadOps.Scriban.Evaluation;

/// <summary>An array made by a template; it may carry properties that do not print.</summary>
internal sealed class ScriptArray : IReadOnlyList<object?>
{
    public ScriptArray(int capacity = 4) => Items = new List<object?>(capacity);

    public ScriptArray(IEnumerable<object?> items) => Items = [.. items];

    public List<object?> Items { get; }

    public Dictionary<string, object?>? Properties { get; set; }

    public int Count => Items.Count;

    public object? this[int index] => Items[index];

    public IEnumerator<object?> GetEnumerator() => Items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A sequence that is run again each time it is read.</summary>
internal sealed class LazySequence(Func<IEnumerable<object?>> items)
{
    public IEnumerable<object?> Items
    {
        get
        {
            foreach (var item in items())
            {
                yield return item;
            }
        }
    }
}

/// <summary>An object made by a template; keeps the order in which its members came.</summary>
internal sealed class ScriptObject : IReadOnlyDictionary<string, object?>
{
    private readonly OrderedDictionary<string, object?> members = new(StringComparer.Ordinal);

    public HashSet<string>? ReadOnly { get; set; }

    public int Count => members.Count;

    public IEnumerable<string> Keys => members.Keys;

    public IEnumerable<object?> Values => members.Values;

    public object? this[string key]
    {
        get => members[key];
        set => members[key] = value;
    }

    public bool ContainsKey(string key) => members.ContainsKey(key);

    public bool TryGetValue(string key, out object? value) => members.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => members.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The value of the name `empty`.</summary>
internal sealed class EmptyMarker
{
    public static EmptyMarker Instance { get; } = new();
}

/// <summary>The body given to `wrap`, run wherever `$$` stands.</summary>
internal sealed record BlockDelegate(Syntax.Node Body);

/// <summary>What `capture` stores outside strict mode: it reads as text but is no string.</summary>
internal sealed class CapturedText(string text)
{
    public override string ToString() => text;
}
