using LeadOps.Diagnostics;
using LeadOps.Rollouts;

namespace LeadOps.Tests.Rollouts;

internal sealed class WavesTests
{
    [TestCase("1,10%,100%", 1, new[] { 1 })]
    [TestCase("1,10%,100%", 5, new[] { 1, 2, 2, 2, 2 })]
    [TestCase("100%", 3, new[] { 1, 1, 1 })]
    [TestCase("2,4", 3, new[] { 1, 1, 2 })]
    [TestCase("50%,100%", 3, new[] { 1, 1, 2 })]
    [TestCase("1, 2, 100%", 4, new[] { 1, 2, 3, 3 })]
    [TestCase("0.5%,100%", 3, new[] { 1, 2, 2 })]
    public void A_share_is_rounded_up_and_a_wave_without_portals_falls_away(string text, int portals, int[] waves) =>
        Assert.That(Waves.Of(text, portals), Is.EqualTo(waves));

    [TestCase("")]
    [TestCase("1,")]
    [TestCase("x")]
    [TestCase("0,100%")]
    [TestCase("-1,100%")]
    [TestCase("1,101%")]
    [TestCase("50%,10%,100%")]
    [TestCase("3,2,100%")]
    [TestCase("1,1,100%")]
    [TestCase("1,10%")]
    [TestCase("2")]
    public void What_is_not_waves_is_told_with_the_value(string text)
    {
        var problem = Assert.Throws<LeadOpsException>(() => Waves.Of(text, 10))!;

        Assert.That(problem.Failure, Is.EqualTo(Failure.Invalid));
        Assert.That(problem.Message, Does.StartWith($"`--waves {text}`").And.Contain(Waves.Usual));
    }
}
