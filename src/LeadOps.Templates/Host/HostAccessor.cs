using System.Collections;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>Leads, rows and lists of the host: a template reads them and never writes.</summary>
internal sealed class HostAccessor : IObjectAccessor, IListAccessor
{
    public static readonly HostAccessor Instance = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public static bool IsObject(object? value) =>
        value is ITemplateObject || (value is IReadOnlyDictionary<string, object?> && value is not IScriptObject);

    public static bool IsList(object? value) => value is IList and not (IScriptObject or ScriptRange);

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) =>
        target switch
        {
            ITemplateObject host => host.Names,
            IReadOnlyDictionary<string, object?> members => members.Keys,
            _ => ["size"],
        };

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) =>
        GetMembers(context, span, target).Count();

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        TryGetValue(context, span, target, member, out _);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        switch (target)
        {
            case ITemplateObject host:
                return host.TryGet(member, out value);
            case IReadOnlyDictionary<string, object?> members:
                return members.TryGetValue(member, out value);
            default:
                value = member == "size" ? GetLength(context, span, target) : null;
                return value is not null;
        }
    }

    public int GetLength(TemplateContext context, SourceSpan span, object target) =>
        target is WrittenNumber number ? number.Text.Length : ((IList)target).Count;

    public object? GetValue(TemplateContext context, SourceSpan span, object target, int index) =>
        index >= 0 && index < ((IList)target).Count ? ((IList)target)[index] : null;

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        throw new ScriptRuntimeException(
            span,
            $"`{member}` cannot be set: the manifest's data is read-only. Assign to another name."
        );

    public void SetValue(TemplateContext context, SourceSpan span, object target, int index, object? value) =>
        throw new ScriptRuntimeException(
            span,
            "The list cannot be changed: the manifest's data is read-only. Make a new list, for instance `[] + list`."
        );

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value) =>
        throw new NotSupportedException();

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        throw new NotSupportedException();
}
