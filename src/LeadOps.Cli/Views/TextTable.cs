using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>Tables in columns without lines, so that they read the same in a terminal, a log and a mail.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    /// <summary>Of a table whose cells have a line each.</summary>
    public static int WidthOf(IReadOnlyList<IReadOnlyList<string>> rows) =>
        Enumerable.Range(0, rows[0].Count).Sum(column => rows.Max(row => row[column].GetCellWidth()) + Gap) - Gap;

    public static Table Make(IReadOnlyList<(string Head, bool IsNumber)> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var (head, isNumber) in columns)
        {
            var column = new TableColumn(new Markup($"[bold]{Markup.Escape(head)}[/]"))
            {
                Padding = new Padding(0, 0, Gap, 0),
            };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Lines without blanks at their ends.</summary>
    public static void Write(TextWriter output, Table table, int width, bool colour, string indent = "  ")
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Math.Max(40, width - indent.Length);
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            output.WriteLine(indent + line);
        }
    }
}
