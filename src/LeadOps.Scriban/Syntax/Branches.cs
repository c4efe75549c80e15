using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

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

internal sealed class CaseStatement(int start, Node value, Node before, List<CaseBranch> branches, Node? otherwise)
    : Node(start)
{
    public override IEnumerable<Node> Children =>
        branches
            .SelectMany(branch => branch.Values.Append(branch.Body))
            .Prepend(before)
            .Prepend(value)
            .Concat(otherwise is null ? [] : [otherwise]);

    public override object? Evaluate(Context context)
    {
        var subject = value.Evaluate(context);
        var last = before.Evaluate(context);
        foreach (var branch in branches)
        {
            foreach (var candidate in branch.Values)
            {
                if (
                    Conversions.IsTrue(
                        Operators.Apply(context, branch.Comparison, candidate.Evaluate(context), subject)
                    )
                )
                {
                    return branch.Body.Evaluate(context);
                }
            }
        }

        return otherwise is null ? last : otherwise.Evaluate(context);
    }
}
