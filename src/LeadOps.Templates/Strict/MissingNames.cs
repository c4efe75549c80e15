using LeadOps.Templates.Builtins;
using LeadOps.Templates.Host;
using Scriban.Runtime;

namespace LeadOps.Templates.Strict;

/// <summary>Tells of a name that does not exist, with the nearest one that does.</summary>
internal static class MissingNames
{
    public static string Variable(string name, IEnumerable<string> known) =>
        $"The variable or function `{name}` was not found."
        + Suggestions.Hint(StrictBuiltins.FullName(name) ?? Suggestions.Nearest(name, known));

    public static string Function(string name, ScriptObject group) =>
        $"The function `{name}` was not found."
        + Suggestions.Hint(Suggestions.Nearest(name[(name.IndexOf('.') + 1)..], group.GetMembers()));

    public static string Member(object target, string member, string typeName) =>
        target is ScriptObject made && StrictBuiltins.NameOf(made) is { } group ? Function($"{group}.{member}", made)
        : Members(target) is { } names
            ? $"Cannot get member `{member}`: there is none of that name."
                + Suggestions.Hint(Suggestions.Nearest(member, names))
        : $"Cannot get member `{member}`: a value of the kind {typeName} has no members.";

    private static IEnumerable<string>? Members(object target) =>
        target switch
        {
            _ when HostObjectAccessor.IsObject(target) => HostObjectAccessor.Instance.Names(target),
            DateTimeOffset => MemberTable.Moment.Names(target),
            ScriptArray or System.Collections.IList or string => ["size"],
            IScriptObject made => made.GetMembers(),
            _ => null,
        };
}
