using System.Text.RegularExpressions;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// What a change's templates read of its selection. Which fields of the group's leads they read is told by the field
/// names in their text, because `array.map group.leads "EMAIL"` names its field in a string.
/// </summary>
internal static partial class GroupReads
{
    /// <summary>The leads of the change have to be put in order before they are planned.</summary>
    public static bool NeedsPlaces(ChangeDefinition change) =>
        change.Select.Groups is not null || Roots(change).Any(SelectionNames.Roots.Contains);

    public static bool ReadsGroupLeads(ChangeDefinition change) =>
        TemplatesOf(change)
            .SelectMany(template => template.Reads)
            .Any(read => read is { Root: "group", Member: not "size" });

    /// <summary>Fields of other leads of the group.</summary>
    public static IReadOnlyList<string> FieldsOf(ChangeDefinition change, FieldCatalogue catalogue) =>
        ReadsGroupLeads(change)
            ?
            [
                .. TemplatesOf(change)
                    .SelectMany(template => FieldName().Matches(template.Text))
                    .Select(match => match.Value)
                    .Where(name => catalogue.Find(name) is { IsApart: false })
                    .Distinct(StringComparer.Ordinal),
            ]
            : [];

    private static IEnumerable<string> Roots(ChangeDefinition change) =>
        TemplatesOf(change).SelectMany(template => template.Reads).Select(read => read.Root);

    private static IEnumerable<TemplateText> TemplatesOf(ChangeDefinition change) =>
        change
            .Set.SelectMany(assignment => assignment.Templates)
            .Concat(change.Asserts.Select(assertion => assertion.That))
            .Concat(change.Asserts.SelectMany(assertion => assertion.Message?.Templates ?? []))
            .Concat(change.Params.Values.SelectMany(value => value.Templates));

    [GeneratedRegex("[A-Z][A-Z0-9_]+")]
    private static partial Regex FieldName();
}
