namespace LeadOps.EndToEnd.Tests;

/// <summary>Command lines of rollouts that are refused.</summary>
internal sealed class RolloutLineSpecs
{
    [TestCase("rollout start --portals client", 5, "--yes")]
    [TestCase("rollout start --yes", 3, "--portals")]
    [TestCase("rollout start --portals client --yes --waves 1,10%", 3, "add `,100%`")]
    [TestCase("rollout start --portals client --yes --waves 50%,10%,100%", 3, "later than the one before")]
    [TestCase("rollout start --portals client --yes --waves x", 3, "`x` is not a number of portals")]
    [TestCase("rollout status r1", 3, "no rollout")]
    public async Task What_is_wrong_is_told_before_anything_is_sent(string line, int code, string said)
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"]);

        var ran = await park.Here.RunAsync(line.Split(' '));

        Assert.That(ran.ExitCode, Is.EqualTo(code), ran.Output + ran.Errors);
        Assert.That(ran.Errors, Does.Contain(said));
    }
}
