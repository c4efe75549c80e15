using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>Members that a template reads and never writes.</summary>
internal abstract class ReadOnlyAccessor : IObjectAccessor
{
    public bool HasIndexer => false;

    public Type? IndexType => null;

    protected abstract string Reason { get; }

    public abstract IEnumerable<string> Names(object target);

    public abstract bool TryGet(object target, string member, out object? value);

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => Names(target).Count();

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => Names(target);

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        TryGet(target, member, out _);

    public bool TryGetValue(
        TemplateContext context,
        SourceSpan span,
        object target,
        string member,
        out object? value
    ) => TryGet(target, member, out value);

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        throw new ScriptRuntimeException(span, $"`{member}` cannot be set: {Reason}");

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value) =>
        throw new NotSupportedException();

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        throw new NotSupportedException();
}
