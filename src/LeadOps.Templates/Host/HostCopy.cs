using Scriban.Runtime;

namespace LeadOps.Templates.Host;

/// <summary>
/// An object of the host as one of Scriban's, for what only these can do: being printed and searched.
/// </summary>
internal static class HostCopy
{
    public static ScriptObject Of(object value)
    {
        var made = new ScriptObject();
        foreach (var name in HostValue.Names(value))
        {
            HostValue.TryGet(value, name, out var member);
            made[name] = member;
        }

        made.IsReadOnly = true;
        return made;
    }
}
