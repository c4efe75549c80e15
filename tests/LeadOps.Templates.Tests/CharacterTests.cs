namespace LeadOps.Templates.Tests;

/// <summary>Text is cut between characters: no half of an emoji, a flag or a family reaches the portal.</summary>
internal sealed class CharacterTests
{
    private const string Family = "\U0001F468‍\U0001F469‍\U0001F467";
    private const string Flag = "\U0001F1E9\U0001F1EA";
    private const string Accent = "é";

    private static readonly string[] Texts =
    [
        $"a{Family}b{Flag}c{Accent}d",
        Family,
        Flag + Flag,
        Accent + Accent,
        "\r\nx",
    ];

    private static IEnumerable<string> Cuts =>
        from text in Texts
        from at in Enumerable.Range(0, text.Length + 2)
        from cut in new[]
        {
            $"string.slice {at}",
            $"string.slice 0 {at}",
            $"string.slice (-{at})",
            $"string.slice {at} 1",
            $"string.slice1 {at}",
            $"string.truncate {at}",
            $"string.truncate {at} ''",
            $"string.truncatewords {at}",
            $"string.pad_left {at}",
            $"string.pad_right {at}",
        }
        select $"{{{{ '{text}' | {cut} }}}}";

    [Test]
    public void No_cut_leaves_part_of_a_character()
    {
        var whole = Texts.SelectMany(Elements).Concat([" ", "."]).ToHashSet();

        var wrong = Cuts.Select(cut => (cut, made: Strictly.Render(cut)))
            .Where(one => !Elements(one.made).All(whole.Contains))
            .Select(one => $"{one.cut} gives `{one.made}`")
            .ToList();

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Both_parts_of_a_cut_text_make_the_whole()
    {
        foreach (var text in Texts)
        {
            for (var at = 0; at <= text.Length; at++)
            {
                var made = Strictly.Render(
                    $"{{{{ s = '{text}'; s | string.slice 0 {at} }}}}{{{{ s | string.slice {at} }}}}"
                );

                Assert.That(made, Is.EqualTo(text), $"cut at {at}");
            }
        }
    }

    [TestCase("{{ s = '" + Flag + "x'; s[0] }}", Flag)]
    [TestCase(
        "{{ s = '" + Flag + "x'; s[1] }}",
        Flag,
        Description = "an index within a character means that character"
    )]
    [TestCase("{{ s = '" + Flag + "x'; s[-1] }}", "x")]
    [TestCase("{{ for c in '" + Flag + "ab'; c; '|'; end }}", Flag + "|a|b|")]
    [TestCase("{{ '" + Flag + "ab' | array.first }}", Flag)]
    [TestCase("{{ '" + Flag + "ab' | array.reverse | array.join '' }}", "ba" + Flag)]
    public void A_text_consists_of_characters(string template, string wanted) =>
        Assert.That(Strictly.Render(template), Is.EqualTo(wanted));

    [TestCase("{{ '\\uD83D' }}")]
    [TestCase("x{{ '\\uD83D' }}")]
    [TestCase("{{ '\U0001F600' | regex.replace '.$' '' }}")]
    [TestCase("{{ ['\\uD83D'] }}")]
    [TestCase("{{ {a: ['\\uD83D']} }}")]
    [TestCase("{{ '\U0001F600' | regex.split '' }}")]
    public void A_text_with_half_a_character_is_an_error(string template)
    {
        var problem = Assert.Throws<TemplateException>(() => Strictly.Value(template));

        Assert.That(problem!.Message, Does.Contain("half of a character"));
    }

    private static IEnumerable<string> Elements(string text)
    {
        var all = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (all.MoveNext())
        {
            yield return all.GetTextElement();
        }
    }
}
