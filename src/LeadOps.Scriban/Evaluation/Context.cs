using System.Text;
using LeadOps.Scriban.Builtins;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>One evaluation: its names, its output and what it has used of its limits.</summary>
internal sealed class Context
{
    private readonly Template template;
    private int guards;
    private Dictionary<BuiltinGroup, ScriptObject>? extensions;
    private Dictionary<string, int>? cycles;

    public Context(Template template, TemplateScope scope, bool writes, CancellationToken cancel)
    {
        this.template = template;
        Globals = scope;
        Limits = new Limits(this, cancel);
        Scopes = new Scopes(this, scope);
        Output = new Output(this, writes ? new StringBuilder() : null);
    }

    public EngineOptions Options => template.Options;

    public TemplateScope Globals { get; }

    public Scopes Scopes { get; }

    public Limits Limits { get; }

    public Output Output { get; set; }

    /// <summary>The automatic indentation; null while text outside of code is written.</summary>
    public string? Indent { get; set; }

    /// <summary>The last thing written, wherever it went, was a line break.</summary>
    public bool AtLineStart { get; set; }

    public Flow Flow { get; set; }

    public string DateFormat { get; set; } = "%d %b %Y";

    public Dictionary<string, int> Cycles => cycles ??= new(StringComparer.Ordinal);

    /// <summary>Inside the left side of `??` in strict mode, where a name may be missing.</summary>
    public bool MayBeMissing => guards > 0;

    public TemplateException Error(int offset, string message) => new(template.ErrorAt(offset, message));

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
        if (variable.Name is "for" or "while" || (variable.Name[0] == '$' && !Options.StrictVariables))
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
            var kind = Conversions.IsPrimitive(target)
                ? $"a {TextForm.TypeName(target)} is a primitive value without members."
                : "there is none of that name.";
            throw Error(member.Start, $"Cannot get member `{member.Name}`: {kind}" + Hint(near));
        }

        return null;
    }

    private static string Hint(string? near) => near is null ? "" : $" Did you mean `{near}`?";

    public object? CallIfFunction(object? value, Node node) =>
        value switch
        {
            ScriptFunction or TemplateFunction => Invocation.Call(this, node, value, [], Template.EndOf(node)),
            BlockDelegate block => RunBlock(block, node),
            _ => value,
        };

    private object? RunBlock(BlockDelegate block, Node node)
    {
        using var call = Limits.EnterCall(node.Start);
        return block.Body.Evaluate(this);
    }

    /// <summary>What this evaluation added to a builtin object.</summary>
    public ScriptObject? ExtensionOf(BuiltinGroup group) => extensions?.GetValueOrDefault(group);

    /// <summary>Adds a member to a builtin object, for this evaluation only; false when a builtin function has that name.</summary>
    public bool Extend(BuiltinGroup group, string name, object? value)
    {
        if (group.Has(name))
        {
            return false;
        }

        extensions ??= [];
        if (!extensions.TryGetValue(group, out var members))
        {
            extensions[group] = members = new ScriptObject();
        }

        members[name] = value;
        return true;
    }

    public void EnterLoop(Variable? variable, string keyword, LoopState state)
    {
        Limits.EnterLoop();
        Scopes.PushLoop(variable?.Name, keyword, state);
    }

    public void LeaveLoop()
    {
        Scopes.PopLoop();
        Limits.LeaveLoop();
    }

    /// <summary>Looks at the flow after a loop's body: a `break` ends here, a `ret` goes on outwards.</summary>
    public bool LeavesLoop()
    {
        var leaves = Flow is Flow.Break or Flow.Return;
        Flow = Flow == Flow.Return ? Flow : Flow.None;
        return leaves;
    }
}
