using System.Runtime.CompilerServices;
using System.Text;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>One evaluation: its names, its output and what it has used of its limits.</summary>
internal sealed class Context
{
    private readonly Template template;
    private readonly CancellationToken cancel;
    private int steps;
    private int calls;
    private int guards;

    public Context(Template template, TemplateScope scope, bool writes, CancellationToken cancel)
    {
        this.template = template;
        this.cancel = cancel;
        Globals = scope;
        Scopes = new Scopes(scope);
        Output = new Output(this, writes ? new StringBuilder() : null);
    }

    public EngineOptions Options => template.Options;

    public TemplateScope Globals { get; }

    public Scopes Scopes { get; }

    public Output Output { get; set; }

    public Flow Flow { get; set; }

    public object? Returned { get; set; }

    public int LoopDepth { get; private set; }

    public string DateFormat { get; set; } = "%d %b %Y";

    public Dictionary<string, int> Cycles { get; } = new(StringComparer.Ordinal);

    /// <summary>Inside the left side of `??` in strict mode, where a name may be missing.</summary>
    public bool MayBeMissing => guards > 0;

    public TemplateException Error(int offset, string message) => new(template.ErrorAt(offset, message));

    public void Write(string text) => Output.Write(text);

    public object? Guarded(Node node)
    {
        guards++;
        try
        {
            return node.Evaluate(this);
        }
        finally
        {
            guards--;
        }
    }

    public object? MissingVariable(Variable variable)
    {
        if (variable.Name == "empty")
        {
            return EmptyMarker.Instance;
        }

        if (variable.Name is "for" or "while")
        {
            throw Error(variable.Start, $"`{variable.Name}` can only be used inside a loop");
        }

        if (variable.Name[0] == '$' && !Options.StrictVariables)
        {
            return null;
        }

        if (Options.StrictVariables || (Options.IsStrict && !MayBeMissing))
        {
            var near = Suggestions.Nearest(variable.Name, Globals.Names);
            throw Error(variable.Start, $"The variable or function `{variable.Name}` was not found." + Hint(near));
        }

        return null;
    }

    public object? MissingMember(Member member, object target)
    {
        if (!Options.RelaxedMemberAccess || (Options.IsStrict && !member.IsOptional && !MayBeMissing))
        {
            var near = Suggestions.Nearest(member.Name, Members.NamesOf(target) ?? []);
            throw Error(member.Start, $"Cannot get member `{member.Name}`: there is none of that name." + Hint(near));
        }

        return null;
    }

    private static string Hint(string? near) => near is null ? "" : $" Did you mean `{near}`?";

    public object? CallIfFunction(object? value, Node node) =>
        value is ScriptFunction or TemplateFunction
            ? Invocation.Call(this, node, [], Template.EndOf(node))
            : value;

    public void EnterLoop(Variable? variable, string keyword, LoopState state)
    {
        LoopDepth++;
        Scopes.PushLoop(variable?.Name, keyword, state);
    }

    public void LeaveLoop(Variable? variable)
    {
        LoopDepth--;
        Scopes.PopLoop();
        steps = LoopDepth == 0 ? 0 : steps;
    }

    /// <summary>Looks at the flow after a loop's body: a `break` ends here, a `ret` goes on outwards.</summary>
    public bool LeavesLoop()
    {
        var leaves = Flow is Flow.Break or Flow.Return;
        Flow = Flow == Flow.Return ? Flow : Flow.None;
        return leaves;
    }

    public void Step(Node loop)
    {
        cancel.ThrowIfCancellationRequested();
        if (Options.LoopLimit > 0 && ++steps > Options.LoopLimit)
        {
            throw Error(loop.Start, $"The iteration limit `{Options.LoopLimit}` for loop statement is exceeded");
        }
    }

    /// <summary>Counts the items a builtin goes through against the loop limit.</summary>
    public IEnumerable<object?> Counted(IEnumerable<object?> items, int offset)
    {
        var count = 0;
        foreach (var item in items)
        {
            if (Options.LoopLimit > 0 && ++count > Options.LoopLimit)
            {
                throw Error(offset, $"The iteration limit `{Options.LoopLimit}` for loop statement is exceeded (LoopLimit)");
            }

            cancel.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public CallMark EnterCall(int offset)
    {
        cancel.ThrowIfCancellationRequested();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || (Options.RecursiveLimit > 0 && calls >= Options.RecursiveLimit))
        {
            throw Error(offset, $"Exceeding number of recursive depth limit `{Options.RecursiveLimit}` for a function call");
        }

        calls++;
        var outerLoops = LoopDepth;
        return new CallMark(this, outerLoops);
    }

    public readonly struct CallMark(Context context, int loops) : IDisposable
    {
        public void Dispose()
        {
            context.calls--;
            context.LoopDepth = loops;
        }
    }

    public string CheckLength(string text, int offset) => Options.LimitToString > 0 && text.Length > Options.LimitToString
        ? throw Error(offset, $"The text is longer than the limit LimitToString {Options.LimitToString}")
        : text;
}
