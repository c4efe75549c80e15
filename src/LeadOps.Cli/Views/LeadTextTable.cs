using System.Globalization;

namespace LeadOps.Cli.Views;

/// <summary>
/// Leads below each other as they come. The first ones decide how wide the columns are; where the terminal has no room
/// for them, every lead has some lines with what it holds.
/// </summary>
internal sealed class LeadTextTable(TextWriter output, IReadOnlyList<string> names, int width)
{
    private const int Measured = 200;
    private const int Gap = 2;

    private readonly List<IReadOnlyList<string>> first = [];
    private int[]? widths;

    public void Add(IReadOnlyList<string> cells)
    {
        if (widths is not null)
        {
            Write(cells);
            return;
        }

        first.Add(cells);
        if (first.Count == Measured)
        {
            WriteFirst();
        }
    }

    public void End()
    {
        if (widths is not null)
        {
            return;
        }

        if (first.Count == 0)
        {
            output.WriteLine("No leads.");
            return;
        }

        WriteFirst();
    }

    private bool HasRoom => widths!.Sum() + (Gap * (widths!.Length - 1)) <= width;

    private void WriteFirst()
    {
        widths = [.. names.Select((name, i) => Math.Max(name.Length, first.Max(row => Signs(row[i]))))];
        if (HasRoom)
        {
            Write(names);
        }

        first.ForEach(Write);
    }

    private void Write(IReadOnlyList<string> cells)
    {
        if (HasRoom)
        {
            var row = cells.Select((cell, i) => cell + new string(' ', Math.Max(0, widths![i] - Signs(cell))));
            output.WriteLine(string.Join(new string(' ', Gap), row).TrimEnd());
            return;
        }

        var held = names.Zip(cells).Where(cell => cell.Second.Length > 0).ToList();
        output.WriteLine($"{held[0].First} {held[0].Second}");
        foreach (var (name, cell) in held.Skip(1))
        {
            Wrapped.Lines($"    {name} {cell}", width).ToList().ForEach(output.WriteLine);
        }
    }

    private static int Signs(string text) => new StringInfo(text).LengthInTextElements;
}
