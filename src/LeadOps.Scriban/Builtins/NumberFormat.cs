using System.Globalization;

namespace LeadOps.Scriban.Builtins;

/// <summary>.NET format strings, without those that would make a text of absurd length (`D999999999`).</summary>
internal static class NumberFormat
{
    private const int LongestPrecision = 10_000;

    /// <summary>Formats with the second argument; a bad one is a FormatException.</summary>
    public static string Apply(TemplateArguments a, IFormattable value)
    {
        var format = a.Text(1);
        var isStandard =
            format.Length > 1
            && char.IsAsciiLetter(format[0])
            && int.TryParse(format.AsSpan(1), NumberStyles.None, null, out var precision)
            && precision > LongestPrecision;
        return isStandard
            ? throw new FormatException($"The precision is more than the limit of {LongestPrecision}")
            : a.Context.Limits.Text(value.ToString(format, CultureInfo.InvariantCulture), a.Offset);
    }
}
