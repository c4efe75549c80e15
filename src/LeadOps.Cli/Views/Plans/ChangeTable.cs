using System.Globalization;
using LeadOps.Plans;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>The table per change, the same in every format.</summary>
internal static class ChangeTable
{
    private const int Fields = 6;

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
                    Text(row.Leads),
                    string.Join(", ", row.Fields.Take(Fields))
                        + (row.Fields.Count > Fields ? $" and {Text(row.Fields.Count - Fields)} more" : ""),
                    Text(row.Count(LeadAction.Update)),
                    Text(row.Count(LeadAction.Create)),
                    Text(row.Count(LeadAction.Delete)),
                    Text(row.Count(LeadAction.Blocked)),
                    Text(row.Rejects),
                ]
        );

    public static void Write(TextWriter output, PlanByChange plan, int width, bool colour)
    {
        if (plan.Rows.Count == 0)
        {
            return;
        }

        var table = TextTable.Make([.. Heads.Select(head => (head, IsNumber(head)))]);
        foreach (var row in Rows(plan))
        {
            table.AddRow([.. row.Select(cell => new Spectre.Console.Text(cell))]);
        }

        TextTable.Write(output, table, width, colour);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
