namespace LeadOps.Scriban.Syntax;

internal sealed partial class Parser
{
    private ArrayInitializer ParseArray()
    {
        var open = Next();
        var items = new List<Node>();
        while (!Take("]"))
        {
            if (items.Count > 0 && !Take(","))
            {
                throw Fail(Current, $"Unexpected `{Current.Text}` found while expecting `]`");
            }

            if (items.Count > 0 && Take("]"))
            {
                break;
            }

            if (!StartsOperand())
            {
                throw Fail(Current, $"Expecting <expression>: unexpected `{Current.Text}` found while expecting `]`");
            }

            items.Add(ParseExpression());
        }

        return new ArrayInitializer(open.Start, items);
    }

    private ObjectInitializer ParseObject()
    {
        var open = Next();
        var members = new List<(string, Node)>();
        while (!Take("}"))
        {
            if (members.Count > 0 && !Take(","))
            {
                throw Fail(Current, $"Unexpected `{Current.Text}` found while expecting `}}`");
            }

            if (members.Count > 0 && Take("}"))
            {
                break;
            }

            members.Add(ParseObjectMember());
        }

        return new ObjectInitializer(open.Start, members);
    }

    private (string Key, Node Value) ParseObjectMember()
    {
        var key = Current;
        if (
            key.Kind is not (TokenKind.Identifier or TokenKind.Text)
            || (key.Kind == TokenKind.Identifier && IsConstant(key))
        )
        {
            throw Fail(key, "Expecting a simple identifier or a text as key of an object");
        }

        position++;
        if (!Take(":"))
        {
            throw Fail(Current, "Expecting a colon after the key of an object");
        }

        if (!StartsOperand())
        {
            throw Fail(Current, "Expecting an expression for the value of an object's key");
        }

        return (key.Kind == TokenKind.Text ? (string)key.Value! : key.Text, ParseExpression());
    }

    private Interpolation ParseInterpolation(Token token)
    {
        var parts = new List<Node>();
        foreach (var part in (List<InterpolationPart>)token.Value!)
        {
            parts.Add(part.Text is not null ? new Literal(token.Start, part.Text) : ParseHole(part));
        }

        return new Interpolation(token.Start, parts);
    }

    private Node ParseHole(InterpolationPart part)
    {
        var lexer = Lexer.Code(text, part.From, part.To);
        var inner = new Parser(text, lexer.Tokens, options) { depth = depth };
        var value = inner.ParseExpression();
        inner.EndStatement();
        return lexer.Problem is null ? value : throw lexer.Problem;
    }
}
