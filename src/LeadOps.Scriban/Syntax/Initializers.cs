using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed class ArrayInitializer(int start, List<Node> items) : Node(start)
{
    public override IEnumerable<Node> Children => items;

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        var array = new ScriptArray(items.Count);
        foreach (var item in items)
        {
            array.Items.Add(item.Evaluate(context));
        }

        return array;
    }
}

internal sealed class ObjectInitializer(int start, List<(string Key, Node Value)> members) : Node(start)
{
    public override IEnumerable<Node> Children => members.Select(member => member.Value);

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        var made = new ScriptObject();
        context.Scopes.PushObject(made);
        try
        {
            foreach (var (key, value) in members)
            {
                made[key] = value.Evaluate(context);
            }
        }
        finally
        {
            context.Scopes.PopObject();
        }

        return made;
    }
}

internal sealed class Interpolation(int start, List<Node> parts) : Node(start)
{
    public override IEnumerable<Node> Children => parts;

    public override object? Evaluate(Context context) =>
        context.Limits.JoinedText(
            string.Concat(parts.Select(part => TextForm.DotNet(context, part.Evaluate(context)))),
            Start
        );
}
