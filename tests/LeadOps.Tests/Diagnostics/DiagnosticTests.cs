using LeadOps.Diagnostics;

namespace LeadOps.Tests.Diagnostics;

internal sealed class DiagnosticTests
{
    [TestCase("an entry of `PHONE` needs a VALUE", "An entry of `PHONE` needs a VALUE.")]
    [TestCase("`4x` is not a lead id.", "`4x` is not a lead id.")]
    [TestCase("`b` is not a user. Did you mean `bo`?", "`b` is not a user. Did you mean `bo`?")]
    [TestCase("это не число", "Это не число.")]
    [TestCase("", "")]
    public void A_problem_is_told_in_whole_sentences(string message, string told) =>
        Assert.That(Diagnostic.Sentence(message), Is.EqualTo(told));

    [Test]
    public void A_problem_names_its_place_and_what_to_do() =>
        Assert.That(
            new Diagnostic(new SourceSpan("m.yml", 3, 5), "no lead is there", "Correct the id.").ToString(),
            Is.EqualTo("m.yml:3:5: No lead is there. Correct the id.")
        );
}
