using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Manifests;
using LeadOps.Manifests.Rows;

namespace LeadOps.Planning.Spreadsheets;

/// <summary>
/// A cell that holds what a spreadsheet program makes of the portal's value is rarely meant. A plan tells it by column.
/// </summary>
internal static class SpreadsheetNotes
{
    private static readonly HashSet<string> Tables = [".csv", ".tsv", ".xlsx"];

    public static string? Of(FieldDefinition field, FieldValue before, PlannedValue planned)
    {
        if (planned.Row is not { } row || !Tables.Contains(Path.GetExtension(row.At.File).ToLowerInvariant()))
        {
            return null;
        }

        var columns = planned
            .Assignment.Templates.SelectMany(template => template.Reads)
            .Where(read => read.Root == "row" && read.Member is not null)
            .Select(read => read.Member!)
            .Distinct(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (IsTimeCut(field, before, planned.Value))
            {
                return Note(field, column, row, "lost seconds or times", "give the column a format that shows them");
            }

            if (CellOf(row, column) is { } cell && LossOf(field, before, cell) is { } loss)
            {
                return Note(field, column, row, loss.What, loss.Remedy);
            }
        }

        return null;
    }

    private static string Note(FieldDefinition field, string column, Row row, string what, string remedy) =>
        $"{field.Name}: the column `{column}` of {Path.GetFileName(row.At.File)} {what}, "
        + $"as when a spreadsheet saves it; {remedy}";

    /// <summary>As it stands in the file, whatever its column is typed.</summary>
    private static string? CellOf(Row row, string column) =>
        CellTypes.Text((row.Written ?? row.Values).GetValueOrDefault(column));

    private static SpreadsheetLoss? LossOf(FieldDefinition field, FieldValue before, string cell) =>
        TextsOf(field, before).Select(text => SpreadsheetLoss.Of(text, cell)).FirstOrDefault(loss => loss is not null);

    /// <summary>Values of other types are equal in whatever form they are written.</summary>
    private static IEnumerable<string> TextsOf(FieldDefinition field, FieldValue before) =>
        before switch
        {
            MultifieldValue several => several.Items.Select(item => item.Value),
            TextValue text when field.Kind is TextType => [text.Text],
            ListValue list when field.Kind is TextType => list.Items,
            _ => [],
        };

    private static bool IsTimeCut(FieldDefinition field, FieldValue before, FieldValue after) =>
        (before, after) is (TextValue was, TextValue now)
        && (field.Kind.ToTemplate(was.Text), field.Kind.ToTemplate(now.Text))
            is (DateTimeOffset whole, DateTimeOffset cut)
        && LostDates.IsTimeCut(whole, cut);
}
