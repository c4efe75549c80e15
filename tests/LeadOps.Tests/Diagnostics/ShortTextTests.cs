using LeadOps.Diagnostics;

namespace LeadOps.Tests.Diagnostics;

internal sealed class ShortTextTests
{
    [TestCase("abcde", 5, "abcde")]
    [TestCase("abcdef", 5, "abcd…")]
    [TestCase("abc🎪f", 5, "abc…", Description = "half an emoji is no character")]
    [TestCase("ab🎪ef", 5, "ab🎪…")]
    public void A_long_text_ends_with_an_ellipsis(string text, int most, string shown) =>
        Assert.That(ShortText.Of(text, most), Is.EqualTo(shown));
}
