namespace LeadOps.Architecture.Tests;

/// <summary>
/// The formatter breaks code at 120 columns and leaves texts and comments alone. So widths and sizes are pinned here:
/// nothing hides behind the right edge, and a file that has two ideas is split.
/// </summary>
public sealed class SourceTests
{
    private static readonly string[] Generated = ["bin", "obj"];

    [TestCase("src", 120)]
    [TestCase("tests", 150)]
    public void No_line_is_wider(string folder, int most)
    {
        var wide =
            from file in Files(folder)
            from line in File.ReadLines(file).Index()
            where line.Item.Length > most
            select $"{file}:{line.Index + 1} has {line.Item.Length} columns";

        Assert.That(string.Join(Environment.NewLine, wide), Is.Empty);
    }

    [TestCase("src", 180, 280)]
    [TestCase("tests", 240, 320)]
    public void Nine_files_in_ten_are_short_and_none_is_long(string folder, int usual, int most)
    {
        var lengths = Files(folder).Select(file => (Lines: File.ReadLines(file).Count(), file)).Order().ToList();

        Assert.That(lengths[lengths.Count * 9 / 10].Lines, Is.LessThanOrEqualTo(usual));
        Assert.That(lengths[^1].Lines, Is.LessThanOrEqualTo(most), lengths[^1].file);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(Generated.Contains));

    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "LeadOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
