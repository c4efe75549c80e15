namespace LeadOps.Scriban.Syntax;

/// <summary>Statements: blocks and everything that begins with a keyword. Expressions are in the other half of this class.</summary>
internal sealed partial class Parser(string text, List<Token> tokens, EngineOptions options)
{
    private int position;
    private int depth;

    private Token Current => tokens[position];

    private Token Peek => tokens[Math.Min(position + 1, tokens.Count - 1)];

    public static Block Parse(string text, TemplateMode mode, EngineOptions options)
    {
        var tokens = mode == TemplateMode.Text ? Lexer.Template(text) : Lexer.Code(text, 0, text.Length);
        var parser = new Parser(text, tokens, options);
        var block = parser.ParseBlock();
        return parser.Current.Kind == TokenKind.End
            ? block
            : throw new SyntaxException(parser.Current.End - 1, $"Unexpected `{parser.Current.Text}` without a corresponding opening block");
    }

    private Token Next() => tokens[position++];

    private bool Take(string op)
    {
        if (Current.Kind != TokenKind.Operator || Current.Text != op)
        {
            return false;
        }

        position++;
        return true;
    }

    private Block ParseBlock()
    {
        using var nested = Enter();
        var statements = new List<Node>();
        while (Current.Kind != TokenKind.End && !IsBlockEnd())
        {
            if (ParseStatement() is { } statement)
            {
                statements.Add(statement);
            }
        }

        return new Block([.. statements]);
    }

    private bool IsBlockEnd() => Current.Kind == TokenKind.Identifier && Current.Text is "end" or "else" or "when";

    private DepthMark Enter() => ++depth <= options.ExpressionDepthLimit
        ? new DepthMark(this)
        : throw new SyntaxException(tokens[Math.Max(0, position - 1)].Start, $"The expression depth limit {options.ExpressionDepthLimit} is reached");

    private readonly struct DepthMark(Parser parser) : IDisposable
    {
        public void Dispose() => parser.depth--;
    }

