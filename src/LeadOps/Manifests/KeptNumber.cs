using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Manifests;

/// <summary>
/// A number only where nothing is lost: what would not be written the same way again (`0007`, `+7900…`, `219E01`,
/// more digits than any number holds) stays the text that it is.
/// </summary>
internal static partial class KeptNumber
{
    public static object Of(string text)
    {
        if (!Canonical().IsMatch(text) || text == "-0")
        {
            return text;
        }

        var invariant = CultureInfo.InvariantCulture;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var small) ? small
            : long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var large) ? large
            : decimal.TryParse(text, NumberStyles.Float, invariant, out var number)
            && number.ToString(invariant) == text
                ? number
            : text;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\z")]
    private static partial Regex Canonical();
}
