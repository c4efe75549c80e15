using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

internal readonly record struct GivenArgument(string? Name, object? Value, int Offset);

/// <summary>Calls: collecting arguments, binding them to parameters, running the function.</summary>
internal static class Invocation
{
    public static List<GivenArgument> Collect(Context context, Node call, IReadOnlyList<Argument> arguments, Node? piped = null)
    {
        var given = new List<GivenArgument>(arguments.Count + 1);
        if (piped is not null)
        {
            given.Add(new GivenArgument(null, piped.Evaluate(context), piped.First));
        }

        foreach (var argument in arguments)
        {
            var value = argument.Value.Evaluate(context);
            if (argument.Spread || argument.Value is Prefix { Operator: "^" })
            {
                var items = Sequences.TryItems(value) ?? throw context.Error(call.Start, "Expecting an array to spread with `^`");
                given.AddRange(items.Select(item => new GivenArgument(null, item, argument.Value.First)));
            }
            else
            {
                given.Add(new GivenArgument(argument.Name, value, argument.Value.First));
            }
        }

        return given;
    }

    public static object? Call(Context context, Node target, List<GivenArgument> given, int after, bool isPipe = false, Node? block = null)
    {
        var function = TargetOf(context, target);
        switch (function)
        {
            case BuiltinGroup { Default: { } call }:
                return CallHost(context, target, call, given, after);
            case TemplateFunction host:
                return CallHost(context, target, host, given, after);
            case ScriptFunction script:
                return CallScript(context, target, script, given, after, block);
            case null when target is Variable or Member && !isPipe | target is Variable:
                return context.Options.RelaxedFunctionAccess ? null : throw Missing(context, target);
            default:
                throw context.Error(target.First, isPipe
                    ? $"`{NameOf(target)}` is not a valid function to pipe into"
                    : $"Invalid target function: `{NameOf(target)}` is a {TextForm.TypeName(function)}");
        }
    }

    private static object? TargetOf(Context context, Node target) =>
        target is Variable variable && !context.Scopes.TryGet(variable.Name, out _) ? null
        : target is Member && context.Options.IsStrict ? context.Guarded(new TargetOnly(target))
        : target.EvaluateTarget(context);

    /// <summary>Lets <see cref="Context.Guarded"/> look at a function's name without calling it.</summary>
    private sealed class TargetOnly(Node inner) : Node(inner.Start)
    {
        public override object? Evaluate(Context context) => inner.EvaluateTarget(context);
    }

    private static TemplateException Missing(Context context, Node target)
    {
        var names = target is Member member && member.Target.Evaluate(context) is { } owner ? Members.NamesOf(owner) ?? [] : context.Globals.Names;
        var near = Suggestions.Nearest(target is Member m ? m.Name : NameOf(target), names);
        return context.Error(target.First, $"The function `{NameOf(target)}` was not found." + (near is null ? "" : $" Did you mean `{near}`?"));
    }

    private static string NameOf(Node node) => node switch
    {
        Variable variable => variable.Name,
        Member member => NameOf(member.Target) + "." + member.Name,
        _ => "expression",
    };

    private static object? CallHost(Context context, Node target, TemplateFunction function, List<GivenArgument> given, int after)
    {
        var values = Bind(function, given);
        if (values.Count < function.MinArguments)
        {
            throw context.Error(after, $"Invalid number of arguments `{values.Count}` for `{function.Name}`: it wants {Wanted(function)}");
        }

        if (values.Count > function.MaxArguments)
        {
            throw context.Error(target.First, $"Too many arguments for `{function.Name}`: the index is beyond {function.MaxArguments}");
        }

        using var call = context.EnterCall(target.First);
        return function.Call(new TemplateArguments(context, function, values, target.First));
    }

    private static string Wanted(TemplateFunction function) => function.MinArguments == function.MaxArguments
        ? $"{function.MinArguments}"
        : $"{function.MinArguments} to {function.MaxArguments}";

    private static List<GivenArgument> Bind(TemplateFunction function, List<GivenArgument> given)
    {
        if (!given.Exists(argument => argument.Name is not null))
        {
            return given;
        }

        var bound = new List<GivenArgument>();
        foreach (var argument in given)
        {
            var index = argument.Name is null ? -1 : function.Parameters.ToList().IndexOf(argument.Name);
            if (index < 0)
            {
                bound.Add(argument);
                continue;
            }

            while (bound.Count <= index)
            {
                bound.Add(new GivenArgument(null, Missed.Value, argument.Offset));
            }

            bound[index] = argument;
        }

        return bound;
    }

    private static object? CallScript(Context context, Node target, ScriptFunction function, List<GivenArgument> given, int after, Node? block)
    {
        var locals = new ScriptObject();
        if (function.Parameters is null)
        {
            locals["$"] = SimpleArguments(given);
            locals["$$"] = block is null ? null : new ScriptFunction("$$", null, block);
            context.Scopes.PushLocals(locals);
        }
        else
        {
            var own = BindParameters(context, function, given, after);
            context.Scopes.PushFunction(own, locals, seesCaller: function.IsBlock);
        }

        try
        {
            using var call = context.EnterCall(target.First);
            return Run(context, function);
        }
        finally
        {
            context.Scopes.Pop();
        }
    }

    private static object? Run(Context context, ScriptFunction function)
    {
        var last = function.Body.Evaluate(context);
        var returned = context.Flow == Flow.Return ? context.Returned : null;
        context.Flow = Flow.None;
        context.Returned = null;
        return function.IsInline ? last : returned;
    }

    private static ScriptArray SimpleArguments(List<GivenArgument> given)
    {
        var array = new ScriptArray(given.Where(argument => argument.Name is null).Select(argument => argument.Value));
        foreach (var argument in given.Where(argument => argument.Name is not null))
        {
            (array.Properties ??= new(StringComparer.Ordinal))[argument.Name!] = argument.Value;
        }

        return array;
    }

    private static ScriptObject BindParameters(Context context, ScriptFunction function, List<GivenArgument> given, int after)
    {
        var own = new ScriptObject();
        var parameters = function.Parameters!;
        var positional = given.Where(argument => argument.Name is null || parameters.All(parameter => parameter.Name != argument.Name)).ToList();
        var fixedCount = parameters.Count(parameter => !parameter.TakesRest);
        var named = given.Where(argument => !positional.Contains(argument)).ToDictionary(argument => argument.Name!, argument => argument.Value);
        var next = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.TakesRest)
            {
                own[parameter.Name] = new ScriptArray(positional.Skip(next).Select(argument => argument.Value));
            }
            else if (named.TryGetValue(parameter.Name, out var value))
            {
                own[parameter.Name] = value;
            }
            else if (next < positional.Count)
            {
                own[parameter.Name] = positional[next++].Value;
            }
            else
            {
                own[parameter.Name] = parameter.IsOptional
                    ? parameter.Default
                    : throw context.Error(after, $"Invalid number of arguments `{given.Count}` for `{function.Name}`: it wants {function.Required}");
            }
        }

        if (!function.TakesRest && positional.Count > next)
        {
            throw context.Error(positional[next].Offset, $"Invalid number of arguments `{given.Count}` for `{function.Name}`: it wants {fixedCount}");
        }

        return own;
    }

    /// <summary>Calls a function value from a builtin such as `array.each`.</summary>
    public static object? CallValue(Context context, object function, int offset, params object?[] values)
    {
        var given = values.Select(value => new GivenArgument(null, value, offset)).ToList();
        var target = new Literal(offset, function);
        return Call(context, target, given, offset);
    }
}
