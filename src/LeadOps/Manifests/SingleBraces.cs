using System.Text.RegularExpressions;

namespace LeadOps.Manifests;

/// <summary>`{ lead.TITLE }`: a template whose braces were not doubled.</summary>
internal static partial class SingleBraces
{
    /// <summary>The first one outside of templates.</summary>
    public static string? In(string text) =>
        text.Contains('{', StringComparison.Ordinal)
        && Single().Match(Template().Replace(text, "")) is { Success: true } match
            ? match.Value
            : null;

    [GeneratedRegex(@"\{\{.*?(\}\}|\z)", RegexOptions.Singleline)]
    private static partial Regex Template();

    [GeneratedRegex(@"\{\s*(lead|row|vars|run|portal|env)\.\w+[^{}]*\}")]
    private static partial Regex Single();
}
