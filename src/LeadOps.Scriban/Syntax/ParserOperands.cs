using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

internal sealed partial class Parser
{
    /// <summary>Members, indexes and calls of one operand come in a chain; this is the longest.</summary>
    private const int LongestChain = 1000;

    /// <summary>A primary with everything that touches it.</summary>
    private Node ParseOperand()
    {
        var node = ParsePrimary();
        for (var links = 0; TryLink(ref node); links++)
        {
            if (links == LongestChain)
            {
                throw new SyntaxException(
                    Previous.Start,
                    $"The depth limit of {LongestChain} members in one chain is reached"
                );
            }
        }

        return node;
    }

    private bool TryLink(ref Node node)
    {
        var token = Current;
        if (token.Kind != TokenKind.Operator)
        {
            return false;
        }

        switch (token.Text)
        {
            case "." or "?.":
                node = ParseMember(node);
                return true;
            case "[" when !token.SpaceBefore && node is not (ArrayInitializer or ObjectInitializer):
                node = ParseIndexer(node);
                return true;
            case "(" when !token.SpaceBefore:
                node = new Call(node, ParseCallArguments(), Previous.End) { IsTouching = true };
                return true;
            case "++" or "--" when !token.SpaceBefore:
                position++;
                node = node is Variable or Member or Indexer
                    ? new Increment(token.Start, node, token.Text == "++" ? 1 : -1, true)
                    : throw Fail(token, $"The operand of `{token.Text}` must be a variable");
                return true;
            default:
                return false;
        }
    }

    private static bool IsConstant(Token name) => name.Text is "null" or "true" or "false" or "this" or "do";

    private Node ParseMember(Node target)
    {
        var isOptional = Next().Text == "?.";
        var name = Current;
        if (name.Kind != TokenKind.Identifier || name.Text[0] == '$')
        {
            throw Fail(name, $"Invalid token `{name.Text}`: a member is a plain identifier");
        }

        position++;
        if (IsConstant(name))
        {
            throw Fail(Current, $"`{name.Text}` cannot be a member: a member is a plain identifier");
        }

        RequireLoopMember(target, name);
        if (name.Text is "empty" or "blank" && Current.Is("?") && !Current.SpaceBefore)
        {
            position++;
            return new IsEmpty(name.Start, target);
        }

        return new Member(name.Start, target, name.Text, isOptional || target is Member { IsOptional: true });
    }

    private static void RequireLoopMember(Node target, Token name)
    {
        if (target is Variable { Name: "for" or "while" } loop && !LoopState.Has(loop.Name, name.Text))
        {
            throw new SyntaxException(
                loop.Start,
                $"The member `{name.Text}` is invalid: it is not supported by `{loop.Name}`"
            );
        }
    }

    private Indexer ParseIndexer(Node target)
    {
        var open = Next();
        if (!StartsOperand())
        {
            throw Fail(Current, "Expecting <index_expression> between the brackets");
        }

        var index = ParseExpression();
        return Take("]")
            ? new Indexer(
                open.Start,
                target,
                index,
                target is Member { IsOptional: true } or Indexer { IsOptional: true }
            )
            : throw Fail(Current, $"Unexpected `{Current.Text}`. Expecting ']'");
    }

    private Node ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Text:
                position++;
                return new Literal(token.Start, token.Value);
            case TokenKind.Interpolated:
                position++;
                return ParseInterpolation(token);
            case TokenKind.Identifier:
                return ParseName();
            default:
                return token.Text switch
                {
                    "(" => ParseParenthesised(),
                    "[" => ParseArray(),
                    "{" => ParseObject(),
                    _ => ParsePrefix(),
                };
        }
    }

    private Parenthesised ParseParenthesised()
    {
        var open = Next();
        var inner = ParseExpression();
        return Take(")") ? new Parenthesised(open.Start, inner) : throw Fail(Current, "Expecting a closing `)`");
    }

    private Node ParseName()
    {
        var token = Next();
        switch (token.Text)
        {
            case "null":
                return new Literal(token.Start, null);
            case "true":
                return new Literal(token.Start, true);
            case "false":
                return new Literal(token.Start, false);
            case "this":
                return new This(token.Start);
            case "do":
                return ParseAnonymousFunction(token);
            case "$$" when position - 1 != statementStart:
                throw Fail(Current, "The block delegate `$$` must be a statement of its own");
        }

        var digits = token.Text.AsSpan(1);
        return token.Text[0] == '$' && int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var index)
            ? new Indexer(token.Start, new Variable(token.Start, "$"), new Literal(token.Start, index), false)
            : new Variable(token.Start, token.Text);
    }

    private Node ParsePrefix()
    {
        var token = Next();
        RequireExpression();
        var operand =
            token.Text == "@"
                ? ParseExpression(0, Position.Basic)
                : ParseExpression(PrefixPrecedence, Position.Argument);
        if (token.Text is not ("++" or "--"))
        {
            return new Prefix(token.Start, token.Text, operand);
        }

        return operand is Variable or Member or Indexer
            ? new Increment(token.Start, operand, token.Text == "++" ? 1 : -1, false)
            : throw Fail(Current, $"The operand of `{token.Text}` must be a variable");
    }
}