    private Node? ParseStatement()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Raw:
                position++;
                return new RawText(token.Start, token.Text);
            case TokenKind.Enter:
                position++;
                return options.AutoIndent ? new EnterCode(token.Start, (string)token.Value!) : null;
            case TokenKind.Exit:
                position++;
                return options.AutoIndent ? new ExitCode(token.Start) : null;
            case TokenKind.EndOfStatement:
                position++;
                return null;
        }

        var isMember = Peek.Is(".") || Peek.Is("?.");
        var statement = !isMember && Statements.TryGetValue(token.Kind == TokenKind.Identifier ? token.Text : "", out var parse)
            ? parse(this)
            : ParseExpressionStatement();
        EndStatement();
        return statement;
    }

    private void EndStatement()
    {
        if (Current.Kind is TokenKind.Exit or TokenKind.EndOfStatement or TokenKind.End or TokenKind.Raw or TokenKind.Enter)
        {
            return;
        }

        // `{{ if x; y end }}`: an `end` may follow its statement directly.
        if (!IsBlockEnd())
        {
            throw new SyntaxException(Current.Start, $"Invalid token `{Current.Text}`. Expecting <EOL> or the end of the code block");
        }
    }

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
        ["tablerow"] = parser => throw new SyntaxException(parser.Current.Start, "`tablerow` is not supported: HTML tables have no place here"),
    };

    private Node ParseExpressionStatement() => new ExpressionStatement(Current.Start, ParseExpression(0, Position.Statement));

    private bool AtEndOfStatement => Current.Kind is TokenKind.Exit or TokenKind.EndOfStatement or TokenKind.End;

    private void ExpectEnd(Token opening)
    {
        if (Current.Kind == TokenKind.Identifier && Current.Text == "end")
        {
            position++;
            return;
        }

        if (Current.Kind == TokenKind.Identifier && Current.Text == "else")
        {
            throw new SyntaxException(Current.Start, "Invalid else condition: there is no `if` it belongs to");
        }

        throw new SyntaxException(tokens[Math.Max(0, tokens.Count - 2)].Start, $"The <end> statement was not found for `{opening.Text}`");
    }

    private Node ParseIf()
    {
        var opening = Next();
        var condition = ParseExpression();
        EndStatement();
        var then = ParseBlock();
        return new IfStatement(opening.Start, condition, then, ParseElse(opening));
    }

    private Node? ParseElse(Token opening)
    {
        if (!(Current.Kind == TokenKind.Identifier && Current.Text == "else"))
        {
            ExpectEnd(opening);
            return null;
        }

        position++;
        if (Current.Kind == TokenKind.Identifier && Current.Text == "if")
        {
            using var nested = Enter();
            return ParseIf();
        }

        EndStatement();
        var block = ParseBlock();
        ExpectEnd(opening);
        return block;
    }

    private Node ParseFor()
    {
        var opening = Next();
        var target = ParseExpression(0, Position.Basic);
        if (target is not (Variable or Member or Indexer))
        {
            throw new SyntaxException(opening.Start, "Expecting a variable after `for`");
        }

        if (!(Current.Kind == TokenKind.Identifier && Current.Text == "in"))
        {
            throw new SyntaxException(opening.Start, "Expecting 'in' word after the variable of `for`");
        }

        position++;
        var sequence = ParseExpression(0, Position.ForSequence);
        var optionsOfFor = new List<ForOption>();
        while (Current.Kind == TokenKind.Identifier && !AtEndOfStatement)
        {
            var name = Next();
            var value = Take(":") ? ParseExpression(0, Position.Basic) : null;
            optionsOfFor.Add(new ForOption(name.Start, name.Text, value));
        }

        EndStatement();
        var body = ParseBlock();
        return new ForStatement(opening.Start, target, sequence, optionsOfFor, body, ParseElse(opening));
    }

    private Node ParseWhile()
    {
        var opening = Next();
        var condition = ParseExpression();
        EndStatement();
        var body = ParseBlock();
        ExpectEnd(opening);
        return new WhileStatement(opening.Start, condition, body);
    }

    private Node ParseCase()
    {
        var opening = Next();
        var value = ParseExpression();
        var branches = new List<CaseBranch>();
        Block? otherwise = null;
        SkipToWhen();
        while (Current.Text == "when" && Current.Kind == TokenKind.Identifier)
        {
            position++;
            branches.Add(new CaseBranch(ParseWhenValues(), ParseBlock()));
        }

        if (Current.Kind == TokenKind.Identifier && Current.Text == "else")
        {
            position++;
            EndStatement();
            otherwise = ParseBlock();
        }

        ExpectEnd(opening);
        return new CaseStatement(opening.Start, value, branches, otherwise);
    }

    private void SkipToWhen()
    {
        while (Current.Kind is TokenKind.Exit or TokenKind.Enter or TokenKind.EndOfStatement or TokenKind.Raw)
        {
            position++;
        }

        if (Current.Kind != TokenKind.End && !IsBlockEnd())
        {
            throw new SyntaxException(Current.Start, "Only `when`/`else` are expected directly in a `case`");
        }
    }

    private List<Node> ParseWhenValues()
    {
        if (AtEndOfStatement)
        {
            throw new SyntaxException(Current.Start, "Expecting at least one value after `when`");
        }

        var values = new List<Node>();
        do
        {
            values.Add(ParseExpression(30, Position.Argument));
        }
        while (Take(",") || Take("||"));
        EndStatement();
        return values;
    }

    private Node ParseReturn()
    {
        var opening = Next();
        return new ReturnStatement(opening.Start, AtEndOfStatement || IsBlockEnd() ? null : ParseExpression());
    }

    private Variable ParseVariable(string keyword)
    {
        var start = tokens[position - 1].Start;
        return Current.Kind == TokenKind.Identifier
            ? new Variable(Current.Start, Next().Text)
            : throw new SyntaxException(start, $"Expecting a variable after `{keyword}`");
    }

    private Node ParseFunction()
    {
        var opening = Next();
        var name = ParseVariable("func");
        var parameters = Current.Is("(") && !Current.SpaceBefore ? ParseParameters() : null;
        EndStatement();
        var body = ParseBlock();
        ExpectEnd(opening);
        return new FunctionStatement(opening.Start, name, new ScriptFunction(name.Name, parameters, body));
    }

    private Node ParseCapture()
    {
        var opening = Next();
        var target = ParseExpression(0, Position.Basic);
        EndStatement();
        var body = ParseBlock();
        ExpectEnd(opening);
        return new CaptureStatement(opening.Start, target, body);
    }

    private Node ParseWith()
    {
        var opening = Next();
        var target = ParseExpression();
        EndStatement();
        var body = ParseBlock();
        ExpectEnd(opening);
        return new WithStatement(opening.Start, target, body);
    }

    private Node ParseWrap()
    {
        var opening = Next();
        var target = ParseExpression();
        EndStatement();
        var body = ParseBlock();
        ExpectEnd(opening);
        return new WrapStatement(opening.Start, target, body);
    }

    private List<Parameter> ParseParameters()
    {
        position++;
        var parameters = new List<Parameter>();
        while (!Take(")"))
        {
            if (parameters.Count > 0 && !Take(","))
            {
                throw new SyntaxException(Current.Start, "Expecting a comma between parameters");
            }

            parameters.Add(ParseParameter(parameters));
        }

        return parameters;
    }

    private Parameter ParseParameter(List<Parameter> before)
    {
        if (Current.Kind != TokenKind.Identifier)
        {
            throw new SyntaxException(Current.Start, "Expecting a parameter name, a comma or a closing `)`");
        }

        var name = Next();
        if (Take("..."))
        {
            return before.Exists(parameter => parameter.TakesRest)
                ? throw new SyntaxException(name.Start, "There cannot be multiple variable parameters")
                : new Parameter(name.Text, false, null, true);
        }

        if (Take("="))
        {
            return ParseExpression(0, Position.Basic) is Literal literal
                ? new Parameter(name.Text, true, literal.Value, false)
                : throw new SyntaxException(name.Start, "Expecting only a literal as the default value of a parameter");
        }

        return before.Exists(parameter => parameter.IsOptional)
            ? throw new SyntaxException(name.Start, "There cannot be a normal parameter after an optional one")
            : new Parameter(name.Text, false, null, false);
    }
}
