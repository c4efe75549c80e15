using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

/// <summary>A piece of a parsed template that knows how to evaluate itself; <see cref="Start"/> is its offset in the text.</summary>
internal abstract class Node(int start, int? first = null)
{
    public int Start { get; } = start;

    /// <summary>Where the whole expression begins; a member starts at its own name.</summary>
    public int First { get; } = first ?? start;

    /// <summary>The value; a function found under a name is called.</summary>
    public abstract object? Evaluate(Context context);

    /// <summary>The value without calling a function that it names.</summary>
    public virtual object? EvaluateTarget(Context context) => Evaluate(context);

    public virtual IEnumerable<Node> Children => [];
}

internal sealed class Literal(int start, object? value) : Node(start)
{
    public object? Value { get; } = value;

    public override object? Evaluate(Context context) => Value;
}

internal sealed class Parenthesised(int start, Node inner) : Node(start)
{
    public Node Inner { get; } = inner;

    public override IEnumerable<Node> Children => [Inner];

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        return Inner.Evaluate(context);
    }
}

internal sealed class This(int start) : Node(start)
{
    public override object? Evaluate(Context context) => context.Scopes.Current;
}

internal sealed class Variable(int start, string name) : Node(start)
{
    public string Name { get; } = name;

    public override object? Evaluate(Context context) => context.CallIfFunction(EvaluateTarget(context), this);

    public override object? EvaluateTarget(Context context) =>
        context.Scopes.TryGet(Name, out var value) ? value : context.MissingVariable(this);

    public void Assign(Context context, object? value)
    {
        if (!context.Scopes.TrySet(Name, value))
        {
            throw context.Error(Start, $"Cannot set the readonly variable `{Name}`");
        }
    }
}

internal sealed class Member(int start, Node target, string name, bool optional) : Node(start, target.First)
{
    public Node Target { get; } = target;

    public string Name { get; } = name;

    public bool IsOptional { get; } = optional;

    public override IEnumerable<Node> Children => [Target];

    public override object? Evaluate(Context context) => context.CallIfFunction(EvaluateTarget(context), this);

    public override object? EvaluateTarget(Context context)
    {
        context.Limits.EnsureStack(this);
        var target = Target.Evaluate(context);
        if (target is null)
        {
            return IsOptional || context.Options.RelaxedTargetAccess || context.MayBeMissing
                ? null
                : throw context.Error(
                    Start,
                    $"Cannot get the member `{Name}` for a null object: what stands before it is null"
                );
        }

        return Members.TryGet(context, target, Name, out var value) ? value : context.MissingMember(this, target);
    }

    public void Assign(Context context, object? value)
    {
        var target =
            Target.Evaluate(context)
            ?? throw context.Error(Start, $"Cannot set the member `{Name}`: the object is null");
        Members.Set(context, this, target, Name, value);
    }
}

internal sealed class Indexer(int start, Node target, Node index, bool optional) : Node(start, target.First)
{
    public bool IsOptional => optional;

    public Node Target { get; } = target;

    public Node Index { get; } = index;

    public override IEnumerable<Node> Children => [Target, Index];

    public override object? Evaluate(Context context) => context.CallIfFunction(EvaluateTarget(context), this);

    public override object? EvaluateTarget(Context context)
    {
        context.Limits.EnsureStack(this);
        var target = Target.Evaluate(context);
        var key = Index.Evaluate(context);
        if (target is null)
        {
            return optional || context.Options.RelaxedTargetAccess || context.MayBeMissing
                ? null
                : throw context.Error(Target.First, "Cannot index a value that is null");
        }

        if (key is null)
        {
            return context.Options.NullIndexer ? null : throw context.Error(Index.First, "Cannot use a null indexer");
        }

        return Members.Index(context, this, target, key);
    }

    public void Assign(Context context, object? value)
    {
        var target = Target.Evaluate(context) ?? throw context.Error(Target.First, "Cannot index a value that is null");
        var key = Index.Evaluate(context) ?? throw context.Error(Index.First, "Cannot use a null indexer");
        Members.SetIndex(context, this, target, key, value);
    }
}

internal sealed class IsEmpty(int start, Node target) : Node(start, target.First)
{
    public override IEnumerable<Node> Children => [target];

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        return target.Evaluate(context) switch
        {
            null => null,
            string text => text.Length == 0,
            var value when Sequences.TryItems(value) is { } items => !items.Any(),
            ScriptObject members => members.Count == 0,
            ITemplateObject members => members.Count == 0,
            _ => false,
        };
    }
}
