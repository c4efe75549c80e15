using System.Text.RegularExpressions;

namespace LeadOps.Cli.Views;

/// <summary>A file's name in a command that is printed to be pasted.</summary>
internal static partial class ShellWord
{
    public static string Of(string text) =>
        Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\w./\\:@%+=,-]+$")]
    private static partial Regex Plain();
}
