using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed record Argument(string? Name, bool Spread, Node Value);

internal sealed record Parameter(string Name, bool IsOptional, object? Default, bool TakesRest);

/// <summary>A function written in a template. Without parameters it shares its caller's names and finds its arguments in `$`.</summary>
internal sealed record ScriptFunction(string Name, IReadOnlyList<Parameter>? Parameters, Node Body)
{
    public bool IsInline { get; init; }

    public bool IsBlock { get; init; }

    public int Required => Parameters?.Count(parameter => !parameter.IsOptional && !parameter.TakesRest) ?? 0;

    public bool TakesRest => Parameters is null || Parameters.Any(parameter => parameter.TakesRest);
}

internal sealed class Call(int start, Node target, List<Argument> arguments, int after) : Node(start)
{
    public Node Target { get; } = target;

    public IReadOnlyList<Argument> Arguments { get; } = arguments;

    /// <summary>Offset behind the call: where a missing argument would stand.</summary>
    public int After { get; } = after;

    /// <summary>`f(…)` without a space.</summary>
    public bool IsTouching { get; init; }

    public override IEnumerable<Node> Children => Arguments.Select(argument => argument.Value).Prepend(Target);

    public override object? Evaluate(Context context) =>
        Invocation.Call(context, Target, Invocation.Collect(context, this, Arguments), After);
}

internal sealed class Pipe(int start, Node piped, Node target, IReadOnlyList<Argument> arguments, int after) : Node(start)
{
    public Node Piped { get; } = piped;

    public Node Target { get; } = target;

    public override IEnumerable<Node> Children => arguments.Select(argument => argument.Value).Prepend(Target).Prepend(Piped);

    public override object? Evaluate(Context context)
    {
        var given = Invocation.Collect(context, this, arguments, Piped);
        return Invocation.Call(context, Target, given, after, isPipe: true);
    }
}
