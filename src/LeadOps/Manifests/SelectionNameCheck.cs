using LeadOps.Diagnostics;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>
/// `group`, `position` and `selected` exist only where the selection is known: not in what makes it, and not in
/// fixtures.
/// </summary>
internal static class SelectionNameCheck
{
    private static readonly string[] SelectedMembers = ["size"];

    /// <summary>Templates that decide which leads are selected, or that have no selection.</summary>
    public static void CheckAbsent(
        IEnumerable<TemplateText> templates,
        string where,
        DiagnosticBag problems,
        string remedy = "Use it in `set`, `assert` or `params` of a change."
    )
    {
        foreach (var read in Reads(templates))
        {
            problems.Error(read.RootAt, $"`{read.Root}` does not exist {where}.", remedy);
        }
    }

    /// <summary>Templates that see the selection.</summary>
    public static void Check(IEnumerable<TemplateText> templates, bool hasGroups, DiagnosticBag problems)
    {
        foreach (var read in Reads(templates))
        {
            IReadOnlyList<string> members = read.Root == "group" ? GroupObject.Members : SelectedMembers;
            if (read.Root == "group" && !hasGroups)
            {
                problems.Error(
                    read.RootAt,
                    "`group` exists only in a change whose selector has `groupBy`.",
                    "Add `groupBy: [PHONE, EMAIL]`."
                );
            }
            else if (read.Root != "position" && read.Member is { } member && !members.Contains(member))
            {
                problems.Error(
                    read.At,
                    $"`{read.Root}.{member}` is not known.",
                    $"There are: {string.Join(", ", members.Select(name => $"{read.Root}.{name}"))}."
                );
            }
        }
    }

    private static IEnumerable<LocatedRead> Reads(IEnumerable<TemplateText> templates) =>
        templates
            .SelectMany(template => template.Reads)
            .Where(read => !read.Optional && SelectionNames.Roots.Contains(read.Root));
}
