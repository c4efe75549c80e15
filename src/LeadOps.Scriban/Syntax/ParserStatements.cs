namespace LeadOps.Scriban.Syntax;

/// <summary>Which words may end a list of statements besides `end`.</summary>
[Flags]
internal enum BlockEnds
{
    End = 0,
    Else = 1,
    When = 2,
}

internal sealed partial class Parser
{
    private static readonly Dictionary<string, Func<Parser, Node>> Statements = new(StringComparer.Ordinal)
    {
        ["if"] = parser => parser.ParseIf(),
        ["for"] = parser => parser.ParseFor(),
        ["while"] = parser => parser.ParseWhile(),
        ["case"] = parser => parser.ParseCase(),
        ["break"] = parser => new FlowStatement(parser.Next().Start, Flow.Break),
        ["continue"] = parser => new FlowStatement(parser.Next().Start, Flow.Continue),
        ["ret"] = parser => parser.ParseReturn(),
        ["func"] = parser => parser.ParseFunction(),
        ["capture"] = parser => parser.ParseCapture(),
        ["with"] = parser => parser.ParseWith(),
        ["import"] = parser => new ImportStatement(parser.Next().Start, parser.ParseExpression()),
        ["readonly"] = parser => new ReadOnlyStatement(parser.Next().Start, parser.ParseVariable("readonly")),
        ["wrap"] = parser => parser.ParseWrap(),
        ["else"] = parser => parser.ParseStray(),
        ["when"] = parser => parser.ParseStray(),
        ["tablerow"] = parser =>
            throw Fail(parser.Current, "`tablerow` is not supported: HTML tables have no place here"),
    };

    private Block ParsePage()
    {
        var block = ParseBlock(BlockEnds.End);
        if (Current.Kind == TokenKind.End)
        {
            return block;
        }

        var end = Next();
        EndStatement();
        throw new SyntaxException(end.End - 1, $"Unexpected `{end.Text}` without a corresponding opening block");
    }

    private Block ParseBlock(BlockEnds ends)
    {
        using var nested = Enter();
        var statements = new List<Node>();
        while (Current.Kind != TokenKind.End && !IsBlockEnd(ends))
        {
            if (ParseStatement() is { } statement)
            {
                statements.Add(statement);
            }
        }

        return new Block([.. statements]);
    }

    private bool IsBlockEnd(BlockEnds ends) =>
        Current.Kind == TokenKind.Identifier
        && !IsMemberAccess
        && Current.Text switch
        {
            "end" => true,
            "else" => ends.HasFlag(BlockEnds.Else),
            "when" => ends.HasFlag(BlockEnds.When),
            _ => false,
        };

    private bool IsMemberAccess => Peek.Is(".") || Peek.Is("?.");

    private Node? ParseStatement()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Raw:
                position++;
                return new RawText(token.Start, token.Text);
            case TokenKind.Enter or TokenKind.Exit:
                position++;
                return options.AutoIndent ? new CodeBorder(token.Start, (string?)token.Value) : null;
            case TokenKind.EndOfStatement:
                position++;
                return null;
        }

        var isKeyword = token.Kind == TokenKind.Identifier && !IsMemberAccess;
        var statement =
            isKeyword && Statements.TryGetValue(token.Text, out var parse) ? parse(this) : ParseExpressionStatement();
        EndStatement();
        return statement;
    }

    private void EndStatement()
    {
        if (
            Current.Kind
            is not (TokenKind.Exit or TokenKind.EndOfStatement or TokenKind.End or TokenKind.Raw or TokenKind.Enter)
        )
        {
            throw Fail(Current, $"Invalid token `{Current.Text}`. Expecting <EOL> or the end of the code block");
        }
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var start = Current;
        if (!StartsOperand())
        {
            throw Fail(start, $"Unexpected token `{start.Text}`");
        }

        statementStart = position;
        var expression = ParseExpression(0, Position.Statement);
        return Current.Is(":") && expression is not Variable
            ? throw new SyntaxException(
                expression.First,
                "The name of an argument must be a simple global or local variable"
            )
            : new ExpressionStatement(start.Start, expression);
    }

    private void ExpectEnd(Token opening)
    {
        if (!IsWord("end"))
        {
            throw new SyntaxException(LastToken.Start, $"The <end> statement was not found for `{opening.Text}`");
        }

        position++;
    }

    /// <summary>An `else` or `when` that belongs to nothing: first its own block must be in order.</summary>
    private Node ParseStray()
    {
        var opening = Next();
        if (opening.Text == "when")
        {
            ParseWhenValues();
        }
        else
        {
            if (IsWord("if"))
            {
                position++;
                ParseExpression();
            }

            EndStatement();
        }

        ParseBlock(BlockEnds.End);
        ExpectEnd(opening);
        throw Fail(
            opening,
            opening.Text == "else"
                ? "Invalid else condition: there is no `if` it belongs to"
                : "Invalid `when`: there is no `case` it belongs to"
        );
    }
}
