using System.Text.RegularExpressions;

namespace LeadOps.EndToEnd.Tests;

/// <summary>The real executable at a real terminal, 80 columns wide, which `script` provides.</summary>
internal sealed partial class TerminalSpecs
{
    private const string Manifest = """
        manifest: 1
        name: mark
        description: Mark every lead
        changes:
          - name: mark
            select: { all: true }
            set: { SOURCE_DESCRIPTION: "Campaign {{ lead.ID }}" }
        """;

    private Workspace here = null!;

    [TearDown]
    public ValueTask End() => here.DisposeAsync();

    [Test]
    public async Task A_run_shows_a_bar_and_why_it_waits()
    {
        var seen = await ApplyAsync("");

        Assert.That(seen, Does.Match("of 600 leads  [0-9.]+ per second"));
        Assert.That(seen, Does.Contain("503 QUERY_LIMIT_EXCEEDED, again in 1 s"));
        Assert.That(seen, Does.Contain("\u2501\u2501\u2501"));
        Assert.That(seen, Does.Contain("Run ").And.Contain("600 applied"));
    }

    [Test]
    public async Task With_v_it_shows_the_size_of_requests_and_those_in_flight()
    {
        var seen = await ApplyAsync("-v");

        Assert.That(seen, Does.Match("48 writes per request.*, [01] in flight, [0-9]+ requests sent"));
    }

    [Test]
    public async Task Quiet_shows_neither_progress_nor_pauses()
    {
        var seen = await ApplyAsync("--quiet");

        Assert.That(seen, Does.Not.Contain("per second").And.Not.Contain("again in"));
        Assert.That(seen, Does.Contain("600 applied"));
    }

    [TestCase("NO_COLOR=1", "")]
    [TestCase("", "--no-color")]
    public async Task Nothing_is_coloured_for_who_wants_no_colours(string environment, string option)
    {
        var seen = await ApplyAsync(option, environment);

        Assert.That(Coloured().Matches(seen), Is.Empty);
        Assert.That(seen, Does.Contain("again in 1 s"));
    }

    [Test]
    public async Task A_pipe_gets_the_report_and_nothing_of_the_picture()
    {
        var seen = await ApplyAsync("--output json > out.json");

        var output = File.ReadAllText(Path.Combine(here.Folder, "out.json"));
        Assert.That(output, Does.StartWith("{").And.Contain("\"applied\": 600"));
        Assert.That(output, Does.Not.Contain("\u001b").And.Not.Contain("per second"));
        Assert.That(seen, Does.Contain("per second"));
    }

    [Test]
    public async Task No_line_is_wider_than_the_terminal()
    {
        var seen = await ApplyAsync("");

        var lines = Steering().Replace(seen, "").Split('\n', '\r');
        Assert.That(lines.Where(line => line.Length > 80), Is.Empty);
        Assert.That(seen, Does.Contain("SOURCE_DESCRIPTION"));
    }

    [Test]
    public async Task A_log_gets_plain_lines()
    {
        await BeginAsync();

        var ran = await here.RunAsync("apply", "--yes");

        Assert.That(ran.ExitCode, Is.Zero, ran.Errors);
        Assert.That(ran.Errors, Does.Contain("600 of 600 leads, ").And.Not.Contain("\u001b"));
        Assert.That(ran.Output, Does.Not.Contain("per second"));
    }

    private async Task BeginAsync()
    {
        here = await Workspace.WithPortalAsync(600, "limit@8-9");
        here.Write("manifests/a.yml", Manifest);
        here.Write(
            "leadops.yml",
            "defaultPortal: test\nlimits: { maxPercent: 100 }\nportals:\n  test:\n    url: "
                + $"{here.Portal!.WebhookUrl}\n"
        );
    }

    private async Task<string> ApplyAsync(string options, string environment = "")
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Ignore("script is not installed; get it with `apt-get install bsdutils`.");
        }

        await BeginAsync();
        here.Write(
            "run.sh",
            $"stty cols 80 rows 24\nexport TERM=xterm-256color {environment}\ndotnet \"$1\" apply --yes {options}\n"
        );
        var ran = await here.ShellAsync("script -qefc \"bash run.sh '$0'\" /dev/null < /dev/null");
        Assert.That(ran.ExitCode, Is.Zero, ran.Output);
        return ran.Output;
    }

    [GeneratedRegex("\u001b\\[(3[0-7]|9[0-7]|38;)[0-9;]*m")]
    private static partial Regex Coloured();

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Steering();
}
