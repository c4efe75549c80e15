namespace LeadOps.Scriban.Syntax;

internal sealed partial class Parser
{
    /// <summary>Arguments that stand behind the function, with nothing but spaces between them.</summary>
    private List<Argument> ParseArguments(int precedence, Position where)
    {
        var arguments = new List<Argument>();
        while (
            StartsArgument(arguments is [.., { Name: not null }])
            && !(where == Position.ForSequence && StartsForOption())
        )
        {
            arguments.Add(ParseArgument(precedence, Position.Argument));
            if (arguments[^1].Value is Literal { Value: ScriptFunction { IsBlock: true } })
            {
                break;
            }
        }

        return arguments;
    }

    /// <summary>A sign is a binary operator, except behind a named argument, which cannot go on.</summary>
    private bool StartsArgument(bool afterNamed) =>
        StartsOperand()
        && (afterNamed || Current.Kind != TokenKind.Operator || Current.Text is not ("-" or "+" or "++" or "--"));

    /// <summary>`limit:`, `offset:` and `reversed` behind the sequence of a `for` are its options, not arguments.</summary>
    private bool StartsForOption() =>
        Current.Kind == TokenKind.Identifier && (Peek.Is(":") || Current.Text == "reversed");

    private Argument ParseArgument(int precedence, Position where)
    {
        var start = Current.Start;
        if (Current.Kind == TokenKind.Identifier && Peek.Is(":") && !Peek.SpaceBefore)
        {
            var name = Next();
            position++;
            return new Argument(start, name.Text, ParseExpression(0, Position.Basic));
        }

        return new Argument(start, null, ParseExpression(precedence, where));
    }

    /// <summary>Arguments in parentheses, separated by commas.</summary>
    private List<Argument> ParseCallArguments()
    {
        position++;
        var arguments = new List<Argument>();
        while (!Take(")"))
        {
            if (arguments.Count > 0 && !Take(","))
            {
                throw Fail(Current, "Expecting a comma between arguments or a closing `)`");
            }

            RequireExpression();
            arguments.Add(ParseArgument(0, Position.Full));
        }

        return arguments;
    }

    private List<Parameter> ParseParameters(Token opening)
    {
        position++;
        var parameters = new List<Parameter>();
        while (!Take(")"))
        {
            if (parameters.Count > 0 && !Take(","))
            {
                throw Fail(Current, "Expecting a comma between parameters");
            }

            parameters.Add(ParseParameter(opening, parameters));
        }

        return parameters;
    }

    private Parameter ParseParameter(Token opening, List<Parameter> before)
    {
        if (Current.Kind != TokenKind.Identifier || IsConstant(Current))
        {
            throw Fail(opening, "Expecting a variable as parameter");
        }

        var name = Next();
        if (Take("..."))
        {
            return before.Exists(parameter => parameter.TakesRest)
                ? throw Fail(name, "There cannot be multiple variable parameters")
                : new Parameter(name.Text, false, null, true);
        }

        if (Take("="))
        {
            return ParseExpression(0, Position.Basic) is Literal { Value: not ScriptFunction } literal
                ? new Parameter(name.Text, true, literal.Value, false)
                : throw Fail(name, "Expecting only a literal as the default value of a parameter");
        }

        return before.Exists(parameter => parameter.IsOptional)
            ? throw Fail(name, "There cannot be a normal parameter after an optional one")
            : new Parameter(name.Text, false, null, false);
    }

    private Literal ParseAnonymousFunction(Token opening)
    {
        var parameters = Current.Is("(") && !Current.SpaceBefore ? ParseParameters(opening) : null;
        var body = ParseBlock(BlockEnds.End);
        ExpectEnd(opening);
        return new Literal(opening.Start, new ScriptFunction("do", parameters, body) { IsBlock = true });
    }
}
