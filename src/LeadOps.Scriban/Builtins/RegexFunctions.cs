using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Scriban.Evaluation;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class RegexFunctions
{
    /// <summary>Time counts as work, so that many slow patterns run into the limit together.</summary>
    private const double WorkPerSecond = 40_000_000;

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("escape", 1, 1, a => Regex.Escape(Needed(a, 0)), "pattern"),
        F("unescape", 1, 1, a => Guard(a, () => Regex.Unescape(Needed(a, 0))), "pattern"),
        F("match", 2, 3, a => Guard(a, () => Groups(Make(a, 2).Match(Needed(a, 0)))), "text", "pattern", "options"),
        F("matches", 2, 3, a => Guard(a, () => Matches(a)), "text", "pattern", "options"),
        F("replace", 3, 4, a => Guard(a, () => Replace(a)), "text", "pattern", "replace", "options"),
        F(
            "split",
            2,
            3,
            a => Guard(a, () => new ScriptArray(Make(a, 2).Split(Needed(a, 0)))),
            "text",
            "pattern",
            "options"
        ),
    ];

    private static string Needed(TemplateArguments a, int index) =>
        a.TextOrNull(index) ?? throw a.Fail("an argument cannot be null");

    private static Regex Make(TemplateArguments a, int optionsIndex)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var letter in a.Text(optionsIndex))
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        return new Regex(Needed(a, 1), options, a.Context.Options.RegexTimeout);
    }

    private static ScriptArray Matches(TemplateArguments a)
    {
        var found = new ScriptArray();
        for (var match = Make(a, 2).Match(Needed(a, 0)); match.Success; match = match.NextMatch())
        {
            a.Context.Limits.ArrayLength(found.Count, a.Offset);
            a.Context.Limits.Spend(match.Length + (50 * match.Groups.Count), a.Offset);
            found.Items.Add(Groups(match));
        }

        return found;
    }

    private static string Replace(TemplateArguments a)
    {
        var (text, by) = (Needed(a, 0), Needed(a, 2));
        var (made, from) = (new StringBuilder(), 0);
        for (var match = Make(a, 3).Match(text); match.Success; match = match.NextMatch())
        {
            made.Append(text, from, match.Index - from).Append(match.Result(by));
            from = match.Index + match.Length;
            a.Context.Limits.EnsureTextFits(made.Length, a.Offset);
        }

        return a.Context.Limits.Text(made.Append(text, from, text.Length - from).ToString(), a.Offset);
    }

    private static object? Guard(TemplateArguments a, Func<object?> work)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            throw a.Fail(
                $"the pattern took longer than the limit RegexTimeout of {a.Context.Options.RegexTimeout.TotalSeconds} s"
            );
        }
        catch (ArgumentException problem)
        {
            throw a.Fail(problem.Message);
        }
        finally
        {
            a.Context.Limits.Spend((long)(Stopwatch.GetElapsedTime(started).TotalSeconds * WorkPerSecond), a.Offset);
        }
    }

    private static ScriptArray Groups(Match match) =>
        match.Success ? new ScriptArray(match.Groups.Values.Select(group => (object?)group.Value)) : new ScriptArray();
}
