using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Planning;

/// <summary>
/// The value that a manifest wants for a field of one lead: its template evaluated, blanks refused, converted by the
/// field's type.
/// </summary>
internal sealed class WantedValues(CancellationToken cancellationToken)
{
    public FieldValue Of(
        FieldDefinition field,
        FieldValue current,
        FieldAssignment assignment,
        AppliedChange change,
        TemplateScope scope
    )
    {
        var mayClear = change.Change.Clears(field.Name);
        var resolved = Resolved(assignment.Value!, scope, mayClear);
        var isEmptyList = resolved is not string and IReadOnlyList<object?> { Count: 0 };
        var isBlank = resolved is null or "" || isEmptyList;
        if (current.IsEmpty && (isEmptyList || (isBlank && mayClear)))
        {
            return current;
        }

        if (isBlank)
        {
            CheckClearing(field, assignment.Value!, change, mayClear);
        }

        if (field.Form == ValueForm.Files && !isBlank)
        {
            return UploadFiles.Wanted(field, current, resolved, false, change.Manifest.File, assignment.Value!.At);
        }

        var value = Converted(field, resolved, assignment.Value!.At, change);
        return field.IsMultifield ? MultifieldEditor.Exactly(field.Name, current, value) : value;
    }

    private object? Resolved(ManifestValue value, TemplateScope scope, bool mayClear)
    {
        var resolved = value.Resolve(scope, cancellationToken);
        if (mayClear && resolved is IReadOnlyList<object?> list)
        {
            return list.Where(item => !FieldValues.IsBlank(item)).ToList();
        }

        return value is ScalarValue { Template: not null } && FieldValues.IsBlank(resolved) ? null : resolved;
    }

    private static void CheckClearing(FieldDefinition field, ManifestValue value, AppliedChange change, bool mayClear)
    {
        if (value is ScalarValue && !mayClear)
        {
            throw new InvalidInputException(
                value.At,
                $"The template gives an empty value for `{field.Name}`{RowOf(change.Row)}, which would wipe it.",
                $"Give a default with `| object.default '…'`, or allow it with `mayClear: [{field.Name}]`."
            );
        }

        if (!field.CanClear)
        {
            throw new InvalidInputException(
                value.At,
                $"`{field.Name}` has no empty state and cannot be cleared.",
                "Set a value."
            );
        }
    }

    public static string RowOf(Row? of) => of is { } row ? $" (row {row.At})" : "";

    public static FieldValue Converted(
        FieldDefinition field,
        object? wanted,
        SourceSpan at,
        AppliedChange? change = null
    )
    {
        var (value, problem) = FieldValues.Convert(field, wanted);
        return problem is null
            ? value!
            : throw new InvalidInputException(
                at,
                problem + ".",
                $"The field is `{field.Name}` ({field.Type}){(change is null ? "" : RowOf(change.Row))}."
            );
    }
}
