using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// Finds what a template reads without running it. Names that the template itself makes are not reads.
/// </summary>
internal sealed class ReadCollector(HashSet<string> own) : ScriptVisitor
{
    private readonly List<TemplateRead> found = [];
    private bool optional;
    private bool isCall;

    public static IReadOnlyList<TemplateRead> Collect(ScriptNode? root)
    {
        if (root is null)
        {
            return [];
        }

        var collector = new ReadCollector(OwnNames.Of(root));
        collector.Visit(root);
        return collector.found;
    }

    public override void Visit(ScriptVariableGlobal node) => Add(node, null, node.Span);

    public override void Visit(ScriptNamedArgument node) => Plain(node.Value);

    public override void Visit(ScriptObjectMember node) => Plain(node.Value);

    public override void Visit(ScriptParameter node) { }

    public override void Visit(ScriptFunction node) => Plain(node.Body);

    public override void Visit(ScriptForStatement node)
    {
        Plain(node.Iterator);
        foreach (var argument in node.NamedArguments ?? [])
        {
            Plain(argument.Value);
        }

        Plain(node.Body);
        Plain(node.Else);
    }

    public override void Visit(ScriptMemberExpression node)
    {
        var guarded = optional || node.DotToken.TokenType == TokenType.QuestionDot;
        if (node is { Target: ScriptVariableGlobal root, Member: { } member })
        {
            With(guarded, isCall, () => Add(root, member.Name, member.Span));
        }
        else
        {
            With(guarded, false, () => Visit(node.Target));
        }
    }

    public override void Visit(ScriptIndexerExpression node)
    {
        if (node is { Target: ScriptVariableGlobal root, Index: ScriptLiteral { Value: string name } index })
        {
            Add(root, name, index.Span);
            return;
        }

        Plain(node.Target);
        Plain(node.Index);
    }

    public override void Visit(ScriptBinaryExpression node)
    {
        var isGuard = node.Operator is ScriptBinaryOperator.EmptyCoalescing or ScriptBinaryOperator.NotEmptyCoalescing;
        With(optional || isGuard, false, () => Visit(node.Left));
        Plain(node.Right);
    }

    public override void Visit(ScriptFunctionCall node)
    {
        With(optional, true, () => Visit(node.Target));
        foreach (var argument in node.Arguments)
        {
            Plain(argument);
        }
    }

    public override void Visit(ScriptPipeCall node)
    {
        Plain(node.From);
        With(optional, true, () => Visit(node.To));
    }

    protected override void DefaultVisit(ScriptNode? node)
    {
        foreach (var child in node?.Children ?? [])
        {
            Plain(child);
        }
    }

    private void Plain(ScriptNode? node) => With(optional, false, () => Visit(node));

    private void With(bool isOptional, bool call, Action visit)
    {
        var before = (optional, isCall);
        (optional, isCall) = (isOptional, call);
        visit();
        (optional, isCall) = before;
    }

    private void Add(ScriptVariableGlobal root, string? member, SourceSpan at)
    {
        if (own.Contains(root.Name) || root.Name is "for" or "while" or "empty" or "blank")
        {
            return;
        }

        found.Add(
            new TemplateRead(root.Name, member, at.Start.Line + 1, at.Start.Column + 1, optional, isCall)
            {
                RootAt = (root.Span.Start.Line + 1, root.Span.Start.Column + 1),
            }
        );
    }
}
