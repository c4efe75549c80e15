using System.Text.RegularExpressions;
using LeadOps.Cli;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What the pages name exists: commands, options, exit codes, linked files.</summary>
public sealed partial class DocsSpecs
{
    internal static readonly string Project = FindProject();

    private static IEnumerable<string> Pages =>
        Directory
            .EnumerateFiles(Path.Combine(Project, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Project, "README.md"))
            .Append(Path.Combine(Project, ".github", "CONTRIBUTING.md"))
            .Select(page => Path.GetRelativePath(Project, page));

    [TestCaseSource(nameof(Pages))]
    public void Every_linked_file_exists(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Project, page))!;
        var missing = Links()
            .Matches(Text(page))
            .Select(link => link.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(folder, link)));

        Assert.That(missing, Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public async Task Every_command_and_option_of_a_page_exists(string page)
    {
        await using var workspace = Workspace.Empty();
        var root = (await workspace.RunAsync("--help")).Output;
        var known = Words()
            .Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..])
            .Select(word => word.Groups[1].Value)
            .ToHashSet();
        var helps = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (verb, line) in CommandsOf(Text(page)))
        {
            if (verb == "help")
            {
                continue;
            }

            if (!known.Contains(verb))
            {
                wrong.Add($"no command `{verb}`: {line}");
                continue;
            }

            if (!helps.TryGetValue(verb, out var help))
            {
                helps[verb] = help = await HelpAsync(workspace, verb);
            }

            wrong.AddRange(
                Options()
                    .Matches(line)
                    .Select(option => option.Value)
                    .Where(option => !Regex.IsMatch(help, Regex.Escape(option) + @"(?![\w-])"))
                    .Where(option => !Regex.IsMatch(root, Regex.Escape(option) + @"(?![\w-])"))
                    .Select(option => $"no option `{option}`: {line}")
            );
        }

        Assert.That(string.Join(Environment.NewLine, wrong.Distinct()), Is.Empty);
    }

    [Test]
    public async Task README_names_every_command_and_every_exit_code()
    {
        await using var workspace = Workspace.Empty();
        var root = (await workspace.RunAsync("--help")).Output;
        var readme = Text("README.md");
        var commands = Words()
            .Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..])
            .Select(word => word.Groups[1].Value);
        var codes = typeof(ExitCodes)
            .GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue()!);

        Assert.That(commands.Where(command => !Regex.IsMatch(readme, $"`{command}( [a-z]+)?`")), Is.Empty, "commands");
        Assert.That(
            codes.Where(code => !readme.Contains($"| {code} |", StringComparison.Ordinal)),
            Is.Empty,
            "exit codes"
        );
    }

    /// <summary>With that of the commands below it.</summary>
    private static async Task<string> HelpAsync(Workspace workspace, string verb)
    {
        var help = (await workspace.RunAsync(verb, "--help")).Output;
        var start = help.IndexOf("Commands:", StringComparison.Ordinal);
        var below = start < 0 ? [] : Words().Matches(help[start..]).Select(word => word.Groups[1].Value).ToList();
        foreach (var word in below)
        {
            help += (await workspace.RunAsync(verb, word, "--help")).Output;
        }

        return help;
    }

    /// <summary>`leadops VERB …` in code, up to a pipe, a comment or the end of the span.</summary>
    private static IEnumerable<(string Verb, string Line)> CommandsOf(string text)
    {
        var blocks = Fences().Matches(text).SelectMany(block => block.Groups[1].Value.Split('\n'));
        var spans = Spans().Matches(Fences().Replace(text, "")).Select(span => span.Groups[1].Value);
        return from code in blocks.Concat(spans)
            from call in Calls().Matches(code)
            select (call.Groups[1].Value, call.Value.Trim());
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Project, page));

    private static string FindProject()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "LeadOps.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^  ([a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Options();

    [GeneratedRegex(@"^```\w*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"(?:^|[\s$({;&|])leadops ([a-z]+)[^|#;&>]*")]
    private static partial Regex Calls();
}
