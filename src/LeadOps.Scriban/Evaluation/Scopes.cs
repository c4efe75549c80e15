namespace LeadOps.Scriban.Evaluation;

/// <summary>
/// Where names are found: first in the running function with parameters, then in the objects, innermost first:
/// `with` targets, the model, the builtins. Names that begin with `$` live apart, one set per call, page and `with`.
/// </summary>
internal sealed class Scopes
{
    private readonly Context context;
    private readonly TemplateScope globals;
    private readonly List<ObjectLevel> objects = new(2);
    private readonly List<ScriptObject?> locals = new(2) { null };
    private List<Frame>? frames;

    public Scopes(Context context, TemplateScope globals)
    {
        this.context = context;
        this.globals = globals;
        objects.Add(new ObjectLevel(null));
    }

    /// <summary>The object that plain assignments write.</summary>
    public object Current => objects[^1].Target ?? globals.Overlay;

    public void PushObject(object target) => objects.Add(new ObjectLevel(target));

    public void PopObject() => objects.RemoveAt(objects.Count - 1);

    public void PushLocals() => locals.Add(null);

    public void PopLocals() => locals.RemoveAt(locals.Count - 1);

    /// <summary>Begins a call; a simple function has no names of its own, an anonymous one sees its caller's.</summary>
    public void PushFrame(ScriptObject? own, ScriptObject arguments, bool seesCaller)
    {
        (frames ??= new(4)).Add(new Frame(own, seesCaller));
        locals.Add(arguments);
    }

    public void PopFrame()
    {
        frames!.RemoveAt(frames.Count - 1);
        PopLocals();
    }

    public void PushLoop(string? name, string keyword, LoopState state) =>
        LoopOwner.Loops.Add(new LoopEntry(name, keyword, state));

    public void PopLoop() => LoopOwner.Loops.RemoveAt(LoopOwner.Loops.Count - 1);

    public void SetLoopVariable(object? value) => LoopOwner.Loops[^1].Value = value;

    private LoopHolder LoopOwner => (LoopHolder?)InnermostFrame() ?? objects[^1];

    /// <summary>The nearest visible function with names of its own.</summary>
    private Frame? InnermostFrame()
    {
        for (var i = (frames?.Count ?? 0) - 1; i >= 0; i--)
        {
            var frame = frames![i];
            if (frame.Own is not null || !frame.SeesCaller)
            {
                return frame.Own is null ? null : frame;
            }
        }

        return null;
    }

    public bool TryGet(string name, out object? value)
    {
        if (name[0] == '$')
        {
            return TryGetLocal(name, out value);
        }

        if (frames is { Count: > 0 } && TryGetFromFrames(name, out value))
        {
            return true;
        }

        for (var i = objects.Count - 1; i >= 0; i--)
        {
            if (objects[i].TryGetLoop(name, out value) || (i > 0 && TryGetOwn(objects[i], name, out value)))
            {
                return true;
            }
        }

        return globals.TryGetGlobal(name, out value);
    }

    private bool TryGetFromFrames(string name, out object? value)
    {
        for (var i = frames!.Count - 1; i >= 0; i--)
        {
            var frame = frames[i];
            if (frame.Own is { } own && (frame.TryGetLoop(name, out value) || own.TryGetValue(name, out value)))
            {
                return true;
            }

            if (!frame.SeesCaller)
            {
                break;
            }
        }

        value = null;
        return false;
    }

    private bool TryGetLocal(string name, out object? value)
    {
        if (LoopOwner.TryGetLoop(name, out value))
        {
            return true;
        }

        return locals[^1] is { } names && names.TryGetValue(name, out value);
    }

    /// <summary>False when the name is read-only.</summary>
    public bool TrySet(string name, object? value)
    {
        if (name[0] == '$')
        {
            return SetIn(locals[^1] ??= new ScriptObject(), name, value);
        }

        if (InnermostFrame() is { } frame)
        {
            if (OwnerAmongFrames(name) is { } own)
            {
                return SetIn(own, name, value);
            }

            return LevelThatHas(name) is { } level ? SetLevel(level, name, value) : SetIn(frame.Own!, name, value);
        }

        return SetLevel(objects[^1], name, value);
    }

    private ScriptObject? OwnerAmongFrames(string name)
    {
        for (var i = frames!.Count - 1; i >= 0; i--)
        {
            if (frames[i].Own is { } own && own.ContainsKey(name))
            {
                return own;
            }

            if (!frames[i].SeesCaller)
            {
                break;
            }
        }

        return null;
    }

    private ObjectLevel? LevelThatHas(string name)
    {
        for (var i = objects.Count - 1; i > 0; i--)
        {
            if (TryGetOwn(objects[i], name, out _))
            {
                return objects[i];
            }
        }

        return globals.TryGetGlobal(name, out _) ? objects[0] : null;
    }

    private bool SetLevel(ObjectLevel level, string name, object? value) =>
        level.Target switch
        {
            null => globals.Set(name, value),
            ScriptObject made => SetIn(made, name, value),
            Builtins.BuiltinGroup group => context.Extend(group, name, value),
            _ => false,
        };

    public void MakeReadOnly(string name)
    {
        if (name[0] == '$')
        {
            Freeze(locals[^1], name);
            return;
        }

        if (InnermostFrame() is { Own: { } own } && own.ContainsKey(name))
        {
            Freeze(own, name);
            return;
        }

        Freeze(objects.Count == 1 ? globals.Overlay : objects[^1].Target as ScriptObject, name);
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

    private bool TryGetOwn(ObjectLevel level, string name, out object? value)
    {
        value = null;
        return level.Target switch
        {
            ScriptObject made => made.TryGetValue(name, out value),
            { } target when Members.NamesOf(target) is not null => Members.TryGet(context, target, name, out value),
            _ => false,
        };
    }
}
