using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>Which values are the host's own: they are read, never written.</summary>
internal static class HostValue
{
    public static object? Seen(object? value) => value is TemplateFunction function ? function.Script : value;

    public static bool IsObject(object? value) =>
        value is ITemplateObject || (value is IReadOnlyDictionary<string, object?> && value is not IScriptObject);

    public static IEnumerable<string> Names(object value) =>
        value is ITemplateObject host ? host.Names : ((IReadOnlyDictionary<string, object?>)value).Keys;

    public static bool TryGet(object target, string name, out object? value)
    {
        var isFound = target is ITemplateObject host
            ? host.TryGet(name, out value)
            : ((IReadOnlyDictionary<string, object?>)target).TryGetValue(name, out value);
        value = Seen(value);
        return isFound;
    }
}
