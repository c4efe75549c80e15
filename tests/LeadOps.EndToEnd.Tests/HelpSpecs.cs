namespace LeadOps.EndToEnd.Tests;

internal sealed class HelpSpecs
{
    [TestCase("plan", "--out", "2    changes are pending")]
    [TestCase("apply", "--first", "130  interrupted")]
    [TestCase("rollback", "--dry-run", "4    partly done")]
    [TestCase("leads", "--where", "6    authentication")]
    [TestCase("portal start", "--tariff", "3    invalid input")]
    public async Task A_commands_own_options_stand_before_those_of_all_commands(
        string command,
        string option,
        string code
    )
    {
        await using var here = Workspace.Empty();

        var help = await here.RunAsync([.. command.Split(' '), "--help"]);

        var places = new[]
        {
            "\nOptions:",
            $"  {option}",
            "\nOptions of every command:",
            "  --portal ",
            "\nExample:\n  leadops",
            "\nExit codes:",
            $"\n  {code}",
        }
            .Select(text => help.Output.IndexOf(text, StringComparison.Ordinal))
            .ToList();
        Assert.That(places, Is.Ordered.And.All.GreaterThan(0), help.Output);
    }

    [Test]
    public async Task Help_of_apply_says_that_a_saved_plan_is_not_asked_about()
    {
        await using var here = Workspace.Empty();

        var help = await here.RunAsync("help", "apply");

        Assert.That(
            help.Output,
            Does.Contain("A saved or stored plan is carried out exactly as it is, without asking.")
        );
    }

    [TestCase("plna", "Did you mean `plan`?")]
    [TestCase("help aply", "Did you mean `apply`?")]
    [TestCase("state migrat", "Did you mean `migrate`?")]
    public async Task A_misspelt_command_is_told_with_the_nearest_one(string line, string told)
    {
        await using var here = Workspace.Empty();

        var tried = await here.RunAsync(line.Split(' '));

        Assert.That(tried.ExitCode, Is.EqualTo(3));
        Assert.That(tried.Errors, Does.Contain(told));
    }

    /// <summary>What completion offers there is nobody's business in a help.</summary>
    [Test]
    public async Task Help_names_the_argument_and_not_what_a_shell_would_offer()
    {
        await using var here = await Workspace.WithPortalAsync(0);

        var help = await here.RunAsync("resume", "--help");

        Assert.That(help.Output, Does.Contain("leadops resume <RUN> [options]").And.Not.Contain("<latest"));
    }
}
