using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed record ForOption(int Start, string Name, Node? Value);

internal sealed class ForStatement(
    int start,
    Node target,
    Node sequence,
    List<ForOption> options,
    Node body,
    Node? otherwise
) : Node(start)
{
    public Node Target { get; } = target;

    public Node Sequence { get; } = sequence;

    public Node Body { get; } = body;

    public override IEnumerable<Node> Children =>
        options
            .Where(option => option.Value is not null)
            .Select(option => option.Value!)
            .Prepend(Body)
            .Prepend(Sequence)
            .Concat(otherwise is null ? [] : [otherwise]);

    public override object? Evaluate(Context context)
    {
        var value = Sequence.Evaluate(context);
        if (value is null)
        {
            return null;
        }

        var all =
            Sequences.TryItems(value)
            ?? throw context.Error(
                Sequence.First,
                $"Unable to iterate: a {TextForm.TypeName(value)} is no sequence for the for iterator"
            );
        var items = Cut(context, all);
        return items.Count == 0 ? otherwise?.Evaluate(context) : Run(context, items);
    }

    private List<object?> Cut(Context context, IEnumerable<object?> all)
    {
        var (offset, limit, reversed) = (0, 0, false);
        foreach (var option in options)
        {
            switch (option.Name)
            {
                case "offset":
                    offset = Math.Max(0, Number(context, option));
                    break;
                case "limit":
                    limit = Math.Max(0, Number(context, option));
                    break;
                case "reversed":
                    reversed = true;
                    break;
                default:
                    throw context.Error(option.Start, $"Unsupported argument `{option.Name}` for `for`");
            }
        }

        var items = offset > 0 ? all.Skip(offset) : all;
        items = reversed ? items.Reverse() : items;
        items = limit > 0 ? items.Take(limit) : items;
        var cap = context.Options.LoopLimit == 0 ? Limits.LongestArray : context.Options.LoopLimit;
        var cut = items.Take(cap + 1).ToList();
        if (context.Options.LoopLimit == 0)
        {
            context.Limits.ArrayLength(cut.Count, Start);
        }

        return cut;
    }

    private static int Number(Context context, ForOption option) =>
        option.Value is null
            ? throw context.Error(option.Start, $"Value is required for the argument `{option.Name}`")
            : Conversions.ToInt(context, option.Value.Evaluate(context), option.Value.First);

    private object? Run(Context context, List<object?> items)
    {
        var loop = new LoopState { Length = items.Count };
        context.EnterLoop(Target as Variable, "for", loop);
        object? last = null;
        try
        {
            for (var i = 0; i < items.Count; i++)
            {
                context.Limits.Step(Start);
                loop.MoveTo(i, items[i]);
                SetItem(context, items[i]);
                last = Body.Evaluate(context);
                if (context.LeavesLoop())
                {
                    break;
                }
            }
        }
        finally
        {
            context.LeaveLoop();
        }

        return last;
    }

    private void SetItem(Context context, object? item)
    {
        if (Target is Variable)
        {
            context.Scopes.SetLoopVariable(item);
        }
        else
        {
            Assignment.Store(context, Target, item);
        }
    }
}

internal sealed class WhileStatement(int start, Node condition, Node body) : Node(start)
{
    public override IEnumerable<Node> Children => [condition, body];

    public override object? Evaluate(Context context)
    {
        var loop = new LoopState();
        context.EnterLoop(null, "while", loop);
        object? last = null;
        try
        {
            for (var i = 0; ; i++)
            {
                context.Limits.Step(Start);
                loop.MoveTo(i, null);
                if (!Conversions.IsTrue(condition.Evaluate(context)))
                {
                    break;
                }

                last = body.Evaluate(context);
                if (context.LeavesLoop())
                {
                    break;
                }
            }
        }
        finally
        {
            context.LeaveLoop();
        }

        return last;
    }
}
