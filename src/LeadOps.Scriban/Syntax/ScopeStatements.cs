using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed class WithStatement(int start, Node target, Node body) : Node(start)
{
    public override IEnumerable<Node> Children => [target, body];

    public override object? Evaluate(Context context)
    {
        var value = target.Evaluate(context);
        if (value is null || Members.NamesOf(value) is null)
        {
            throw context.Error(target.First, "Invalid target for `with`: it wants an object");
        }

        context.Scopes.PushObject(value);
        context.Scopes.PushLocals();
        try
        {
            return body.Evaluate(context);
        }
        finally
        {
            context.Scopes.PopLocals();
            context.Scopes.PopObject();
        }
    }
}

internal sealed class ImportStatement(int start, Node target) : Node(start)
{
    public override IEnumerable<Node> Children => [target];

    public override object? Evaluate(Context context)
    {
        var value = target.Evaluate(context);
        if (value is not null && Members.NamesOf(value) is null)
        {
            throw context.Error(target.First, "Expecting an plain script object to import");
        }

        foreach (var name in Members.NamesOf(value) ?? [])
        {
            Members.TryGet(context, value!, name, out var member);
            context.Scopes.TrySet(name, member);
        }

        return null;
    }
}

internal sealed class ReadOnlyStatement(int start, Variable name) : Node(start)
{
    public override object? Evaluate(Context context)
    {
        context.Scopes.MakeReadOnly(name.Name);
        return null;
    }
}
