using System.Text.RegularExpressions;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using Original = Scriban.Functions.RegexFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>`regex` in both modes: the time limit is for one match, so their number has one, too.</summary>
internal static class RegexFunctions
{
    private const int MostMatches = 100_000;

    public static ScriptArray Matches(TemplateContext context, string? text, string? pattern, string? options = null)
    {
        if (text?.Length > MostMatches && pattern is not null)
        {
            var found = 0;
            foreach (var _ in Regex.EnumerateMatches(text, pattern, Read(options), context.RegexTimeOut))
            {
                if (++found > MostMatches)
                {
                    throw new ScriptArgumentException(1, $"The pattern has more than {MostMatches} matches.");
                }
            }
        }

        return Original.Matches(context, text!, pattern!, options);
    }

    private static RegexOptions Read(string? letters) =>
        (letters ?? "").Aggregate(
            RegexOptions.None,
            (all, letter) =>
                all
                | letter switch
                {
                    'i' => RegexOptions.IgnoreCase,
                    'm' => RegexOptions.Multiline,
                    's' => RegexOptions.Singleline,
                    'x' => RegexOptions.IgnorePatternWhitespace,
                    _ => RegexOptions.None,
                }
        );
}
