using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

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
                return Operator == "??" ? guarded ?? Right.Evaluate(context)
                    : guarded is null ? null
                    : Right.Evaluate(context);
        }

        return Operators.Apply(context, this, Left.Evaluate(context), Right.Evaluate(context));
    }
}

internal sealed class Prefix(int start, string op, Node operand) : Node(start)
{
    public string Operator { get; } = op;

    public Node Operand { get; } = operand;

    public override IEnumerable<Node> Children => [Operand];

    public override object? Evaluate(Context context) =>
        Operator switch
        {
            "@" => Operand.EvaluateTarget(context),
            "!" => !Conversions.IsTrue(Operand.Evaluate(context)),
            "^" => Operand.Evaluate(context),
            _ => Arithmetic.Sign(context, Operand, Operator == "-"),
        };

    public override object? EvaluateTarget(Context context) => Evaluate(context);
}

internal sealed class Increment(int start, Node target, int by, bool postfix)
    : Node(start, postfix ? target.First : start)
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
