using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using YamlDotNet.Core;

namespace LeadOps.Manifests.Yaml;

/// <summary>What the parser says about broken YAML, with the place where a person would look.</summary>
internal static partial class YamlMistake
{
    public const string Quote = "Quote the whole value: `\"{{ … }}\"`.";

    public static Diagnostic Of(string file, string text, YamlException problem)
    {
        var (line, column) = ((int)Math.Max(1, problem.Start.Line), (int)Math.Max(1, problem.Start.Column));
        if (IsAboutTabs(problem) && TabOf(text, line) is { } tab)
        {
            return new Diagnostic(
                new SourceSpan(file, tab.Line, tab.Column),
                "A tab indents this line; YAML takes blanks only.",
                "Replace the tab by blanks."
            );
        }

        var slip = SlipOf(text, line, column, problem);
        return new Diagnostic(
            new SourceSpan(file, line, column),
            $"The YAML is broken: {slip?.What ?? Explain(problem)}",
            HasBareTemplate(text, line)
                ? Quote
                : slip?.Remedy ?? "Check quotes, brackets and indentation near this place."
        );
    }

    private static (string What, string Remedy)? SlipOf(string text, int line, int column, YamlException problem)
    {
        var content = text.Split('\n').ElementAtOrDefault(line - 1) ?? "";
        var at = Math.Min(column - 1, content.Length);
        return YamlSlips.Of(Explain(problem), content[..at], content[at..]);
    }

    private static string Explain(YamlException problem)
    {
        var message = problem.InnerException?.Message ?? problem.Message;
        var colon = message.IndexOf("): ", StringComparison.Ordinal);
        return (colon > 0 ? message[(colon + 3)..] : message).TrimEnd('.') + ".";
    }

    private static bool HasBareTemplate(string text, int line) =>
        text.Split('\n').ElementAtOrDefault(line - 1) is { } broken
        && (broken.Contains(": {{", StringComparison.Ordinal) || broken.Contains("- {{", StringComparison.Ordinal));

    /// <summary>The parser often has no place for them, or takes them for something else.</summary>
    private static bool IsAboutTabs(YamlException problem) =>
        problem.Start.Line <= 1
        || problem.Message.Contains("tab", StringComparison.OrdinalIgnoreCase)
        || problem.Message.Contains("cannot start any token", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first tab that indents this line or one below it.</summary>
    private static (int Line, int Column)? TabOf(string text, int line)
    {
        foreach (var (index, content) in text.Split('\n').Index())
        {
            if (index + 1 >= line && Tab().Match(content) is { Success: true } tab)
            {
                return (index + 1, tab.Length);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^ *(- *)*\t")]
    private static partial Regex Tab();
}
