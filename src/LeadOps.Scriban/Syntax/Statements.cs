using System.Text;
using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal enum Flow
{
    None,
    Break,
    Continue,
    Return,
}

/// <summary>
/// Statements one after another. What they yield is written while the output is on; otherwise the last value is the block's.
/// </summary>
internal sealed class Block(Node[] statements) : Node(statements.Length > 0 ? statements[0].Start : 0)
{
    public IReadOnlyList<Node> Statements { get; } = statements;

    public override IEnumerable<Node> Children => Statements;

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        var indent = context.Indent;
        object? last = null;
        foreach (var statement in statements)
        {
            if (statement is CodeBorder border)
            {
                context.Indent = border.IsOpening ? border.Indent : indent;
                continue;
            }

            last = statement.Evaluate(context);
            if (last is not null && context.Output.IsOn && context.Flow != Flow.Return)
            {
                context.Output.Write(TextForm.Of(context, last));
                last = null;
            }

            if (context.Flow != Flow.None)
            {
                break;
            }
        }

        context.Indent = indent;
        return last;
    }
}

internal sealed class RawText(int start, string text) : Node(start)
{
    public string Text { get; } = text;

    public override object? Evaluate(Context context) => Text;
}

/// <summary>`{{` or `}}`: where the automatic indentation begins or ends.</summary>
internal sealed class CodeBorder(int start, string? indent) : Node(start)
{
    public bool IsOpening => indent is not null;

    public string? Indent => indent;

    public override object? Evaluate(Context context) => null;
}

internal sealed class ExpressionStatement(int start, Node expression) : Node(start)
{
    public Node Expression { get; } = expression;

    public override IEnumerable<Node> Children => [Expression];

    public override object? Evaluate(Context context) => Expression.Evaluate(context);
}

internal sealed class Assignment(int start, string op, Node target, Node value) : Node(start)
{
    public Node Target { get; } = target;

    public override IEnumerable<Node> Children => op == "=" && Target is Variable ? [value] : [Target, value];

    public override object? Evaluate(Context context)
    {
        var result = value.Evaluate(context);
        if (op != "=")
        {
            result = Operators.Apply(
                context,
                new Binary(Start, op[..^1], Target, value),
                Target.Evaluate(context),
                result
            );
        }

        Store(context, Target, result);
        return null;
    }

    public static void Store(Context context, Node target, object? value)
    {
        switch (target)
        {
            case Variable variable:
                variable.Assign(context, value);
                break;
            case Member member:
                member.Assign(context, value);
                break;
            case Indexer indexer:
                indexer.Assign(context, value);
                break;
            case This:
                throw context.Error(target.Start, "Cannot set this variable: `this` is the current object itself");
            default:
                throw context.Error(target.First, "Unsupported target of an assignment");
        }
    }
}

internal sealed class FlowStatement(int start, Flow flow) : Node(start)
{
    public override object? Evaluate(Context context)
    {
        if (context.Limits.LoopDepth == 0)
        {
            throw context.Error(
                Start,
                $"`{(flow == Flow.Break ? "break" : "continue")}` can only be used inside a loop"
            );
        }

        context.Flow = flow;
        return null;
    }
}

internal sealed class CaptureStatement(int start, Node target, Node body) : Node(start)
{
    public Node Target { get; } = target;

    public override IEnumerable<Node> Children => [body];

    public override object? Evaluate(Context context)
    {
        var outer = context.Output;
        var text = new StringBuilder();
        context.Output = new Output(context, outer.IsOn ? text : null);
        try
        {
            body.Evaluate(context);
        }
        finally
        {
            context.Output = outer;
        }

        Assignment.Store(
            context,
            Target,
            context.Options.IsStrict ? text.ToString() : new CapturedText(text.ToString())
        );
        return null;
    }
}
