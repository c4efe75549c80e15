using LeadOps.Plans;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>The table per change, the same in every format.</summary>
internal static class ChangeTable
{
    private const int Fields = 6;
    public const int FieldsColumn = 2;

    private const int Indent = 2;

    public static readonly IReadOnlyList<string> Heads =
    [
        "change",
        "leads",
        "fields",
        "update",
        "create",
        "delete",
        "blocked",
        "rejects",
    ];

    public static bool IsNumber(string head) => head is not ("change" or "fields");

    /// <summary>Rows of texts, as many as <see cref="Heads"/>.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(PlanByChange plan) =>
        plan.Rows.Select(row =>
            (IReadOnlyList<string>)
                [
                    row.Name.Length > 0 ? row.Name : "-",
                    Counted.Number(row.Leads),
                    string.Join(", ", row.Fields.Take(Fields))
                        + (row.Fields.Count > Fields ? $" and {Counted.Number(row.Fields.Count - Fields)} more" : ""),
                    Counted.Number(row.Count(LeadAction.Update)),
                    Counted.Number(row.Count(LeadAction.Create)),
                    Counted.Number(row.Count(LeadAction.Delete)),
                    Counted.Number(row.Count(LeadAction.Blocked)),
                    Counted.Number(row.Rejects),
                ]
        );

    public static void Write(TextWriter output, PlanByChange plan, int width, bool colour)
    {
        if (plan.Rows.Count > 0)
        {
            Write(output, [.. Rows(plan)], width, colour);
        }
    }

    public static void Write(TextWriter output, IReadOnlyList<IReadOnlyList<string>> rows, int width, bool colour)
    {
        var hasRoom = HasRoom(rows, width - Indent);
        var columns = Enumerable.Range(0, Heads.Count).Where(column => hasRoom || column != FieldsColumn).ToList();
        var table = TextTable.Make([.. columns.Select(column => (Heads[column], IsNumber(Heads[column])))]);
        foreach (var row in rows)
        {
            table.AddRow([.. columns.Select(column => new Spectre.Console.Text(row[column]))]);
        }

        TextTable.Write(output, table, width, colour);
        if (!hasRoom)
        {
            rows.Where(row => row[FieldsColumn].Length > 0)
                .SelectMany(row => Wrapped.Lines($"  {row[0]} writes {row[FieldsColumn]}", width))
                .ToList()
                .ForEach(output.WriteLine);
        }
    }

    /// <summary>A field's name is a word and is not cut; without room for it the fields stand below.</summary>
    private static bool HasRoom(IReadOnlyList<IReadOnlyList<string>> rows, int width) =>
        TextTable.WidthOf([
            Heads,
            .. rows.Select(row =>
                row.Select((cell, column) => column == FieldsColumn ? LongestWord(cell) : cell).ToList()
            ),
        ]) <= width;

    private static string LongestWord(string text) => text.Split(' ').MaxBy(word => word.Length) ?? "";
}
