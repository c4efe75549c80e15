using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Manifests.Checks;

/// <summary>What may not be set in some way, one rule a line; the first that is broken is told.</summary>
internal sealed record AssignmentRule(
    Func<FieldAssignment, FieldDefinition, bool, bool> IsBroken,
    Func<FieldDefinition, string> Message,
    Func<FieldDefinition, string> Remedy,
    bool IsAboutValue = false
)
{
    private static readonly Dictionary<string, string> ReadOnlyHints = new(StringComparer.Ordinal)
    {
        [StageRule.Semantics] = "Set `STATUS_ID`; the semantics follow.",
        ["HAS_PHONE"] = "Set `PHONE`.",
        ["HAS_EMAIL"] = "Set `EMAIL`.",
        [AddressRule.Place] = "Set the texts of the address; the place on the map follows them.",
    };

    private static readonly AssignmentRule[] All =
    [
        new(
            (_, field, _) => !field.IsSettable,
            field => $"`{field.Name}` is read-only; the portal would ignore it silently.",
            field => ReadOnlyHints.GetValueOrDefault(field.Name, "Leave it out.")
        ),
        new(
            (_, field, isFixture) => isFixture && (field.Name is OriginRule.Origin or OriginRule.Originator),
            field => $"`{field.Name}` comes from the key or the origin.",
            _ => "Leave it out."
        ),
        new(
            (assignment, field, _) => assignment.Value is NullValue && !field.CanClear,
            field => $"`{field.Name}` has no empty state and cannot be cleared.",
            _ => "Set a value.",
            IsAboutValue: true
        ),
        new(
            (assignment, field, _) => assignment.Edit is not null && field.Kind is ProductRowType,
            field => $"`{field.Name}` can only be set as a whole.",
            _ => "Write the list of all rows."
        ),
        new(
            (assignment, field, _) => assignment.Edit is not null && !field.IsList,
            field => $"`{field.Name}` holds one value; `add`, `remove` and `replace` are for multiple fields.",
            _ => "Write the value itself."
        ),
        new(
            (_, field, _) => field.Kind is ForeignType,
            field =>
                $"`{field.Name}` has the type `{field.Type}` of an application; LeadOps leaves such fields untouched.",
            _ => "Leave it out."
        ),
        new(
            (assignment, field, _) =>
                field.Kind is FileType
                && (
                    assignment.Edit is { Remove: not null } or { Replace: not null }
                    || (assignment.Value ?? assignment.Edit?.Add) is not { } value
                    || !IsUpload(value)
                ),
            field => $"`{field.Name}` is a file, and this is not one.",
            _ => "Write `{ file: scans/12.pdf }`, a list of them, `{ add: [{ file: … }] }`, or `null` to clear it."
        ),
        new(
            (assignment, field, _) => assignment.Value is SequenceValue && !field.IsList,
            field => $"`{field.Name}` holds one value, not a list.",
            _ => "Write a single value.",
            IsAboutValue: true
        ),
    ];

    private static bool IsUpload(ManifestValue value) =>
        value switch
        {
            NullValue => true,
            MappingValue { Entries: [var only] } => only.Key == "file",
            SequenceValue list => list.Items.All(IsUpload),
            _ => false,
        };

    public static Diagnostic? Broken(FieldAssignment assignment, FieldDefinition field, bool isFixture) =>
        All.FirstOrDefault(rule => rule.IsBroken(assignment, field, isFixture)) is { } rule
            ? new Diagnostic(
                rule.IsAboutValue ? assignment.Value!.At : assignment.At,
                rule.Message(field),
                rule.Remedy(field)
            )
            : null;
}
