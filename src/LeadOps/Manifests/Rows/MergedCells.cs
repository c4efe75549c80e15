using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Manifests.Rows;

/// <summary>The merged cells of a sheet (`B2:B4`), asked line by line. The first one of each holds the value.</summary>
internal sealed partial class MergedCells
{
    /// <summary>Merged cells never overlap, so a line has no more of them than a sheet has columns.</summary>
    private const int MaxPerLine = 16_384;

    private readonly Queue<Area> coming;
    private readonly List<Area> here = [];

    public MergedCells(IEnumerable<string> ranges) =>
        coming = new Queue<Area>(
            ranges
                .Select(range => Range().Match(range))
                .Where(match => match.Success)
                .Select(Area.Of)
                .OrderBy(area => area.Top)
        );

    /// <summary>The range that a cell is in; null when it stands alone or is the first one.</summary>
    public string? Of(string column, int line)
    {
        while (coming.TryPeek(out var next) && next.Top <= line)
        {
            here.Add(coming.Dequeue());
        }

        here.RemoveAll(area => area.Bottom < line);
        if (here.Count > MaxPerLine)
        {
            throw new InvalidDataException("its merged cells overlap");
        }

        var number = Number(column);
        return here.Find(area =>
            area.Left <= number && number <= area.Right && (area.Left, area.Top) != (number, line)
        )?.Name;
    }

    private static int Number(string column) => column.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1);

    [GeneratedRegex(@"^\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})\z")]
    private static partial Regex Range();

    private sealed record Area(string Name, int Left, int Top, int Right, int Bottom)
    {
        public static Area Of(Match match) =>
            new(
                match.Value,
                Number(match.Groups[1].Value),
                Line(match, 2),
                Number(match.Groups[3].Value),
                Line(match, 4)
            );

        private static int Line(Match match, int group) =>
            int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }
}
