using System.Text.RegularExpressions;
using LeadOps.Fields;
using LeadOps.Fields.Types;

namespace LeadOps.Manifests;

/// <summary>
/// The operators that look into texts, without case. Of stages, sources, list items and users they look at the
/// titles.
/// </summary>
internal static class TextPattern
{
    private const int Shown = 12;

    private const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|.)";

    private static readonly Dictionary<ConditionOperator, Func<string, string, bool>> Table = new()
    {
        [ConditionOperator.Contains] = (text, part) => text.Contains(part, StringComparison.OrdinalIgnoreCase),
        [ConditionOperator.StartsWith] = (text, part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase),
        [ConditionOperator.EndsWith] = (text, part) => text.EndsWith(part, StringComparison.OrdinalIgnoreCase),
        [ConditionOperator.Like] = IsLike,
    };

    public static bool Has(ConditionOperator op) => Table.ContainsKey(op);

    public static bool Matches(ConditionOperator op, string text, string pattern) => Table[op](text, pattern);

    /// <summary>
    /// The values of a field whose titles match; a problem when there are none. Null for fields that hold plain text.
    /// </summary>
    public static (IReadOnlyList<string>? Ids, string? Problem)? Choices(
        FieldDefinition field,
        ConditionOperator op,
        string pattern
    )
    {
        if (field.Kind is not ChoiceType kind)
        {
            return HasNoText(field) is { } why ? (null, why) : null;
        }

        if (field.Choices.Count == 0)
        {
            return kind is UserType
                ? (
                    null,
                    "looks for a part of a name, and this credential may not read users. "
                        + "Give it the scope `user_basic`, or write ids"
                )
                : null;
        }

        var ids = field
            .Choices.Where(choice => kind.NamesOf(choice).Any(name => Table[op](name, pattern)))
            .Select(choice => choice.Id)
            .ToList();
        return ids.Count > 0
            ? (ids, null)
            : (null, $"is not part of any title of `{field.Name}`. There are: {Titles(field)}");
    }

    /// <summary>What would be compared is a flag or the number of a record, which nobody means.</summary>
    private static string? HasNoText(FieldDefinition field) =>
        field.Kind switch
        {
            FlagType => $"looks for a part of a text, and `{field.Name}` is yes or no. Write `{field.Name}: true`",
            LinkType => $"looks for a part of a text, and `{field.Name}` holds the id of a record. "
                + "Compare with the whole id, title or e-mail",
            _ => null,
        };

    private static string Titles(FieldDefinition field) =>
        string.Join(", ", field.Choices.Take(Shown).Select(choice => choice.Title))
        + (field.Choices.Count > Shown ? ", …" : "");

    /// <summary>`%` stands for any text and `_` for one character, as in SQL.</summary>
    private static bool IsLike(string text, string pattern) =>
        Regex.IsMatch(
            text,
            @"\A"
                + Regex
                    .Escape(pattern)
                    .Replace("_", AnyCharacter, StringComparison.Ordinal)
                    .Replace("%", ".*", StringComparison.Ordinal)
                + @"\z",
            RegexOptions.Singleline
                | RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
                | RegexOptions.NonBacktracking
        );
}
