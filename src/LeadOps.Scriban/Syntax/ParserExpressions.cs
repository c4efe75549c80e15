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
    private const int PrefixPrecedence = 200;

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

    private static readonly HashSet<string> Assignments = new(StringComparer.Ordinal)
    {
        "=",
        "+=",
        "-=",
        "*=",
        "/=",
        "//=",
        "%=",
    };

    /// <summary>The token with which the running statement began.</summary>
    private int statementStart = -1;

    private Node ParseExpression(int precedence = 0, Position where = Position.Full)
    {
        using var nested = Enter();
        RequireExpression();
        var left = ParseOperand();
        while (where != Position.Basic && TryContinue(ref left, precedence, where)) { }

        return left;
    }

    private bool TryContinue(ref Node left, int precedence, Position where)
    {
        var token = Current;
        if (token.Kind == TokenKind.Operator)
        {
            if (Assignments.Contains(token.Text))
            {
                left = ParseAssignment(left, precedence == 0 && where == Position.Statement);
                return false;
            }

            if (Precedence.TryGetValue(token.Text, out var level))
            {
                return level > precedence && ParseBinary(ref left, token, level, where);
            }

            if (precedence == 0 && where is Position.Full or Position.Statement && Take("?"))
            {
                left = ParseConditional(token, left);
                return false;
            }

            if (precedence == 0 && where != Position.Argument && (Take("|") || Take("|>")))
            {
                left = ParsePipe(left, token, where);
                return true;
            }
        }

        if (where is Position.Full or Position.Statement && StartsArgument(afterNamed: false))
        {
            left = new Call(left, ParseArguments(precedence, where), Previous.End);
            return true;
        }

        return false;
    }

    private bool ParseBinary(ref Node left, Token op, int level, Position where)
    {
        position++;
        Deepen();
        if (!StartsOperand())
        {
            throw Fail(Current, $"Expecting an expression to the right of the operator `{op.Text}`");
        }

        var right = ParseExpression(level, where == Position.Argument ? where : Position.Full);
        left = new Binary(op.Start, op.Text, left, right);
        return true;
    }

    private Assignment ParseAssignment(Node target, bool isAllowed)
    {
        if (
            isAllowed
            && target is Call { IsTouching: true, Target: Variable name } call
            && Current.Text == "="
            && PlainNames(call) is { } parameters
        )
        {
            position++;
            var function = new ScriptFunction(name.Name, parameters, ParseExpression());
            return new Assignment(target.First, "=", name, new Literal(target.First, function));
        }

        if (!isAllowed || target is not (Variable or Member or Indexer or This))
        {
            var isInline = !isAllowed && target is Call { IsTouching: true };
            throw new SyntaxException(
                target.First,
                isInline
                    ? "An inline function is only allowed for a top level statement"
                    : "Expecting a variable for a top level assignment; an assignment is a statement of its own"
            );
        }

        var op = Next();
        return new Assignment(target.First, op.Text, target, ParseExpression());
    }

    private static List<Parameter>? PlainNames(Call call)
    {
        var parameters = new List<Parameter>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is not null || argument.Value is not Variable variable)
            {
                return null;
            }

            parameters.Add(new Parameter(variable.Name, false, null, false));
        }

        return parameters;
    }

    private Conditional ParseConditional(Token question, Node condition)
    {
        var then = ParseExpression();
        if (!Take(":"))
        {
            throw Fail(Current, $"Invalid token `{Current.Text}` found while expecting `:`");
        }

        return new Conditional(question.Start, condition, then, ParseExpression());
    }

    private Pipe ParsePipe(Node piped, Token pipe, Position where)
    {
        Deepen();
        depth--;
        RequireExpression();
        var target = ParseOperand();
        depth++;
        if (target is Call { IsTouching: true } call)
        {
            return new Pipe(pipe.Start, piped, call.Target, call.Arguments, call.After);
        }

        depth--;
        var arguments = ParseArguments(0, where);
        depth++;
        return new Pipe(pipe.Start, piped, target, arguments, Previous.End);
    }

    private bool StartsOperand() =>
        Current.Kind switch
        {
            TokenKind.Identifier or TokenKind.Number or TokenKind.Text or TokenKind.Interpolated => true,
            TokenKind.Operator => Current.Text is "(" or "[" or "{" or "@" or "^" or "!" or "-" or "+" or "++" or "--",
            _ => false,
        };

    private void RequireExpression()
    {
        if (!StartsOperand())
        {
            throw Fail(Current, $"Expecting <expression> instead of `{Current.Text}`");
        }
    }
}
