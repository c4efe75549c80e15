namespace LeadOps.Fixtures;

/// <summary>Names as people write them in their e-mail address: Müller is mueller, Котова kotova.</summary>
internal static class Latin
{
    private const string Fallback = "lead";

    /// <summary>Letters with marks and, below each, the letter without.</summary>
    private const string Marked = "àáâãăąçćčďèéêëěęğìíîïłñńňòóôõőřšśșşťțùúûűůýÿžźż";
    private const string Plain = "aaaaaacccdeeeeeegiiiilnnnooooorssssttuuuuuyyzzz";

    private static readonly Dictionary<char, string> Spellings = new()
    {
        ['ä'] = "ae",
        ['ö'] = "oe",
        ['ü'] = "ue",
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['ø'] = "oe",
        ['å'] = "aa",
        ['đ'] = "d",
        ['ı'] = "i",
        ['а'] = "a",
        ['б'] = "b",
        ['в'] = "v",
        ['г'] = "g",
        ['д'] = "d",
        ['е'] = "e",
        ['ё'] = "e",
        ['ж'] = "zh",
        ['з'] = "z",
        ['и'] = "i",
        ['й'] = "y",
        ['к'] = "k",
        ['л'] = "l",
        ['м'] = "m",
        ['н'] = "n",
        ['о'] = "o",
        ['п'] = "p",
        ['р'] = "r",
        ['с'] = "s",
        ['т'] = "t",
        ['у'] = "u",
        ['ф'] = "f",
        ['х'] = "kh",
        ['ц'] = "ts",
        ['ч'] = "ch",
        ['ш'] = "sh",
        ['щ'] = "shch",
        ['ы'] = "y",
        ['э'] = "e",
        ['ю'] = "yu",
        ['я'] = "ya",
    };

    public static string Letters(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(Spelled).Where(letter => letter.Length > 0));
        return letters.Length > 0 ? letters : Fallback;
    }

    private static string Spelled(char letter) =>
        char.IsAsciiLetter(letter) ? letter.ToString()
        : Spellings.TryGetValue(letter, out var spelling) ? spelling
        : Marked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place ? Plain[place].ToString()
        : "";
}
