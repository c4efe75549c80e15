using System.Text.RegularExpressions;

namespace LeadOps.Manifests;

/// <summary>`row.name`: code without any braces, which would be written letter by letter.</summary>
internal static partial class BareCode
{
    public static bool Is(string text) => Reads().IsMatch(text);

    [GeneratedRegex(@"^(lead\.[A-Z][A-Z0-9_]*|(row|vars)\.[\p{L}_][\p{L}0-9_]*|row\['[^']*'\])\z")]
    private static partial Regex Reads();
}
