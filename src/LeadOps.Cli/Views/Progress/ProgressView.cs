using LeadOps.Cli.Options;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>
/// Progress on stderr while something works: a picture that renews itself at a terminal, a plain line every few seconds
/// elsewhere, nothing when nobody wants it.
/// </summary>
internal sealed class ProgressView : IProgress<PlanStep>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WorthALine = TimeSpan.FromSeconds(2);

    private readonly ViewOptions view;
    private readonly TimeProvider clock;
    private readonly ProgressBoard board;
    private readonly Lock printing = new();
    private DateTimeOffset lastLine;
    private volatile bool isWatched;
    private readonly IAnsiConsole console;
    private readonly bool isLive;

    /// <param name="isQuiet">Whoever reads a machine's format in a log wants no talk between.</param>
    public ProgressView(ViewOptions view, bool isQuiet, PortalSession session, TimeProvider clock)
    {
        this.view = view with { Quiet = view.Quiet || isQuiet };
        this.clock = clock;
        board = new ProgressBoard(clock, ProgressSource.Of(session));
        console = Terminal.Talking(view.Colour);
        isLive = !this.view.Quiet && Terminal.CanRenew(console);
        lastLine = clock.GetUtcNow();
    }

    public async Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        isWatched = true;
        try
        {
            var running = work();
            return isLive
                ? await LivePicture.WatchAsync(console, new ProgressPicture(board.Now, view.Verbose), running, clock)
                : await running;
        }
        finally
        {
            isWatched = false;
        }
    }

    public void Report(PlanStep value)
    {
        board.Report(value);
        Line();
    }

    public void Read(LeadsRead leads)
    {
        board.Read(leads);
        Line();
    }

    /// <summary>The first line of a log comes at once.</summary>
    public void Begin(int total)
    {
        board.Written(0, total);
        lastLine = DateTimeOffset.MinValue;
    }

    public void Written(int done, int total)
    {
        board.Written(done, total);
        Line(isLast: done >= total);
    }

    /// <summary>Where every line stays, the short waits of a busy portal would bury the long ones.</summary>
    public void Paused(PortalPause pause)
    {
        board.Paused(pause);
        var isLong = pause.Until is not { } end || end - clock.GetUtcNow() > WorthALine;
        if (
            !view.Quiet
            && !(isLive && isWatched)
            && (isLong || (view.Verbose && pause.Kind != PauseKind.Rate))
            && PauseText.At(pause, clock.GetUtcNow(), clock.LocalTimeZone) is { } text
        )
        {
            Terminal.Say(text);
        }
    }

    public void Paced(PaceNote note)
    {
        board.Paced(note);
        if (view is { Verbose: true, Quiet: false } && !isLive)
        {
            Terminal.Say(ProgressText.Line(note));
        }
    }

    private void Line(bool isLast = false)
    {
        lock (printing)
        {
            var now = clock.GetUtcNow();
            if (view.Quiet || isLive || (now - lastLine < BetweenLines && !isLast))
            {
                return;
            }

            lastLine = now;
            Terminal.Say(ProgressText.Line(board.Now()));
        }
    }
}
