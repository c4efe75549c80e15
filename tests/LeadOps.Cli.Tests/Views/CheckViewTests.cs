using LeadOps.Checkup;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Tests.Views;

internal sealed class CheckViewTests
{
    [TestCase(60)]
    [TestCase(80)]
    [TestCase(int.MaxValue)]
    public void What_was_found_and_the_advice_stand_below_each_other_in_whole_words(int width)
    {
        var check = new Check(
            "address",
            CheckStatus.Failed,
            "the portal answered INVALID_CREDENTIALS: Invalid request credentials",
            "Check the webhook's address, or make a new webhook."
        );
        using var output = new StringWriter { NewLine = "\n" };

        CheckView.Line(output, check, colour: false, width);

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.That(lines[0], Does.StartWith("failed   address        the portal answered"));
        Assert.That(lines.Select(line => line.Length), Has.All.AtMost(width));
        Assert.That(lines.Skip(1).Select(line => line[..24].Trim()), Has.All.Empty);
        Assert.That(string.Join(' ', lines.Select(line => line[24..])), Is.EqualTo($"{check.Found} {check.Advice}"));
    }
}
