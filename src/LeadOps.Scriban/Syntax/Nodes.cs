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

    public override object? EvaluateTarget(Context context) => context.Scopes.TryGet(Name, out var value)
        ? value
        : context.MissingVariable(this);

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
                : throw context.Error(Start, $"Cannot get the member `{Name}` for a null object: what stands before it is null");
        }

        return Members.TryGet(context, target, Name, out var value) ? value : context.MissingMember(this, target);
    }

    public void Assign(Context context, object? value)
    {
        var target = Target.Evaluate(context) ?? throw context.Error(Start, $"Cannot set the member `{Name}`: the object is null");
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

    public override object? Evaluate(Context context) => target.Evaluate(context) switch
    {
        null => null,
        string text => text.Length == 0,
        var value when Sequences.TryItems(value) is { } items => !items.Any(),
        ScriptObject members => members.Count == 0,
        ITemplateObject members => members.Count == 0,
        _ => false,
    };
}

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
        context.Limits.JoinedText(string.Concat(parts.Select(part => TextForm.DotNet(context, part.Evaluate(context)))), Start);
}

internal sealed class Conditional(int start, Node condition, Node then, Node otherwise) : Node(start, condition.First)
{
    public override IEnumerable<Node> Children => [condition, then, otherwise];

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        return (Conversions.IsTrue(condition.Evaluate(context)) ? then : otherwise).Evaluate(context);
    }
}

internal sealed class Binary(int start, string op, Node left, Node right) : Node(start, left.First)
{
    public string Operator { get; } = op;

    public Node Left { get; } = left;

    public Node Right { get; } = right;

    public override IEnumerable<Node> Children => [Left, Right];

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        switch (Operator)
        {
            case "&&":
                return Conversions.IsTrue(Left.Evaluate(context)) && Conversions.IsTrue(Right.Evaluate(context));
            case "||":
                return Conversions.IsTrue(Left.Evaluate(context)) || Conversions.IsTrue(Right.Evaluate(context));
            case "??" or "?!" when context.Options.IsStrict:
                var guarded = context.Guarded(Left);
                return Operator == "??" ? guarded ?? Right.Evaluate(context) : guarded is null ? null : Right.Evaluate(context);
        }

        return Operators.Apply(context, this, Left.Evaluate(context), Right.Evaluate(context));
    }
}

internal sealed class Prefix(int start, string op, Node operand) : Node(start)
{
    public string Operator { get; } = op;

    public Node Operand { get; } = operand;

    public override IEnumerable<Node> Children => [Operand];

    public override object? Evaluate(Context context) => Operator switch
    {
        "@" => Operand.EvaluateTarget(context),
        "!" => !Conversions.IsTrue(Operand.Evaluate(context)),
        "^" => Operand.Evaluate(context),
        _ => Arithmetic.Sign(context, Operand, Operator == "-"),
    };

    public override object? EvaluateTarget(Context context) => Evaluate(context);
}

internal sealed class Increment(int start, Node target, int by, bool postfix) : Node(start, postfix ? target.First : start)
{
    public override IEnumerable<Node> Children => [target];

    public override object? Evaluate(Context context)
    {
        var before = Arithmetic.Sign(context, target, negative: false);
        var after = Arithmetic.Compute(context, Start, "+", before, by);
        Assignment.Store(context, target, after);
        return postfix ? before : after;
    }
}
