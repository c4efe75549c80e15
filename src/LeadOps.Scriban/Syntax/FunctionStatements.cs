using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

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

internal sealed class WrapStatement(int start, Node target, Node body) : Node(start)
{
    public override IEnumerable<Node> Children => [target, body];

    public override object? Evaluate(Context context)
    {
        var (named, arguments) = target is Call call ? (call.Target, call.Arguments) : (target, []);
        var function = named.EvaluateTarget(context);
        if (function is not (ScriptFunction or TemplateFunction))
        {
            throw context.Error(
                target.First,
                $"Expecting a direct function to wrap with instead of a {TextForm.TypeName(function)}"
            );
        }

        var given = Invocation.Collect(context, target, arguments);
        return Invocation.Call(
            context,
            named,
            function,
            given,
            target is Call made ? made.After : Template.EndOf(target),
            body
        );
    }
}
