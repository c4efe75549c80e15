using LeadOps.Templates.Builtins;
using LeadOps.Templates.Host;
using Scriban.Runtime;

namespace LeadOps.Templates.Evaluation;

/// <summary>Tells of a member that does not exist, with the nearest one that does.</summary>
internal static class MissingMembers
{
    public static string Message(object target, string member, string typeName)
    {
        if (StrictBuiltins.NameOf(target) is { } group)
        {
            return $"The function `{group}.{member}` was not found."
                + Suggestions.Hint(Suggestions.Nearest(member, ((ScriptObject)target).GetMembers()));
        }

        var names = Names(target);
        return names is null
            ? $"Cannot get member `{member}`: a value of the kind {typeName} has no members."
            : $"Cannot get member `{member}`: there is none of that name."
                + Suggestions.Hint(Suggestions.Nearest(member, names));
    }

    private static IEnumerable<string>? Names(object target) =>
        target switch
        {
            _ when HostValue.IsObject(target) => HostValue.Names(target),
            DateTimeOffset => PlainAccessor.Moment.Names,
            ScriptArray or System.Collections.IList or string => ["size"],
            IScriptObject made => made.GetMembers(),
            _ => null,
        };
}
