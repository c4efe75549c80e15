using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Cli.Options;

/// <summary>A condition as it is typed behind `--where` → a member of a manifest's `where`.</summary>
internal static partial class ConditionText
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["!="] = "not",
        [">="] = "gte",
        ["<="] = "lte",
        [">"] = "gt",
        ["<"] = "lt",
        ["~"] = "contains",
    };

    public static string Yaml(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            throw new LeadOpsException(Failure.Invalid, $"`--where {text}` has several lines. Write it on one.");
        }

        if (Compared().Match(text) is { Success: true } match)
        {
            var (field, sign, value) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim());
            return sign is "=" or "!=" && value.Length == 0 ? $"{field}: {{empty: {(sign == "=" ? "true" : "false")}}}"
                : sign == "=" ? $"{field}: {Written(value)}"
                : sign == "!=" && value.StartsWith('[') ? $"{field}: {{notIn: {value}}}"
                : $"{field}: {{{Operators[sign]}: {Quoted(value)}}}";
        }

        var trimmed = text.Trim();
        return trimmed is ['{', .., '}'] ? trimmed[1..^1] : trimmed;
    }

    /// <summary>A list or operators are YAML; anything else is the value as it stands.</summary>
    private static string Written(string value) => value[0] is '[' or '{' ? value : Quoted(value);

    public static string Quoted(string text) => PlainJson.Text(text, Views.Json.Compact);

    [GeneratedRegex(@"^\s*([\p{L}][\p{L}0-9_ -]*?)\s*(!=|>=|<=|=|>|<|~)(.*)$", RegexOptions.Singleline)]
    private static partial Regex Compared();
}
