using LeadOps.Templates.Builtins;
using Scriban;
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

    public static string Member(TemplateContext context, object target, string member)
    {
        if (target is ScriptObject made && StrictBuiltins.NameOf(made) is { } group)
        {
            return Function($"{group}.{member}", made);
        }

        var names = context.GetMemberAccessor(target).GetMembers(context, context.CurrentSpan, target).ToList();
        return names.Count == 0
            ? $"Cannot get member `{member}`: a value of the kind {context.GetTypeName(target)} has no members."
            : $"Cannot get member `{member}`: there is none of that name."
                + Suggestions.Hint(Suggestions.Nearest(member, names));
    }
}
