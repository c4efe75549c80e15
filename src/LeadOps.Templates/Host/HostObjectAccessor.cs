using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>Members of a lead, a row and other objects of the host.</summary>
internal sealed class HostObjectAccessor : IObjectAccessor
{
    public static readonly HostObjectAccessor Instance = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) =>
        HostValue.Names(target).Count();

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) =>
        HostValue.Names(target);

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        HostValue.TryGet(target, member, out _);

    public bool TryGetValue(
        TemplateContext context,
        SourceSpan span,
        object target,
        string member,
        out object? value
    ) => HostValue.TryGet(target, member, out value);

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        throw new ScriptRuntimeException(
            span,
            $"`{member}` cannot be set: the manifest's data is read-only. Assign to another name."
        );

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value) =>
        throw new NotSupportedException();

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        throw new NotSupportedException();
}
