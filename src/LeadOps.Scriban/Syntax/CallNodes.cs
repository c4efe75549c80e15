using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed record Argument(int Start, string? Name, Node Value);

internal sealed record Parameter(string Name, bool IsOptional, object? Default, bool TakesRest);

/// <summary>A function written in a template. Without parameters it shares its caller's names and finds its arguments in `$`.</summary>
internal sealed record ScriptFunction(string Name, IReadOnlyList<Parameter>? Parameters, Node Body)
{
    /// <summary>Written as `do … end`: it sees the names of its caller.</summary>
    public bool IsBlock { get; init; }

    public int Required { get; } = Parameters?.Count(parameter => !parameter.IsOptional && !parameter.TakesRest) ?? 0;

    public bool TakesRest { get; } = Parameters is null || Parameters.Any(parameter => parameter.TakesRest);
}

internal sealed class Call(Node target, IReadOnlyList<Argument> arguments, int after) : Node(target.First)
{
    public Node Target { get; } = target;

    public IReadOnlyList<Argument> Arguments { get; } = arguments;

    /// <summary>`f(…)` without a space.</summary>
    public bool IsTouching { get; init; }

    /// <summary>Offset behind the call: where a missing argument would stand.</summary>
    public int After => after;

    public override IEnumerable<Node> Children => Arguments.Select(argument => argument.Value).Prepend(Target);

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        var function = Invocation.Resolve(context, Target, isPipe: false);
        return function is null
            ? null
            : Invocation.Call(context, Target, function, Invocation.Collect(context, this, Arguments), after);
    }
}

internal sealed class Pipe(int start, Node piped, Node target, IReadOnlyList<Argument> arguments, int after)
    : Node(start, piped.First)
{
    public Node Piped { get; } = piped;

    public Node Target { get; } = target;

    public override IEnumerable<Node> Children =>
        arguments.Select(argument => argument.Value).Prepend(Target).Prepend(Piped);

    public override object? Evaluate(Context context)
    {
        context.Limits.EnsureStack(this);
        var first = new GivenArgument(null, Piped.Evaluate(context), Piped.First);
        var function = Invocation.Resolve(context, Target, isPipe: true);
        return function is null
            ? null
            : Invocation.Call(context, Target, function, Invocation.Collect(context, this, arguments, first), after);
    }
}
