namespace LeadOps.Scriban.Syntax;

internal sealed partial class Parser
{
    private IfStatement ParseIf()
    {
        var opening = Next();
        var condition = ParseExpression();
        EndStatement();
        var then = ParseBlock(BlockEnds.Else);
        return new IfStatement(opening.Start, condition, then, ParseElse(opening, mayGoOn: true));
    }

    private Node? ParseElse(Token opening, bool mayGoOn)
    {
        if (!IsWord("else"))
        {
            ExpectEnd(opening);
            return null;
        }

        position++;
        if (mayGoOn && IsWord("if"))
        {
            using var nested = Enter();
            return ParseIf();
        }

        EndStatement();
        var block = ParseBlock(BlockEnds.End);
        ExpectEnd(opening);
        return block;
    }

    private ForStatement ParseFor()
    {
        var opening = Next();
        RequireExpression();
        var target = ParseExpression(0, Position.Basic);
        if (!IsWord("in"))
        {
            throw Fail(opening, "Expecting 'in' word after the variable of `for`");
        }

        position++;
        if (target is not (Variable or Member or Indexer))
        {
            throw Fail(opening, "Expecting a variable after `for`");
        }

        RequireExpression();
        var sequence = ParseExpression(0, Position.ForSequence);
        var optionsOfFor = new List<ForOption>();
        while (Current.Kind == TokenKind.Identifier)
        {
            var name = Next();
            var value = Take(":") ? ParseExpression(0, Position.Basic) : null;
            optionsOfFor.Add(new ForOption(name.Start, name.Text, value));
        }

        EndStatement();
        var body = ParseBlock(BlockEnds.Else);
        return new ForStatement(
            opening.Start,
            target,
            sequence,
            optionsOfFor,
            body,
            ParseElse(opening, mayGoOn: false)
        );
    }

    private WhileStatement ParseWhile()
    {
        var opening = Next();
        var condition = ParseExpression();
        return new WhileStatement(opening.Start, condition, ParseBody(opening));
    }

    private Block ParseBody(Token opening)
    {
        EndStatement();
        var body = ParseBlock(BlockEnds.End);
        ExpectEnd(opening);
        return body;
    }

    private CaseStatement ParseCase()
    {
        var opening = Next();
        var value = ParseExpression();
        EndStatement();
        var before = ParseBeforeWhen();
        var branches = new List<CaseBranch>();
        while (IsWord("when"))
        {
            var when = Next();
            var values = ParseWhenValues();
            branches.Add(new CaseBranch(when.Start, values, ParseBlock(BlockEnds.Else | BlockEnds.When)));
        }

        return new CaseStatement(opening.Start, value, before, branches, ParseElse(opening, mayGoOn: false));
    }

    /// <summary>Text before the first `when` is dropped; an expression that begins with no name runs.</summary>
    private Block ParseBeforeWhen()
    {
        var statements = new List<Node>();
        while (Current.Kind != TokenKind.End && !IsBlockEnd(BlockEnds.Else | BlockEnds.When))
        {
            if (Current.Kind == TokenKind.Identifier)
            {
                throw Fail(Current, "Only `when`/`else` are expected directly in a `case`");
            }

            if (ParseStatement() is { } statement and not RawText)
            {
                statements.Add(statement);
            }
        }

        return new Block([.. statements]);
    }

    private List<Node> ParseWhenValues()
    {
        if (AtEndOfStatement)
        {
            throw Fail(Current, "Expecting at least one value after `when`");
        }

        var values = new List<Node>();
        do
        {
            RequireExpression();
            values.Add(ParseExpression(30, Position.Argument));
        } while (Take(",") || Take("||"));
        EndStatement();
        return values;
    }

    private ReturnStatement ParseReturn()
    {
        var opening = Next();
        return new ReturnStatement(opening.Start, AtEndOfStatement ? null : ParseExpression());
    }

    private Variable ParseVariable(string keyword)
    {
        var before = Previous;
        return Current.Kind == TokenKind.Identifier && !IsConstant(Current)
            ? new Variable(Current.Start, Next().Text)
            : throw Fail(before, $"Expecting a variable after `{keyword}`");
    }

    private FunctionStatement ParseFunction()
    {
        var opening = Next();
        var name = ParseVariable("func");
        var parameters = Current.Is("(") ? ParseParameters(opening) : null;
        return new FunctionStatement(
            opening.Start,
            name,
            new ScriptFunction(name.Name, parameters, ParseBody(opening))
        );
    }

    private CaptureStatement ParseCapture()
    {
        var opening = Next();
        RequireExpression();
        var target = ParseExpression(0, Position.Basic);
        return new CaptureStatement(opening.Start, target, ParseBody(opening));
    }

    private WithStatement ParseWith()
    {
        var opening = Next();
        var target = ParseExpression();
        return new WithStatement(opening.Start, target, ParseBody(opening));
    }

    private WrapStatement ParseWrap()
    {
        var opening = Next();
        var target = ParseExpression();
        return new WrapStatement(opening.Start, target, ParseBody(opening));
    }
}
