using System.Text.RegularExpressions;
using LeadOps.Scriban.Evaluation;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class RegexFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("escape", 1, 1, a => Regex.Escape(Needed(a, 0)), "pattern"),
        F("unescape", 1, 1, a => Guard(a, () => Regex.Unescape(Needed(a, 0))), "pattern"),
        F("match", 2, 3, a => Guard(a, () => Groups(Make(a, 2).Match(Needed(a, 0)))), "text", "pattern", "options"),
        F("matches", 2, 3, a => Guard(a, () => new ScriptArray(Make(a, 2).Matches(Needed(a, 0)).Select(Groups))), "text", "pattern", "options"),
        F("replace", 3, 4, a => Guard(a, () => a.Context.Limits.Text(Make(a, 3).Replace(Needed(a, 0), Needed(a, 2)), a.Offset)), "text", "pattern", "replace", "options"),
        F("split", 2, 3, a => Guard(a, () => new ScriptArray(Make(a, 2).Split(Needed(a, 0)))), "text", "pattern", "options"),
    ];

    private static string Needed(TemplateArguments a, int index) => a.TextOrNull(index) ?? throw a.Fail("an argument cannot be null");

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

    private static object? Guard(TemplateArguments a, Func<object?> work)
    {
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            throw a.Fail($"the pattern took longer than the limit of {a.Context.Options.RegexTimeout.TotalSeconds} s");
        }
        catch (ArgumentException problem)
        {
            throw a.Fail(problem.Message);
        }
    }

    private static ScriptArray Groups(Match match) =>
        match.Success ? new ScriptArray(match.Groups.Values.Select(group => (object?)group.Value)) : new ScriptArray();
}
