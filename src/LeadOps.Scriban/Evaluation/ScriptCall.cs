using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>One call of a function that a template wrote.</summary>
internal static class ScriptCall
{
    public static object? Run(
        Context context,
        Node target,
        ScriptFunction function,
        List<GivenArgument> given,
        int after,
        Node? block
    )
    {
        var locals = new ScriptObject();
        var own = function.Parameters is null ? null : Bind(context, function, given, after);
        locals["$"] = own is null ? Simple(given) : new ScriptArray(own.Values);
        if (block is not null)
        {
            locals["$$"] = new BlockDelegate(block);
        }

        using var call = context.Limits.EnterCall(target.First);
        context.Scopes.PushFrame(own, locals, seesCaller: function.IsBlock);
        try
        {
            return function.Body.Evaluate(context);
        }
        finally
        {
            context.Flow = Flow.None;
            context.Scopes.PopFrame();
        }
    }

    private static ScriptArray Simple(List<GivenArgument> given)
    {
        var array = new ScriptArray(given.Count);
        foreach (var argument in given)
        {
            if (argument.Name is null)
            {
                array.Items.Add(argument.Value);
            }
            else
            {
                (array.Properties ??= new(StringComparer.Ordinal))[argument.Name] = argument.Value;
            }
        }

        return array;
    }

    private static ScriptObject Bind(Context context, ScriptFunction function, List<GivenArgument> given, int after)
    {
        var own = new ScriptObject();
        var parameters = function.Parameters!;
        var positional = given.FindAll(argument =>
            argument.Name is null || parameters.All(parameter => parameter.Name != argument.Name)
        );
        var next = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.TakesRest)
            {
                own[parameter.Name] = new ScriptArray(positional.Skip(next).Select(argument => argument.Value));
            }
            else if (given.FindLastIndex(argument => argument.Name == parameter.Name) is var named && named >= 0)
            {
                own[parameter.Name] = given[named].Value;
            }
            else if (next < positional.Count)
            {
                own[parameter.Name] = positional[next++].Value;
            }
            else
            {
                own[parameter.Name] = parameter.IsOptional
                    ? parameter.Default
                    : throw Wrong(context, function, given, after);
            }
        }

        return function.TakesRest || positional.Count <= next
            ? own
            : throw Wrong(context, function, given, positional[next].Offset);
    }

    private static TemplateException Wrong(
        Context context,
        ScriptFunction function,
        List<GivenArgument> given,
        int offset
    ) =>
        context.Error(
            offset,
            $"Invalid number of arguments `{given.Count}` for `{function.Name}`: it wants {function.Required}"
        );
}
