using LeadOps.Cli.Views;
using Spectre.Console;

namespace LeadOps.Cli.Tests.Views;

/// <summary>What a terminal and a log show while many portals are planned.</summary>
internal sealed class PortalsPictureTests
{
    private static readonly PortalsFacts Facts = new(
        2,
        8,
        [
            ("acme", new ProgressFacts("Reading leads for `close`", 1200, 5000) { IsAbout = true, PerSecond = 300 }),
            ("globex", new ProgressFacts("Reading the portal", 0, null) { Requests = 1 }),
            (
                "initech",
                new ProgressFacts("Reading the portal", 0, null) { Waiting = "503 QUERY_LIMIT_EXCEEDED, again in 4 s" }
            ),
        ]
    );

    [Test]
    public void A_terminal_shows_a_bar_and_what_each_portal_does()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;

        console.Write(new PortalsPicture(() => Facts));

        Assert.That(
            text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0),
            Is.EqualTo(
                new[]
                {
                    $"{new string('\u2501', 10).PadRight(40)}  2 of 8 portals",
                    "acme: Reading leads for `close`, 1200 of about 5000 leads, 300 per second",
                    "globex: Reading the portal, 1 request",
                    "initech: 503 QUERY_LIMIT_EXCEEDED, again in 4 s",
                }
            )
        );
    }

    [Test]
    public void A_log_has_one_line() =>
        Assert.That(PortalsText.Log(Facts), Is.EqualTo("2 of 8 portals; at work: acme, globex, initech"));

    [Test]
    public void A_portal_is_at_work_until_its_turn_ends()
    {
        var board = new PortalsBoard(2, new StillClock());

        var acme = board.Work("acme");

        Assert.That(board.Now().AtWork.Select(one => one.Portal), Is.EqualTo(new[] { "acme" }));
        acme.Dispose();
        Assert.That(board.Now(), Has.Property("Done").EqualTo(1).And.Property("AtWork").Empty);
    }
}
