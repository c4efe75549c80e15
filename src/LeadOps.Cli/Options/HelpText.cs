using System.Text.RegularExpressions;

namespace LeadOps.Cli.Options;

/// <summary>The printed help, its one list of options parted in two.</summary>
internal static partial class HelpText
{
    private const string Heading = "Options:";

    /// <summary>
    /// A command's own options stay; those that all commands have come after them under a heading of their own.
    /// </summary>
    public static string WithSharedApart(string help, IReadOnlySet<string> shared)
    {
        var lines = help.ReplaceLineEndings("\n").Split('\n').ToList();
        var start = lines.IndexOf(Heading) + 1;
        if (start == 0)
        {
            return help;
        }

        var end = lines.FindIndex(start, line => line.Length == 0);
        var (own, others) = (new List<string>(), new List<string>());
        var list = own;
        foreach (var line in lines[start..end])
        {
            // A line without a name goes on with the option above it.
            list = Names().Match(line) is { Success: true } names
                ? names.Groups[1].Captures.Any(name => shared.Contains(name.Value))
                    ? others
                    : own
                : list;
            list.Add(line);
        }

        return string.Join(
            Environment.NewLine,
            lines[..(start - 1)]
                .Concat(own.Count > 0 ? [Heading, .. own, ""] : [])
                .Concat(others.Count > 0 ? ["Options of every command:", .. others] : [])
                .Concat(lines[end..])
        );
    }

    [GeneratedRegex(@"^  (?:(--?[\w?-]+)(?:, )?)+")]
    private static partial Regex Names();
}
