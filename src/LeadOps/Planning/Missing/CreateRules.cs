using LeadOps.Manifests;

namespace LeadOps.Planning.Missing;

internal static class CreateRules
{
    /// <summary>
    /// The change as a new lead sees it: what `setOnCreate` names wins over `set`, and what comes out empty is not
    /// sent, because there is nothing that it could wipe.
    /// </summary>
    public static ChangeDefinition OnCreate(ChangeDefinition change)
    {
        var onCreate = change.WhenMissing!.SetOnCreate;
        IReadOnlyList<FieldAssignment> set =
        [
            .. change.Set.Where(assignment =>
                assignment.Value is not NullValue && onCreate.All(other => other.Field != assignment.Field)
            ),
            .. onCreate,
        ];
        return change with
        {
            Set = set,
            MayClear = [.. set.Select(assignment => new FieldName(assignment.Field, assignment.At))],
        };
    }
}
