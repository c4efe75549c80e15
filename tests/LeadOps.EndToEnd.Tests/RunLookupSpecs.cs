using static LeadOps.EndToEnd.Tests.StoppedRuns;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Which run and which portal a command means.</summary>
[Platform(Exclude = "Win")]
internal sealed class RunLookupSpecs
{
    [Test]
    public async Task A_portal_without_runs_names_those_that_have_some()
    {
        await using var here = await PreparedAsync();
        await here.RunAsync("apply", "--yes");
        here.Write(
            "leadops.yml",
            "defaultPortal: mine\nportals:\n  mine: { embedded: true }\n  test: { url: "
                + $"'{here.Portal!.WebhookUrl}' }}\n"
        );

        var none = await here.RunAsync("history");
        var one = await here.RunAsync("history", "--portal", "test");

        Assert.That(
            none.Output,
            Does.Contain("No run on local.embedded yet")
                .And.Contain($"{here.Portal.BaseUrl.Authority} has 1 (`--portal ")
        );
        Assert.That((none.ExitCode, one.Output.TrimEnd().Split('\n').Length), Is.EqualTo((0, 3)));
    }

    [TestCase("resume", "Nothing to resume")]
    [TestCase("retry", "Nothing to retry")]
    public async Task Going_on_with_a_run_that_is_over_says_so_sends_nothing_and_leaves_its_record_alone(
        string command,
        string said
    )
    {
        await using var here = await PreparedAsync();
        await here.RunAsync("apply", "--yes");
        var record = await here.RunAsync("show", "latest", "--output", "json");
        var requests = await here.ControlAsync("requests");

        var again = await here.RunAsync(command, "latest", "--output", "json");

        Assert.That((again.ExitCode, again.Output), Is.EqualTo((0, record.Output)), again.Errors);
        Assert.That(again.Errors, Does.Contain(said));
        Assert.That(await here.ControlAsync("requests"), Is.EqualTo(requests));
        Assert.That((await here.RunAsync("show", "latest", "--output", "json")).Output, Is.EqualTo(record.Output));
    }

    [Test]
    public async Task The_command_to_go_on_works_as_printed_whatever_the_default_portal_is()
    {
        await using var here = await PreparedAsync();
        here.Write(
            "leadops.yml",
            "defaultPortal: mine\nlimits: { maxPercent: 100 }\nportals:\n  mine: { embedded: "
                + $"true }}\n  test: {{ url: '{here.Portal!.WebhookUrl}' }}\n"
        );

        var canary = await here.RunAsync("apply", "--yes", "--first", "3", "--portal", "test");
        var rest = await here.RunAsync(canary.Output.TrimEnd().Split("leadops ")[^1].Split(' '));
        var undone = await here.RunAsync("rollback", "latest", "--yes", "--portal", "test");

        Assert.That((rest.ExitCode, undone.ExitCode), Is.EqualTo((0, 0)), rest.Errors + undone.Errors);
        Assert.That(undone.Output, Does.Contain("200 applied"));
    }

    [Test]
    public async Task Embedded_portals_of_two_projects_have_nothing_in_common()
    {
        await using var here = await PreparedAsync();
        here.Write("other/leadops.yml", "portals: { mine: { embedded: true } }\n");
        here.Write(
            "other/manifests/m.yml",
            "manifest: 1\nname: m\nchanges:\n  - { name: m, select: { all: true }, set: { OPENED: N } }\n"
        );
        here.Write("leadops.yml", "portals: { mine: { embedded: { seed: 20 } } }\nlimits: { maxPercent: 100 }\n");
        here.Write(".leadops/pause", "");
        using var paused = here.Start("apply", "--yes");
        await SaidAsync(paused.StandardError, "is present");

        var other = await here.ShellAsync("cd other && dotnet $0 apply --yes");
        File.Delete(Path.Combine(here.Folder, ".leadops", "pause"));
        await paused.StandardOutput.ReadToEndAsync();
        await paused.WaitForExitAsync();

        Assert.That((other.ExitCode, paused.ExitCode), Is.EqualTo((0, 0)), other.Errors);
    }
}
