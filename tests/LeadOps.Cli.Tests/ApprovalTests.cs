using LeadOps.Cli.Commands;

namespace LeadOps.Cli.Tests;

internal sealed class ApprovalTests
{
    [TestCase("y", true)]
    [TestCase("Yes", true)]
    [TestCase("yes!", true)]
    [TestCase("no", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void Whoever_meant_yes_is_told_how_it_is_spelt(string? answer, bool isTold)
    {
        var said = Approval.Refused(answer, "nothing was written").Message;

        Assert.That(
            said,
            isTold ? Does.Contain($"`{answer}` is not `yes`") : Is.EqualTo("Not approved; nothing was written.")
        );
    }
}
