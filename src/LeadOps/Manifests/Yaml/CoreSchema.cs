using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Manifests.Yaml;

/// <summary>
/// YAML 1.2's core schema: what a plain scalar is when nothing else says so. `yes`, `on` and `012` stay what they
/// look like.
/// </summary>
internal static partial class CoreSchema
{
    public static object? Resolve(YamlScalar scalar)
    {
        if (scalar.Form != ScalarForm.Plain)
        {
            return scalar.Text;
        }

        return scalar.Text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            var text => Number(text) ?? text,
        };
    }

    /// <summary>Typed as above, but a number that would lose its spelling stays text; for rows and `vars`.</summary>
    public static object? Keep(YamlScalar scalar) =>
        Resolve(scalar) is var value && value is int or long or decimal ? KeptNumber.Of(scalar.Text) : value;

    private static object? Number(string text)
    {
        if (Octal().IsMatch(text))
        {
            return Convert.ToInt64(text[2..], 8);
        }

        if (Hex().IsMatch(text))
        {
            return Convert.ToInt64(text[2..], 16);
        }

        if (Integer().IsMatch(text))
        {
            return long.TryParse(text, CultureInfo.InvariantCulture, out var whole)
                ? whole is >= int.MinValue and <= int.MaxValue
                    ? (object)(int)whole
                    : whole
                : null;
        }

        return
            Real().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex("^0o[0-7]{1,20}$")]
    private static partial Regex Octal();

    [GeneratedRegex("^0x[0-9a-fA-F]{1,15}$")]
    private static partial Regex Hex();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
