using LeadOps.Scriban.Evaluation;

namespace LeadOps.Scriban.Syntax;

/// <summary>Where an expression stands; decides whether calls, pipes and assignments may occur.</summary>
internal enum Position
{
    /// <summary>Calls, pipes and conditionals are allowed.</summary>
    Full,

    /// <summary>Like Full, and it may be an assignment.</summary>
    Statement,

    /// <summary>Only binary operators: the expression is one of several arguments.</summary>
    Argument,

    /// <summary>The sequence of a `for`: what follows may be an option.</summary>
    ForSequence,

    /// <summary>One operand with its members.</summary>
    Basic,
}

internal sealed partial class Parser
{
    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        [".."] = 130,
        ["..<"] = 130,
        ["*"] = 110,
        ["/"] = 110,
        ["//"] = 110,
        ["%"] = 110,
        ["<<"] = 110,
        [">>"] = 110,
        ["+"] = 100,
        ["-"] = 100,
        ["<"] = 80,
        ["<="] = 80,
        [">"] = 80,
        [">="] = 80,
        ["=="] = 70,
        ["!="] = 70,
        ["&&"] = 40,
        ["||"] = 30,
        ["??"] = 20,
        ["?!"] = 20,
    };

    private static readonly HashSet<string> Assignments = new(StringComparer.Ordinal) { "=", "+=", "-=", "*=", "/=", "//=", "%=" };

    private Node ParseExpression(int precedence = 0, Position where = Position.Full)
    {
        using var nested = Enter();
        var start = Current;
        var left = ParseOperand();
        if (where == Position.Basic)
        {
            return left;
        }

        var levels = 0;
        while (true)
        {
            if (++levels + depth > options.ExpressionDepthLimit + 1)
            {
                throw new SyntaxException(tokens[position - 1].Start, $"The expression depth limit {options.ExpressionDepthLimit} is reached");
            }

            if (TryContinue(ref left, precedence, where, start) is false)
            {
                return left;
            }
        }
    }

    private bool TryContinue(ref Node left, int precedence, Position where, Token start)
    {
        var token = Current;
        if (token.Kind == TokenKind.Operator)
        {
            if (Assignments.Contains(token.Text))
            {
                left = ParseAssignment(left, precedence == 0 && where == Position.Statement, start);
                return false;
            }

            if (Precedence.TryGetValue(token.Text, out var level))
            {
                if (level <= precedence)
                {
                    return false;
                }

                position++;
                RequireOperand(token);
                left = new Binary(token.Start, token.Text, left, ParseExpression(level, where == Position.Statement ? Position.Full : where));
                return true;
            }

            var top = precedence == 0 && where is Position.Full or Position.Statement or Position.ForSequence;
            if (top && where != Position.ForSequence && Take("?"))
            {
                left = ParseConditional(token, left);
                return false;
            }

            if (top && (Take("|") || Take("|>")))
            {
                left = ParsePipe(left, token, where);
                return true;
            }
        }

        if (where is Position.Full or Position.Statement && StartsOperand())
        {
            left = new Call(left.Start, left, ParseArguments(), Current.Start);
            return true;
        }

        return false;
    }

    private void RequireOperand(Token op)
    {
        if (!StartsOperand(prefix: true))
        {
            throw new SyntaxException(Current.Start, $"Expecting an expression to the right of the operator `{op.Text}`");
        }
    }

    private Node ParseAssignment(Node target, bool allowed, Token start)
    {
        if (allowed && target is Call { IsTouching: true, Target: Variable name } call && Current.Text == "=" && Current.Kind == TokenKind.Operator)
        {
            position++;
            var parameters = call.Arguments.Select(argument => argument.Value is Variable variable && argument.Name is null
                ? new Parameter(variable.Name, false, null, false)
                : throw new SyntaxException(argument.Value.Start, "Expecting only a literal or a plain name as parameter")).ToList();
            return new Assignment(start.Start, "=", name, new Literal(start.Start, new ScriptFunction(name.Name, parameters, ParseExpression()) { IsInline = true }));
        }

        if (!allowed || target is not (Variable or Member or Indexer))
        {
            var inline = target is Call { IsTouching: true };
            throw new SyntaxException(start.Start, inline
                ? "An inline function is only allowed for a top level statement"
                : "Expecting a variable for a top level assignment; an assignment is a statement of its own");
        }

        var op = Next();
        return new Assignment(target.Start, op.Text, target, ParseExpression());
    }

    private Node ParseConditional(Token question, Node condition)
    {
        var then = ParseExpression();
        if (!Take(":"))
        {
            throw new SyntaxException(Current.Start, $"Invalid token `{Current.Text}` found while expecting `:`");
        }

        return new Conditional(question.Start, condition, then, ParseExpression());
    }

    private Node ParsePipe(Node piped, Token pipe, Position where)
    {
        if (!StartsOperand(prefix: true))
        {
            throw new SyntaxException(Current.Start, "Expecting an expression to the right of the operator `|`");
        }

        var target = ParseOperand();
        if (target is Call { IsTouching: true } call)
        {
            return new Pipe(pipe.Start, piped, call.Target, call.Arguments, call.After);
        }

        var arguments = where != Position.ForSequence && StartsOperand() ? ParseArguments() : [];
        return new Pipe(pipe.Start, piped, target, arguments, Current.Start);
    }

    private bool StartsOperand(bool prefix = false)
    {
        var token = Current;
        return token.Kind switch
        {
            TokenKind.Identifier => prefix || !IsClosingWord(token),
            TokenKind.Number or TokenKind.Text or TokenKind.Interpolated => true,
            TokenKind.Operator => token.Text is "(" or "[" or "{" or "@" or "^" or "!" || (prefix && token.Text is "-" or "+" or "++" or "--"),
            _ => false,
        };
    }

    /// <summary>A body written on the line of its opening keyword ends with `end`.</summary>
    private static bool IsClosingWord(Token token) => token.Text == "end";

    private List<Argument> ParseArguments()
    {
        var arguments = new List<Argument>();
        while (StartsOperand())
        {
            arguments.Add(ParseArgument(Position.Argument));
            if (arguments[^1].Value is Literal { Value: ScriptFunction { IsBlock: true } })
            {
                break;
            }
        }

        return arguments;
    }

    private Argument ParseArgument(Position where)
    {
        if (Current.Kind == TokenKind.Identifier && Peek.Is(":") && !Peek.SpaceBefore)
        {
            var name = Next();
            position++;
            return new Argument(name.Text, false, ParseExpression(0, Position.Basic));
        }

        var spread = Take("^");
        return new Argument(null, spread, ParseExpression(0, where));
    }

    private List<Argument> ParseCallArguments()
    {
        position++;
        var arguments = new List<Argument>();
        while (!Take(")"))
        {
            if (arguments.Count > 0 && !Take(","))
            {
                throw new SyntaxException(Current.Start, "Expecting a comma between arguments or a closing `)`");
            }

            RequireExpression();
            arguments.Add(ParseArgument(Position.Full));
        }

        return arguments;
    }

    private void RequireExpression()
    {
        if (!StartsOperand(prefix: true))
        {
            throw new SyntaxException(Current.Start, $"Expecting <expression> instead of `{Current.Text}`");
        }
    }

    private Node ParseOperand()
    {
        var node = ParsePrimary();
        while (Current.Kind == TokenKind.Operator)
        {
            var token = Current;
            if (token.Text is "." or "?.")
            {
                node = ParseMember(node);
            }
            else if (token.Text == "[" && !token.SpaceBefore && node is not (ArrayInitializer or ObjectInitializer))
            {
                node = ParseIndexer(node);
            }
            else if (token.Text == "(" && !token.SpaceBefore && node is Variable or Member or Indexer or Call)
            {
                var arguments = ParseCallArguments();
                node = new Call(node.Start, node, arguments, tokens[position - 1].End) { IsTouching = true };
            }
            else if (token.Text is "++" or "--" && !token.SpaceBefore)
            {
                position++;
                node = node is Variable or Member or Indexer
                    ? new Increment(token.Start, node, token.Text == "++" ? 1 : -1, true)
                    : throw new SyntaxException(token.Start, $"The operand of `{token.Text}` must be a variable");
            }
            else
            {
                break;
            }
        }

        return node;
    }

    private Node ParseMember(Node target)
    {
        var optional = Next().Text == "?.";
        var name = Current;
        if (name.Kind != TokenKind.Identifier || name.Text is "null" or "true" or "false" or "this" or "do" || name.Text[0] == '$')
        {
            throw new SyntaxException(name.Start, $"Invalid token `{name.Text}`: a member is a plain identifier");
        }

        position++;
        if (target is Variable { Name: "for" or "while" } loop && !LoopState.Members.Contains(name.Text))
        {
            throw new SyntaxException(loop.Start, $"The member `{name.Text}` is not supported by `{loop.Name}`");
        }

        var optionalChain = optional || target is Member { IsOptional: true };
        if (name.Text is "empty" or "blank" && Current.Is("?") && !Current.SpaceBefore)
        {
            position++;
            return new IsEmpty(name.Start, target);
        }

        return new Member(name.Start, target, name.Text, optionalChain);
    }

    private Node ParseIndexer(Node target)
    {
        var open = Next();
        if (Current.Is("]"))
        {
            throw new SyntaxException(Current.Start, "Expecting <index_expression> between the brackets");
        }

        var index = ParseExpression();
        return Take("]")
            ? new Indexer(open.Start, target, index, target is Member { IsOptional: true })
            : throw new SyntaxException(Current.Start, $"Unexpected `{Current.Text}`. Expecting ']'");
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
            case TokenKind.Operator when token.Text is "!" or "-" or "+" or "@" or "^" or "++" or "--":
                return ParsePrefix();
            case TokenKind.Operator when token.Text == "(":
                position++;
                RequireExpression();
                var inner = ParseExpression();
                return Take(")") ? new Parenthesised(token.Start, inner) : throw new SyntaxException(Current.Start, "Expecting a closing `)`");
            case TokenKind.Operator when token.Text == "[":
                return ParseArray();
            case TokenKind.Operator when token.Text == "{":
                return ParseObject();
        }

        var message = position > 0 && tokens[position - 1].Kind is TokenKind.Enter or TokenKind.EndOfStatement
            ? $"Unexpected token `{token.Text}`"
            : $"Expecting <expression> instead of `{token.Text}`";
        throw new SyntaxException(token.Start, message);
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
            case "empty" when !Assignments.Contains(Current.Text):
                return new Variable(token.Start, "empty");
            case "this":
                return new This(token.Start);
            case "do":
                var parameters = Current.Is("(") && !Current.SpaceBefore ? ParseParameters() : null;
                var body = ParseBlock();
                ExpectEnd(token);
                return new Literal(token.Start, new ScriptFunction("do", parameters, body) { IsBlock = true });
            default:
                return new Variable(token.Start, token.Text);
        }
    }

    private Node ParsePrefix()
    {
        var token = Next();
        RequireExpression();
        var operand = token.Text == "@" ? ParseExpression(0, Position.Basic) : ParseExpression(200, Position.Argument);
        if (token.Text is "++" or "--")
        {
            return operand is Variable or Member or Indexer
                ? new Increment(token.Start, operand, token.Text == "++" ? 1 : -1, false)
                : throw new SyntaxException(Current.Start, $"The operand of `{token.Text}` must be a variable");
        }

        return new Prefix(token.Start, token.Text, operand);
    }

    private ArrayInitializer ParseArray()
    {
        var open = Next();
        var items = new List<Node>();
        while (!Take("]"))
        {
            if (items.Count > 0 && !Take(","))
            {
                throw new SyntaxException(Current.Start, $"Unexpected `{Current.Text}` found while expecting `]`");
            }

            if (items.Count > 0 && Take("]"))
            {
                break;
            }

            if (!StartsOperand(prefix: true))
            {
                throw new SyntaxException(Current.Start, $"Unexpected `{Current.Text}` found while expecting `]`");
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
                throw new SyntaxException(Current.Start, $"Unexpected `{Current.Text}` found while expecting `}}`");
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
        if (key.Kind is not (TokenKind.Identifier or TokenKind.Text) || key.Text is "null" or "true" or "false" or "this" or "do")
        {
            throw new SyntaxException(key.Start, "Expecting a simple identifier or a text as key of an object");
        }

        position++;
        if (!Take(":"))
        {
            throw new SyntaxException(Current.Start, "Expecting a colon after the key of an object");
        }

        if (!StartsOperand(prefix: true))
        {
            throw new SyntaxException(Current.Start, "Expecting an expression for the value of an object's key");
        }

        return (key.Kind == TokenKind.Text ? (string)key.Value! : key.Text, ParseExpression());
    }

    private Interpolation ParseInterpolation(Token token)
    {
        var parts = new List<Node>();
        foreach (var part in (List<InterpolationPart>)token.Value!)
        {
            if (part.Text is not null)
            {
                parts.Add(new Literal(token.Start, part.Text));
                continue;
            }

            var inner = new Parser(text, Lexer.Code(text, part.From, part.To), options) { depth = depth };
            parts.Add(inner.ParseExpression());
        }

        return new Interpolation(token.Start, parts);
    }
}
