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
            result = Operators.Apply(context, new Binary(Start, op[..^1], Target, value), Target.Evaluate(context), result);
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

internal sealed class IfStatement(int start, Node condition, Node then, Node? otherwise) : Node(start)
{
    public override IEnumerable<Node> Children => otherwise is null ? [condition, then] : [condition, then, otherwise];

    public override object? Evaluate(Context context) =>
        Conversions.IsTrue(condition.Evaluate(context)) ? then.Evaluate(context) : otherwise?.Evaluate(context);
}

/// <summary>The values of one `when`; an error of the comparison stands at the `when`.</summary>
internal sealed record CaseBranch(int Start, List<Node> Values, Node Body)
{
    public Binary Comparison { get; } = new(Start, "==", new Literal(Start, null), new Literal(Start, null));
}

internal sealed class CaseStatement(int start, Node value, Node before, List<CaseBranch> branches, Node? otherwise) : Node(start)
{
    public override IEnumerable<Node> Children =>
        branches.SelectMany(branch => branch.Values.Append(branch.Body)).Prepend(before).Prepend(value).Concat(otherwise is null ? [] : [otherwise]);

    public override object? Evaluate(Context context)
    {
        var subject = value.Evaluate(context);
        var last = before.Evaluate(context);
        foreach (var branch in branches)
        {
            foreach (var candidate in branch.Values)
            {
                if (Conversions.IsTrue(Operators.Apply(context, branch.Comparison, candidate.Evaluate(context), subject)))
                {
                    return branch.Body.Evaluate(context);
                }
            }
        }

        return otherwise is null ? last : otherwise.Evaluate(context);
    }
}

internal sealed class FlowStatement(int start, Flow flow) : Node(start)
{
    public override object? Evaluate(Context context)
    {
        if (context.Limits.LoopDepth == 0)
        {
            throw context.Error(Start, $"`{(flow == Flow.Break ? "break" : "continue")}` can only be used inside a loop");
        }

        context.Flow = flow;
        return null;
    }
}

internal sealed class ReturnStatement(int start, Node? value) : Node(start)
{
    public override IEnumerable<Node> Children => value is null ? [] : [value];

    public override object? Evaluate(Context context)
    {
        var returned = Sequences.Materialise(value?.Evaluate(context));
        context.Flow = Flow.Return;
        return returned;
    }
}

internal sealed class FunctionStatement(int start, Variable name, ScriptFunction function) : Node(start)
{
    public string Name => name.Name;

    public ScriptFunction Function { get; } = function;

    public override IEnumerable<Node> Children => [Function.Body];

    public override object? Evaluate(Context context)
    {
        name.Assign(context, Function);
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

        Assignment.Store(context, Target, context.Options.IsStrict ? text.ToString() : new CapturedText(text.ToString()));
        return null;
    }
}

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

internal sealed class WrapStatement(int start, Node target, Node body) : Node(start)
{
    public override IEnumerable<Node> Children => [target, body];

    public override object? Evaluate(Context context)
    {
        var (named, arguments) = target is Call call ? (call.Target, call.Arguments) : (target, []);
        var function = named.EvaluateTarget(context);
        if (function is not (ScriptFunction or TemplateFunction))
        {
            throw context.Error(target.First, $"Expecting a direct function to wrap with instead of a {TextForm.TypeName(function)}");
        }

        var given = Invocation.Collect(context, target, arguments);
        return Invocation.Call(context, named, function, given, target is Call made ? made.After : Template.EndOf(target), body);
    }
}
