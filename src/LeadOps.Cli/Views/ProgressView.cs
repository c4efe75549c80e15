using System.Diagnostics;
using System.Globalization;
using LeadOps.Portal;
using LeadOps.Runs;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>Progress on stderr: one line that renews itself at a terminal, a plain line every few seconds elsewhere.</summary>
internal sealed class ProgressView(bool isQuiet, bool isVerbose) : IDisposable
{
    private static readonly TimeSpan WorthALine = TimeSpan.FromSeconds(2);

    private readonly IAnsiConsole console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly bool isLive = !Console.IsErrorRedirected && !isQuiet;
    private TimeSpan last = TimeSpan.FromSeconds(-10);
    private bool hasLine;

    public void Report(int done, int total)
    {
        var interval = isLive ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        if (isQuiet || (watch.Elapsed - last < interval && done < total))
        {
            return;
        }

        last = watch.Elapsed;
        var rate = done / Math.Max(0.001, watch.Elapsed.TotalSeconds);
        var left = TimeSpan.FromSeconds(rate > 0 ? (total - done) / rate : 0);
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{done} of {total} leads, {rate:0} per second, {left:hh\\:mm\\:ss} left"
            )
        );
    }

    /// <summary>Where every line stays, the short waits of a busy portal would bury the long ones.</summary>
    public void Paused(PortalPause pause)
    {
        var isShort = pause.Until is { } end && end - DateTimeOffset.UtcNow < WorthALine;
        if (!isQuiet && (isLive || isVerbose || !isShort))
        {
            Say(
                pause.Until is { } until
                    ? $"paused until {until.ToLocalTime():HH:mm:ss}: {pause.Reason}"
                    : $"paused: {pause.Reason}"
            );
        }
    }

    public void Paced(PaceNote pace)
    {
        if (isVerbose)
        {
            Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"pace: {pace.CallsPerRequest} writes per request, {pace.Lanes} lanes, {pace.SecondsPerRequest:0.##} s per request"
                )
            );
        }
    }

    private void Say(string text)
    {
        if (isLive)
        {
            Console.Error.Write("\r\u001b[2K");
            console.Markup($"[grey]{Markup.Escape(text)}[/]");
            hasLine = true;
        }
        else
        {
            Console.Error.WriteLine(text);
        }
    }

    public void Dispose()
    {
        if (hasLine)
        {
            Console.Error.WriteLine();
            hasLine = false;
        }
    }
}
