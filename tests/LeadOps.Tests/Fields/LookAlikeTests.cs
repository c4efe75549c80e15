using LeadOps.Fields;

namespace LeadOps.Tests.Fields;

/// <summary>The two sides of a planned change never print alike.</summary>
internal sealed class LookAlikeTests
{
    [TestCase("a\r\nb", "a\nb", "a[carriage return]\nb", "a\nb")]
    [TestCase("a\rb", "a\nb", "a[carriage return]b", "a\nb")]
    [TestCase("A ", "A", "A[blank]", "A")]
    [TestCase("A\n", "A", "A[line feed]", "A")]
    [TestCase(" A", "A", "[blank]A", "A")]
    [TestCase("a  b", "a b", "a[blank][blank]b", "a b")]
    [TestCase("\u0439", "\u0438\u0306", "\u0439", "\u0438[U+0306]")]
    [TestCase("\u00e9", "e\u0301", "\u00e9", "e[U+0301]")]
    [TestCase("A\u00A0B", "A B", "A[no-break space]B", "A B")]
    [TestCase("A\u202FB", "A B", "A[narrow no-break space]B", "A B")]
    [TestCase("a\u200bb", "ab", "a[zero-width space]b", "ab")]
    [TestCase("a\u200db", "ab", "a[U+200D]b", "ab")]
    [TestCase("a\u00adb", "ab", "a[soft hyphen]b", "ab")]
    [TestCase("\ufeffa", "a", "[byte order mark]a", "a")]
    [TestCase("a\tb", "a b", "a[tab]b", "a b")]
    [TestCase(
        "a long text before it ends ",
        "a long text before it ends",
        "… before it ends[blank]",
        "… before it ends"
    )]
    public void What_looks_the_same_is_named(string left, string right, string shownLeft, string shownRight) =>
        Assert.That(LookAlikes.Told(left, right), Is.EqualTo((shownLeft, shownRight)));

    [TestCase("one", "two")]
    [TestCase("\u0436", "\u0448")]
    [TestCase("same ", "same ")]
    [TestCase("a\r\nb", "a\nc")]
    [TestCase("\ud83d", "\ud83c")]
    public void Other_texts_stay_as_they_are(string left, string right) =>
        Assert.That(LookAlikes.Told(left, right), Is.EqualTo((left, right)));
}
