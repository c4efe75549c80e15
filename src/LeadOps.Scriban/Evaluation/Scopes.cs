namespace LeadOps.Scriban.Evaluation;

/// <summary>
/// Where names are found: functions with parameters, `with` objects, the model and the builtins, innermost first.
/// </summary>
internal sealed class Scopes
{
    private readonly List<Scope> stack = new(4);
    private readonly TemplateScope globals;

    public Scopes(TemplateScope globals)
    {
        this.globals = globals;
        stack.Add(new Scope(null, null));
    }

    /// <summary>The object that plain assignments write.</summary>
    public object? Current => stack.FindLast(scope => scope.Function is null)!.Target ?? globals.Overlay;

    public int Depth => stack.Count;

    public void PushObject(object target, bool newLocals = false) =>
        stack.Add(new Scope(target, null) { Locals = newLocals ? null : Top.Locals, SharesLocals = !newLocals });

    public void PushFunction(ScriptObject own, ScriptObject locals, bool seesCaller) =>
        stack.Add(new Scope(null, own) { Locals = locals, SeesCaller = seesCaller });

    /// <summary>A simple function: the caller's objects, its own `$` names.</summary>
    public void PushLocals(ScriptObject locals) => stack.Add(new Scope(null, null) { Locals = locals, IsPassThrough = true });

    public void Pop() => stack.RemoveAt(stack.Count - 1);

    private Scope Top => stack[^1];

    public void PushLoop(string? name, string keyword, LoopState state) => Owner.Loops.Add(new LoopEntry(name, keyword, state));

    public void PopLoop() => Owner.Loops.RemoveAt(Owner.Loops.Count - 1);

    public void SetLoopVariable(object? value) => Owner.Loops[^1].Value = value;

    private Scope Owner => stack.FindLast(scope => !scope.IsPassThrough)!;

    public bool TryGet(string name, out object? value)
    {
        if (name[0] == '$')
        {
            return TryGetLocal(name, out value);
        }

        var hidden = false;
        for (var i = stack.Count - 1; i >= 0; i--)
        {
            var scope = stack[i];
            if (scope.IsPassThrough || (hidden && scope.Function is not null))
            {
                continue;
            }

            if (scope.TryGetLoop(name, out value) || scope.TryGetOwn(name, out value))
            {
                return true;
            }

            hidden |= scope.Function is not null && !scope.SeesCaller;
        }

        return globals.TryGetGlobal(name, out value);
    }

    private bool TryGetLocal(string name, out object? value)
    {
        if (stack.FindLast(scope => !scope.IsPassThrough)!.TryGetLoop(name, out value))
        {
            return true;
        }

        var locals = Top.Locals;
        if (locals is null)
        {
            return false;
        }

        if (name == "$" || name == "$$")
        {
            return locals.TryGetValue(name, out value);
        }

        if (!char.IsAsciiDigit(name[1]))
        {
            return locals.TryGetValue(name, out value);
        }

        var index = int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        if (locals.TryGetValue("$", out var arguments) && arguments is ScriptArray array && index < array.Count)
        {
            value = array[index];
        }

        return true;
    }

    public bool TrySet(string name, object? value)
    {
        if (name[0] == '$')
        {
            return SetIn(Top.Locals ??= new ScriptObject(), name, value);
        }

        for (var i = stack.Count - 1; i >= 0; i--)
        {
            var scope = stack[i];
            if (scope.IsPassThrough)
            {
                continue;
            }

            if (scope.Function is { } own)
            {
                return ExistsInObjects(name) ? TrySetObject(name, value) : SetIn(own, name, value);
            }

            return SetScope(scope, name, value);
        }

        return false;
    }

    private bool ExistsInObjects(string name)
    {
        for (var i = stack.Count - 1; i >= 0; i--)
        {
            if (stack[i].Function is null && !stack[i].IsPassThrough && stack[i].TryGetOwn(name, out _))
            {
                return true;
            }
        }

        return globals.TryGetGlobal(name, out _);
    }

    private bool TrySetObject(string name, object? value)
    {
        var scope = stack.FindLast(candidate => candidate.Function is null && !candidate.IsPassThrough && candidate.TryGetOwn(name, out _));
        return SetScope(scope ?? stack[0], name, value);
    }

    private bool SetScope(Scope scope, string name, object? value)
    {
        if (ReferenceEquals(scope, stack[0]))
        {
            return globals.Set(name, value);
        }

        return scope.Target is ScriptObject target && SetIn(target, name, value);
    }

    public void MakeReadOnly(string name)
    {
        if (name[0] == '$')
        {
            Freeze(Top.Locals, name);
            return;
        }

        var scope = stack.FindLast(candidate => !candidate.IsPassThrough)!;
        Freeze(scope.Function ?? (ReferenceEquals(scope, stack[0]) ? globals.Overlay : scope.Target as ScriptObject), name);
    }

    private static void Freeze(ScriptObject? owner, string name)
    {
        if (owner is not null && owner.ContainsKey(name))
        {
            (owner.ReadOnly ??= []).Add(name);
        }
    }

    private static bool SetIn(ScriptObject owner, string name, object? value)
    {
        if (owner.ReadOnly?.Contains(name) == true)
        {
            return false;
        }

        owner[name] = value;
        return true;
    }

    private sealed class LoopEntry(string? name, string keyword, LoopState state)
    {
        public string? Name { get; } = name;

        public string Keyword { get; } = keyword;

        public LoopState State { get; } = state;

        public object? Value { get; set; }
    }

    private sealed class Scope(object? target, ScriptObject? function)
    {
        private List<LoopEntry>? loops;

        public object? Target { get; } = target;

        public ScriptObject? Function { get; } = function;

        public ScriptObject? Locals { get; set; }

        public bool SharesLocals { get; init; }

        public bool SeesCaller { get; init; }

        public bool IsPassThrough { get; init; }

        public List<LoopEntry> Loops => loops ??= [];

        public bool TryGetLoop(string name, out object? value)
        {
            value = null;
            for (var i = (loops?.Count ?? 0) - 1; i >= 0; i--)
            {
                var loop = loops![i];
                if (loop.Name == name || loop.Keyword == name)
                {
                    value = loop.Name == name ? loop.Value : loop.State;
                    return true;
                }
            }

            return false;
        }

        public bool TryGetOwn(string name, out object? value)
        {
            value = null;
            return Function is not null ? Function.TryGetValue(name, out value) : Target switch
            {
                ScriptObject made => made.TryGetValue(name, out value),
                ITemplateObject host => host.TryGet(name, out value),
                IReadOnlyDictionary<string, object?> members => members.TryGetValue(name, out value),
                _ => false,
            };
        }
    }
}
