namespace LeadOps.Fields;

/// <summary>
/// Edits of plain lists: values are found whatever their spelling, and what no edit names stays as it is.
/// </summary>
internal static class ListEditor
{
    public static FieldValue Edit(
        FieldDefinition field,
        FieldValue before,
        FieldValue add,
        IReadOnlyList<string> remove,
        IReadOnlyList<(string Old, string New)> replace
    )
    {
        bool Equal(string a, string b) => field.Kind.Same(a, b) || field.Kind.Key(a) == field.Kind.Key(b);
        string? Next(string item) => replace.FirstOrDefault(pair => Equal(item, pair.Old)).New;
        var kept = Items(before).Where(item => !remove.Any(other => Equal(item, other))).ToList();
        var untouched = kept.Where(item => Next(item) is null).ToList();
        var result = new List<string>();
        foreach (var item in kept)
        {
            // The new value may be there already.
            if (Next(item) is not { } next)
            {
                result.Add(item);
            }
            else if (!untouched.Concat(result).Any(other => Equal(other, next)))
            {
                result.Add(next);
            }
        }

        result.AddRange(Items(add).Where(item => !result.Exists(known => Equal(known, item))));
        return result.Count == 0 ? FieldValue.Empty : new ListValue(result);
    }

    private static IReadOnlyList<string> Items(FieldValue value) => value is ListValue list ? list.Items : [];
}
