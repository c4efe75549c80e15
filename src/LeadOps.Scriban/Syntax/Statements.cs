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

internal sealed class Block(Node[] statements) : Node(statements.Length > 0 ? statements[0].Start : 0)
{
    public IReadOnlyList<Node> Statements { get; } = statements;

    public override IEnumerable<Node> Children => Statements;

    public override object? Evaluate(Context context)
    {
        var indent = context.Output.Indent;
        object? last = null;
        foreach (var statement in statements)
        {
            if (statement is ExitCode)
            {
                context.Output.Indent = indent;
                continue;
            }

            var value = statement.Evaluate(context);
            last = statement is EnterCode ? last : value;
            if (context.Flow != Flow.None)
            {
                break;
            }
        }

        return last;
    }
}

internal sealed class RawText(int start, string text) : Node(start)
{
    public string Text { get; } = text;

    public override object? Evaluate(Context context)
    {
        context.Write(Text);
        return Text;
    }
}

internal sealed class EnterCode(int start, string indent) : Node(start)
{
    public override object? Evaluate(Context context)
    {
        context.Output.Indent = indent;
        return null;
    }
}

internal sealed class ExitCode(int start) : Node(start)
{
    public override object? Evaluate(Context context) => null;
}

internal sealed class ExpressionStatement(int start, Node expression) : Node(start)
{
    public Node Expression { get; } = expression;

    public override IEnumerable<Node> Children => [Expression];

    public override object? Evaluate(Context context)
    {
        var value = Expression.Evaluate(context);
        if (value is not null && context.Output.IsOn && Expression is not Assignment)
        {
            context.Write(TextForm.Of(context, value));
        }

        return value;
    }
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
            default:
                throw context.Error(target.Start, "Unsupported target of an assignment");
        }
    }
}

internal sealed class IfStatement(int start, Node condition, Node then, Node? otherwise) : Node(start)
{
    public override IEnumerable<Node> Children => otherwise is null ? [condition, then] : [condition, then, otherwise];

    public override object? Evaluate(Context context) =>
        Conversions.IsTrue(condition.Evaluate(context)) ? then.Evaluate(context) : otherwise?.Evaluate(context);
}

internal sealed record CaseBranch(List<Node> Values, Node Body);

internal sealed class CaseStatement(int start, Node value, List<CaseBranch> branches, Node? otherwise) : Node(start)
{
    public override IEnumerable<Node> Children =>
        branches.SelectMany(branch => branch.Values.Append(branch.Body)).Prepend(value).Concat(otherwise is null ? [] : [otherwise]);

    public override object? Evaluate(Context context)
    {
        var subject = value.Evaluate(context);
        foreach (var branch in branches)
        {
            foreach (var candidate in branch.Values)
            {
                var comparison = new Binary(candidate.Start, "==", value, candidate);
                if (Conversions.IsTrue(Operators.Apply(context, comparison, subject, candidate.Evaluate(context))))
                {
                    return branch.Body.Evaluate(context);
                }
            }
        }

        return otherwise?.Evaluate(context);
    }
}

internal sealed class FlowStatement(int start, Flow flow) : Node(start)
{
    public override object? Evaluate(Context context)
    {
        if (context.LoopDepth == 0)
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
        context.Returned = Sequences.Materialise(value?.Evaluate(context));
        context.Flow = Flow.Return;
        return context.Returned;
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

        Assignment.Store(context, Target, text.ToString());
        return null;
    }
}

internal sealed class WithStatement(int start, Node target, Node body) : Node(start)
{
    public override IEnumerable<Node> Children => [target, body];

    public override object? Evaluate(Context context)
    {
        var value = target.Evaluate(context);
        if (value is not (ScriptObject or ITemplateObject or IReadOnlyDictionary<string, object?>))
        {
            throw context.Error(target.Start, "Invalid target for `with`: it wants an object");
        }

        context.Scopes.PushObject(value, newLocals: true);
        try
        {
            return body.Evaluate(context);
        }
        finally
        {
            context.Scopes.Pop();
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
            throw context.Error(target.Start, "Expecting an plain script object to import");
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
        var (function, arguments) = target is Call call ? (call.Target, call.Arguments) : (target, []);
        if (function.EvaluateTarget(context) is not (ScriptFunction or TemplateFunction))
        {
            throw context.Error(target.Start, "Expecting a direct function to wrap with");
        }

        var given = Invocation.Collect(context, target, arguments);
        return Invocation.Call(context, function, given, target.Start, block: body);
    }
}
