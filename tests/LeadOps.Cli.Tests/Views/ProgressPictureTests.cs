using LeadOps.Cli.Views;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;
using Spectre.Console;

namespace LeadOps.Cli.Tests.Views;

/// <summary>What a terminal shows, over events and a time that are fixed.</summary>
internal sealed class ProgressPictureTests
{
    private readonly StillClock clock = new();
    private RunStats stats = new();
    private ProgressBoard board = null!;

    [SetUp]
    public void Begin() =>
        board = new ProgressBoard(clock, new ProgressSource(Tariff.Standard, 480, () => stats, () => 3));

    [Test]
    public void Planning_shows_what_it_reads_and_about_how_much()
    {
        board.Report(new PlanStep(PlanWork.Reading, "close", 1, 7));
        clock.Pass(2);
        board.Read(new LeadsRead(3400, 12000));

        AssertShown(
            80,
            "Reading leads for `close`, change 2 of 7",
            $"{Bar(6, of: 22)}  3400 of about 12000 leads  1700 per second  0:05 left"
        );
    }

    [Test]
    public void Each_change_counts_its_own_leads()
    {
        board.Report(new PlanStep(PlanWork.Reading, "close", 0, 2));
        board.Read(new LeadsRead(500, 0));
        board.Report(new PlanStep(PlanWork.Reading, "open", 1, 2));
        clock.Pass(1);
        board.Read(new LeadsRead(540, 0));

        AssertShown(80, "Reading leads for `open`, change 2 of 2", "40 leads  40 per second");
    }

    [Test]
    public void Before_the_first_lead_requests_are_counted()
    {
        stats = new RunStats { HttpRequests = 1 };

        AssertShown(80, "Reading the portal", "1 request");
    }

    [Test]
    public void Applying_shows_the_rate_of_late_and_the_limit_that_binds()
    {
        Write(1920, of: 10000, requests: 41);

        AssertShown(
            80,
            $"{Bar(5, of: 29)}  1920 of 10000 leads  192 per second  1:09 left",
            "The time left follows from: tariff standard: 2 requests a second"
        );
    }

    [TestCaseSource(nameof(Pauses))]
    public void The_reason_for_waiting_is_shown(PauseKind kind, string reason, string shown)
    {
        Write(480, of: 960, requests: 11);

        board.Paused(new PortalPause(clock.GetUtcNow().AddSeconds(4), reason, kind));

        Assert.That(Lines(80)[^1], Is.EqualTo(shown));
    }

    private static readonly object[][] Pauses =
    [
        [PauseKind.Rate, "tariff standard: 2 requests a second", "tariff standard: 2 requests a second"],
        [
            PauseKind.Pause,
            "operating limit of crm.lead.update",
            "paused until 12:00:14: operating limit of crm.lead.update",
        ],
        [PauseKind.Retry, "503 QUERY_LIMIT_EXCEEDED", "503 QUERY_LIMIT_EXCEEDED, again in 4 s"],
    ];

    [Test]
    public void A_pause_that_is_over_is_not_shown()
    {
        Write(480, of: 960, requests: 11);
        board.Paused(new PortalPause(clock.GetUtcNow().AddSeconds(4), "503", PauseKind.Retry));

        clock.Pass(4);

        Assert.That(Lines(80), Has.None.Contains("503"));
    }

    [Test]
    public void With_v_the_size_of_requests_and_those_in_flight_are_shown()
    {
        Write(480, of: 960, requests: 11);
        board.Paced(new PaceNote(48, 2, 0.8));

        Assert.That(
            Lines(80, isVerbose: true)[^1],
            Is.EqualTo("48 writes per request, 0.8 s each, 3 in flight, 11 requests sent")
        );
    }

    [TestCase(40)]
    [TestCase(60)]
    [TestCase(80)]
    [TestCase(140)]
    public void No_line_is_wider_than_the_terminal_and_no_word_is_cut(int width)
    {
        Write(1920, of: 10000, requests: 41);
        board.Paced(new PaceNote(48, 2, 0.8));
        board.Paused(new PortalPause(clock.GetUtcNow().AddSeconds(99), "operating limit of crm.lead.update"));

        var lines = Lines(width, isVerbose: true);

        Assert.That(lines.Select(line => line.Length), Has.All.LessThanOrEqualTo(width));
        Assert.That(
            string.Join(' ', lines).Split(' '),
            Is.SupersetOf("1920 of 10000 leads paused until operating limit of crm.lead.update writes per".Split(' '))
        );
    }

    private void Write(int done, int of, int requests)
    {
        board.Written(0, of);
        clock.Pass(10);
        stats = new RunStats { HttpRequests = requests };
        board.Written(done, of);
    }

    private static string Bar(int done, int of) => new string('\u2501', done).PadRight(of);

    private void AssertShown(int width, params string[] lines) => Assert.That(Lines(width), Is.EqualTo(lines));

    private List<string> Lines(int width, bool isVerbose = false)
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
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(new ProgressPicture(board.Now, isVerbose));
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
