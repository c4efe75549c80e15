namespace LeadOps.Scriban.Evaluation;

/// <summary>Makes plain data of what an evaluation yields: nothing lazy leaves the engine, and nothing endless.</summary>
internal sealed class Result(Context context)
{
    private const int DeepestNesting = 64;

    private int nodes;

    public static object? Of(Context context, object? value) => new Result(context).Plain(value, 0);

    private object? Plain(object? value, int depth)
    {
        context.Limits.Spend(1, 0);
        context.Limits.ArrayLength(++nodes, 0);
        if (depth > DeepestNesting)
        {
            throw context.Error(0, "The value is too deeply nested or contains itself");
        }

        return value switch
        {
            LazySequence lazy => Items(lazy.Items, depth),
            ScriptArray array => Items(array.Items, depth),
            ScriptObject members => Members(members, depth),
            EmptyMarker => new ScriptObject(),
            CapturedText text => text.ToString(),
            char letter => letter.ToString(),
            _ => value,
        };
    }

    private List<object?> Items(IEnumerable<object?> items, int depth)
    {
        var made = new List<object?>();
        foreach (var item in items)
        {
            made.Add(Plain(item, depth + 1));
        }

        return made;
    }

    private ScriptObject Members(ScriptObject members, int depth)
    {
        var made = new ScriptObject();
        foreach (var (name, member) in members)
        {
            made[name] = Plain(member, depth + 1);
        }

        return made;
    }
}
