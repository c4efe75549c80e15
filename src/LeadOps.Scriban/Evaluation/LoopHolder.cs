namespace LeadOps.Scriban.Evaluation;

/// <summary>Something in which loops run: their variables are found before its own names.</summary>
internal abstract class LoopHolder
{
    private List<LoopEntry>? loops;

    public List<LoopEntry> Loops => loops ??= [];

    public bool TryGetLoop(string name, out object? value)
    {
        value = null;
        for (var i = (loops?.Count ?? 0) - 1; i >= 0; i--)
        {
            var loop = loops![i];
            if (loop.Name == name || loop.Keyword == name)
            {
                value = loop.Name == name ? loop.Value : loop.State;
                return true;
            }
        }

        return false;
    }
}

internal sealed class LoopEntry(string? name, string keyword, LoopState state)
{
    public string? Name { get; } = name;

    public string Keyword { get; } = keyword;

    public LoopState State { get; } = state;

    public object? Value { get; set; }
}

/// <summary>A `with` target or an object under construction; no target stands for the model.</summary>
internal sealed class ObjectLevel(object? target) : LoopHolder
{
    public object? Target { get; } = target;
}

/// <summary>A running function; a simple one has no names of its own.</summary>
internal sealed class Frame(ScriptObject? own, bool seesCaller) : LoopHolder
{
    public ScriptObject? Own { get; } = own;

    public bool SeesCaller { get; } = seesCaller;
}
