using LeadOps.Cli.Commands;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Tests;

internal sealed class CommandTreeTests
{
    [Test]
    public void Every_command_stands_under_its_own_name() =>
        Assert.Multiple(() =>
        {
            foreach (var (name, create) in CommandTree.Commands)
            {
                Assert.That(create(new GlobalOptions()).Name, Is.EqualTo(name));
            }
        });

    [TestCase("plan manifests", "plan")]
    [TestCase("portal start", "portal")]
    public void A_line_that_begins_with_a_command_gets_only_that(string line, string name) =>
        Assert.That(
            CommandTree.For(line.Split(' '), new GlobalOptions()).Subcommands.Select(command => command.Name),
            Is.EqualTo([name])
        );

    [TestCase("")]
    [TestCase("--portal test plan")]
    [TestCase("help plan")]
    [TestCase("plam")]
    public void Any_other_line_gets_all_commands(string line) =>
        Assert.That(
            CommandTree.For(line.Split(' '), new GlobalOptions()).Subcommands,
            Has.Count.EqualTo(CommandTree.Commands.Length)
        );
}
