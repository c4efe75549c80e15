using System.Globalization;

namespace LeadOps.Scriban.Builtins;

/// <summary>
/// The order in which people sort: signs, digits, letters; then accents, then small letters before capitals. It is the same on
/// every machine, whatever globalization data it has.
/// </summary>
internal static class LinguisticOrder
{
    private const string Signs = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    private static readonly (string Base, string Accented)[] Letters =
    [
        ("a", "àáâãäåāăą"),
        ("c", "çćĉċč"),
        ("d", "ďđð"),
        ("e", "èéêëēĕėęě"),
        ("g", "ĝğġģ"),
        ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįı"),
        ("j", "ĵ"),
        ("k", "ķ"),
        ("l", "ĺļľŀł"),
        ("n", "ñńņňŉ"),
        ("o", "òóôõöøōŏő"),
        ("r", "ŕŗř"),
        ("s", "śŝşšș"),
        ("t", "ţťŧț"),
        ("u", "ùúûüũūŭůűų"),
        ("w", "ŵ"),
        ("y", "ýÿŷ"),
        ("z", "źżž"),
        ("и", "й"),
        ("е", "ё"),
        ("ss", "ß"),
        ("ae", "æ"),
        ("oe", "œ"),
    ];

    private static readonly Dictionary<char, (string Base, int Accent)> Folded = Letters
        .SelectMany(row => row.Accented.Select((letter, index) => (letter, row.Base, Accent: index + 1)))
        .ToDictionary(row => row.letter, row => (row.Base, row.Accent));

    public static int Compare(string left, string right)
    {
        var order = Compare(Keys(left), Keys(right));
        order = order != 0 ? order : Compare(Accents(left), Accents(right));
        return order != 0 ? order : -string.CompareOrdinal(left, right);
    }

    private static int Compare(IEnumerable<int> left, IEnumerable<int> right)
    {
        using var a = left.GetEnumerator();
        using var b = right.GetEnumerator();
        while (true)
        {
            var (more, others) = (a.MoveNext(), b.MoveNext());
            if (!more || !others)
            {
                return more.CompareTo(others);
            }

            if (a.Current != b.Current)
            {
                return a.Current.CompareTo(b.Current);
            }
        }
    }

    private static IEnumerable<int> Keys(string text)
    {
        foreach (var c in text)
        {
            var small = char.ToLowerInvariant(c);
            if (!Folded.TryGetValue(small, out var folded))
            {
                yield return Weight(small);
                continue;
            }

            foreach (var letter in folded.Base)
            {
                yield return Weight(letter);
            }
        }
    }

    private static int Weight(char c)
    {
        var sign = Signs.IndexOf(c, StringComparison.Ordinal);
        return sign >= 0 ? sign
            : char.IsLetter(c) ? 0x20000 + c
            : char.IsDigit(c) ? 0x10000 + (int)CharUnicodeInfo.GetNumericValue(c)
            : 0x1000 + (c >> 4);
    }

    private static IEnumerable<int> Accents(string text) =>
        text.Select(c => Folded.TryGetValue(char.ToLowerInvariant(c), out var folded) ? folded.Accent : 0);
}
