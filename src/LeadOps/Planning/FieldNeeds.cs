using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Selection;

namespace LeadOps.Planning;

/// <summary>
/// Which fields a plan must read: what selectors, templates and asserts look at, what is set, and what goes with it.
/// </summary>
internal static class FieldNeeds
{
    public static IReadOnlyList<string> Of(IEnumerable<ChangeDefinition> changes, FieldCatalogue catalogue)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { "ID", TitleRule.Title };
        foreach (var change in changes)
        {
            names.UnionWith(ReadBy(change));
            names.UnionWith(change.Set.Select(assignment => assignment.Field));
            names.UnionWith(GroupReads.FieldsOf(change, catalogue));
        }

        return FieldRules.Complete(names);
    }

    /// <summary>Fields that decide about the change without being written by it.</summary>
    public static IEnumerable<string> ReadBy(ChangeDefinition change)
    {
        var templates = change
            .Set.SelectMany(assignment => assignment.Templates)
            .Concat(change.Asserts.Select(assertion => assertion.That))
            .Concat(change.Select.When is { } when ? [when] : [])
            .Concat(change.Select.Groups?.Expression is { } expression ? [expression] : []);
        return change
            .Select.Conditions.Select(condition => condition.Field)
            .Concat(change.Select.OrderBy.Select(order => order.Field.Name))
            .Concat(change.Select.Groups?.Fields.Select(field => field.Name) ?? [])
            .Concat(OwnFilter.FieldsOf(change.Select.Filter))
            .Concat(change.Select.Origin is null ? [] : [OriginRule.Originator, OriginRule.Origin])
            .Concat(
                templates
                    .SelectMany(template => template.Reads)
                    .Where(read => read.Root == "lead" && read.Member is not null)
                    .Select(read => read.Member!)
            );
    }
}
