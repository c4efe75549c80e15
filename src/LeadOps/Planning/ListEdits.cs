using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Planning;

/// <summary>`add`, `remove` and `replace` on the list that a lead holds.</summary>
internal sealed class ListEdits(CancellationToken cancellationToken)
{
    public FieldValue Of(
        FieldDefinition field,
        FieldValue current,
        ListEdit edit,
        AppliedChange change,
        TemplateScope scope
    )
    {
        if (field.Form == ValueForm.Files)
        {
            var added = edit.Add!.Resolve(scope, cancellationToken);
            return UploadFiles.Wanted(field, current, added, true, change.Manifest.File, edit.Add.At);
        }

        var add = edit.Add is null
            ? FieldValue.Empty
            : WantedValues.Converted(field, Filled(field, edit.Add, "add", change, scope), edit.Add.At, change);
        var remove = edit.Remove is null
            ? []
            : Texts(field, Filled(field, edit.Remove, "remove", change, scope), edit.Remove.At);
        var replace = (
            edit.Replace?.Resolve(scope, cancellationToken) as IReadOnlyDictionary<string, object?>
            ?? new Dictionary<string, object?>()
        )
            .Select(pair => (pair.Key, Text(field, pair.Value, edit.Replace!.At)))
            .ToList();
        if (field.IsMultifield)
        {
            replace.ForEach(pair => WantedValues.Converted(field, pair.Item2, edit.Replace!.At, change));
            return MultifieldEditor.Edit(field.Name, current, add, remove, replace);
        }

        string Id(string text, SourceSpan at) => ((ListValue)WantedValues.Converted(field, text, at, change)).Items[0];
        var removed = remove.Select(text => Id(text, edit.Remove!.At)).ToList();
        var replaced = replace
            .Select(pair => (Old: Id(pair.Key, edit.Replace!.At), New: Id(pair.Item2, edit.Replace.At)))
            .ToList();
        return ListEditor.Edit(field, current, add, removed, replaced);
    }

    private object Filled(
        FieldDefinition field,
        ManifestValue value,
        string part,
        AppliedChange change,
        TemplateScope scope
    )
    {
        var resolved = value.Resolve(scope, cancellationToken);
        return FieldValues.IsBlank(resolved)
            ? throw new InvalidInputException(
                value.At,
                $"`{part}` of `{field.Name}` is empty{WantedValues.RowOf(change.Row)}.",
                "Give it a value, or leave these leads out with `when`."
            )
            : resolved!;
    }

    private static List<string> Texts(FieldDefinition field, object value, SourceSpan at) =>
        value is IReadOnlyList<object?> list
            ? [.. list.Select(item => Text(field, item, at))]
            : [Text(field, value, at)];

    private static string Text(FieldDefinition field, object? value, SourceSpan at)
    {
        if (
            !FieldValues.IsBlank(value) && value is not (IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>)
        )
        {
            return Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        }

        var (message, remedy) = FieldValues.EditProblem(field);
        throw new InvalidInputException(at, message, remedy);
    }
}
