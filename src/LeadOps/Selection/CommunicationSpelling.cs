using LeadOps.Fields.Multifields;

namespace LeadOps.Selection;

/// <summary>How one phone or e-mail may be written.</summary>
internal static class CommunicationSpelling
{
    private const int LeastDigits = 7;

    /// <summary>What is asked for, so that every spelling is found.</summary>
    /// <param name="anyIsFound">The portal's search finds a number or address in any spelling; only `00` is part of
    /// the number.</param>
    public static IEnumerable<string> All(string type, string value, bool anyIsFound)
    {
        if (type != "PHONE")
        {
            return anyIsFound ? [value.Trim()] : [value, value.ToLowerInvariant()];
        }

        var digits = MultifieldEditor.Key(type, value);
        return anyIsFound ? [digits, "00" + digits] : [value, digits, "+" + digits, "00" + digits];
    }

    /// <summary>
    /// The same value with other characters or in other letters; null when there is none that all portals should find.
    /// </summary>
    public static string? Another(string type, string stored)
    {
        if (type != "PHONE")
        {
            var upper = stored.ToUpperInvariant();
            var lower = stored.ToLowerInvariant();
            return upper == lower ? null
                : stored == upper ? lower
                : upper;
        }

        var digits = MultifieldEditor.Key(type, stored);
        return
            digits.Length < LeastDigits
            || PhoneText.MayHaveExtension(stored)
            || stored.Count(char.IsAsciiDigit) != digits.Length
            ? null
            : $"{(stored.Contains('+') ? "" : "+")}{digits[..2]} ({digits[2..4]}) {digits[4..]}";
    }
}
