using System.Collections;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>A list of the host: its items are read, never written.</summary>
internal sealed class HostListAccessor : ReadOnlyAccessor, IListAccessor
{
    public static readonly HostListAccessor Instance = new();

    protected override string Reason => "the manifest's data is read-only. Make a new list, for instance `[] + list`.";

    public static bool IsList(object target) => target is IList and not (IScriptObject or ScriptRange);

    public override IEnumerable<string> Names(object target) => ["size"];

    public override bool TryGet(object target, string member, out object? value)
    {
        value = member == "size" ? ((IList)target).Count : null;
        return value is not null;
    }

    public int GetLength(TemplateContext context, SourceSpan span, object target) => ((IList)target).Count;

    public object? GetValue(TemplateContext context, SourceSpan span, object target, int index) =>
        index >= 0 && index < ((IList)target).Count ? ((IList)target)[index] : null;

    public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value) =>
        throw new ScriptRuntimeException(span, $"The list cannot be changed: {Reason}");
}
