using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>Members of a lead, a row and other objects of the host.</summary>
internal sealed class HostObjectAccessor : ReadOnlyAccessor
{
    public static readonly HostObjectAccessor Instance = new();

    protected override string Reason => "the manifest's data is read-only. Assign to another name.";

    public static bool IsObject(object? value) =>
        value is ITemplateObject || (value is IReadOnlyDictionary<string, object?> && value is not IScriptObject);

    public override IEnumerable<string> Names(object target) =>
        target is ITemplateObject host ? host.Names : ((IReadOnlyDictionary<string, object?>)target).Keys;

    public override bool TryGet(object target, string member, out object? value) =>
        target is ITemplateObject host
            ? host.TryGet(member, out value)
            : ((IReadOnlyDictionary<string, object?>)target).TryGetValue(member, out value);
}
