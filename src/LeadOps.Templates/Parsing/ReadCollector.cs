using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// Finds what a template reads without running it. Names that the template itself makes are not reads.
/// </summary>
internal static class ReadCollector
{
    private static readonly string[] Words = ["for", "while", "empty", "blank"];

    public static IReadOnlyList<TemplateRead> Collect(ScriptNode? root)
    {
        var own = SyntaxTree.OwnNames(root);
        return
        [
            .. SyntaxTree
                .Nodes(root)
                .OfType<ScriptVariableGlobal>()
                .Where(name => !own.Contains(name.Name) && !Words.Contains(name.Name) && !IsLabel(name))
                .Select(Read),
        ];
    }

    /// <summary>The name of a member, an argument or a parameter is not a variable.</summary>
    private static bool IsLabel(ScriptVariableGlobal name) =>
        name.Parent switch
        {
            ScriptMemberExpression member => ReferenceEquals(member.Member, name),
            ScriptNamedArgument argument => ReferenceEquals(argument.Name, name),
            ScriptObjectMember member => ReferenceEquals(member.Name, name),
            ScriptParameter => true,
            _ => false,
        };

    private static TemplateRead Read(ScriptVariableGlobal root)
    {
        var (access, member, at) = root.Parent switch
        {
            ScriptMemberExpression { Member: { } name } chain => (chain, name.Name, name.Span),
            ScriptIndexerExpression { Index: ScriptLiteral { Value: string name } index } indexer
                when ReferenceEquals(indexer.Target, root) => (indexer, name, index.Span),
            _ => ((ScriptNode)root, (string?)null, root.Span),
        };
        var (line, column) = Place(at);
        return new TemplateRead(root.Name, member, line, column, IsOptional(root), IsCalled(access))
        {
            RootAt = Place(root.Span),
        };
    }

    private static bool IsCalled(ScriptNode access) =>
        access.Parent switch
        {
            ScriptFunctionCall call => ReferenceEquals(call.Target, access),
            ScriptPipeCall pipe => ReferenceEquals(pipe.To, access),
            _ => false,
        };

    private static bool IsOptional(ScriptNode node)
    {
        for (; node.Parent is { } parent; node = parent)
        {
            var isGuarded = parent switch
            {
                ScriptMemberExpression chain => chain.DotToken.TokenType == TokenType.QuestionDot,
                ScriptBinaryExpression choice => ReferenceEquals(choice.Left, node)
                    && choice.Operator
                        is ScriptBinaryOperator.EmptyCoalescing
                            or ScriptBinaryOperator.NotEmptyCoalescing,
                _ => false,
            };
            if (isGuarded)
            {
                return true;
            }
        }

        return false;
    }

    private static (int Line, int Column) Place(SourceSpan span) => (span.Start.Line + 1, span.Start.Column + 1);
}
