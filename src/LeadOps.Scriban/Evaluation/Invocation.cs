using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

internal readonly record struct GivenArgument(string? Name, object? Value, int Offset);

/// <summary>Calls: finding the function, collecting its arguments, running it.</summary>
internal static class Invocation
{
    /// <summary>The function that the target names; null when an unknown one is allowed.</summary>
    public static object? Resolve(Context context, Node target, bool isPipe)
    {
        var function = TargetOf(context, target);
        switch (function)
        {
            case ScriptFunction or TemplateFunction or BuiltinGroup { Default: not null }:
                return function;
            case null when target is Variable || (target is Member && !isPipe):
                return context.Options.RelaxedFunctionAccess ? null : throw Missing(context, target);
            default:
                throw context.Error(
                    target.First,
                    isPipe
                        ? $"`{NameOf(target)}` is not a valid function to pipe into"
                        : $"Invalid target function: `{NameOf(target)}` is a {TextForm.TypeName(function)}"
                );
        }
    }

    private static object? TargetOf(Context context, Node target) =>
        target is Variable variable ? (context.Scopes.TryGet(variable.Name, out var value) ? value : null)
        : target is Member && context.Options.IsStrict ? context.Guarded(new TargetOnly(target))
        : target.EvaluateTarget(context);

    /// <summary>Lets <see cref="Context.Guarded"/> look at a function's name without calling it.</summary>
    private sealed class TargetOnly(Node inner) : Node(inner.Start)
    {
        public override object? Evaluate(Context context) => inner.EvaluateTarget(context);
    }

    private static TemplateException Missing(Context context, Node target)
    {
        var names =
            target is Member member && member.Target.Evaluate(context) is { } owner
                ? Members.NamesOf(owner) ?? []
                : context.Globals.Names;
        var near = Suggestions.Nearest(target is Member m ? m.Name : NameOf(target), names);
        return context.Error(
            target.First,
            $"The function `{NameOf(target)}` was not found." + (near is null ? "" : $" Did you mean `{near}`?")
        );
    }

    private static string NameOf(Node node) =>
        node switch
        {
            Variable variable => variable.Name,
            Member { Target: Variable or Member } member => NameOf(member.Target) + "." + member.Name,
            _ => "expression",
        };

    public static List<GivenArgument> Collect(
        Context context,
        Node call,
        IReadOnlyList<Argument> arguments,
        GivenArgument? piped = null
    )
    {
        var given = new List<GivenArgument>(arguments.Count + 1);
        if (piped is { } first)
        {
            given.Add(first);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            Add(context, call, given, arguments[i]);
        }

        return given;
    }

    private static void Add(Context context, Node call, List<GivenArgument> given, Argument argument)
    {
        var value = argument.Value.Evaluate(context);
        if (argument.Value is not Prefix { Operator: "^" })
        {
            given.Add(new GivenArgument(argument.Name, value, argument.Start));
            return;
        }

        var items =
            Sequences.TryItems(value) ?? throw context.Error(call.Start, "Expecting an array to spread with `^`");
        foreach (var item in items)
        {
            context.Limits.Spend(1, call.Start);
            context.Limits.ArrayLength(given.Count, call.Start);
            given.Add(new GivenArgument(null, item, argument.Start));
        }
    }

    public static object? Call(
        Context context,
        Node target,
        object function,
        List<GivenArgument> given,
        int after,
        Node? block = null
    ) =>
        function switch
        {
            ScriptFunction script => ScriptCall.Run(context, target, script, given, after, block),
            TemplateFunction host => CallHost(context, target, host, given, after),
            _ => CallHost(context, target, ((BuiltinGroup)function).Default!, given, after),
        };

    private static object? CallHost(
        Context context,
        Node target,
        TemplateFunction function,
        List<GivenArgument> given,
        int after
    )
    {
        var values = Bind(function, given);
        if (values.Count < function.MinArguments)
        {
            throw context.Error(
                after,
                $"Invalid number of arguments `{values.Count}` for `{function.Name}`: it wants {Wanted(function)}"
            );
        }

        if (values.Count > function.MaxArguments)
        {
            throw context.Error(
                target.First,
                $"Too many arguments for `{function.Name}`: the index is beyond {function.MaxArguments}"
            );
        }

        using var call = context.Limits.EnterCall(target.First);
        return Run(new TemplateArguments(context, function, values, target.First, after), function);
    }

    /// <summary>What .NET itself refuses, such as a bad format, is an error of the template at the call.</summary>
    private static object? Run(TemplateArguments arguments, TemplateFunction function)
    {
        try
        {
            return function.Call(arguments);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or OverflowException)
        {
            throw arguments.Fail(problem.Message);
        }
    }

    private static string Wanted(TemplateFunction function) =>
        function.MinArguments == function.MaxArguments
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

    /// <summary>Calls a function value from a builtin such as `array.each`.</summary>
    public static object? CallValue(TemplateArguments caller, object function, params ReadOnlySpan<object?> values)
    {
        var offset = caller.Offset;
        var given = new List<GivenArgument>(values.Length);
        foreach (var value in values)
        {
            given.Add(new GivenArgument(null, value, offset));
        }

        return Call(caller.Context, new Literal(offset, function), function, given, caller.After);
    }
}
