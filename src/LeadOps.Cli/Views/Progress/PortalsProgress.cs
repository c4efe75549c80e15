using LeadOps.Cli.Options;

namespace LeadOps.Cli.Views;

/// <summary>
/// Progress on stderr while many portals are worked on: a picture at a terminal, a line now and then elsewhere.
/// </summary>
internal sealed class PortalsProgress(ViewOptions view, string format, int total, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly bool isQuiet = view.Quiet || (format != "text" && !Terminal.IsError);

    public PortalsBoard Board { get; } = new(total, clock);

    public async Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        var console = Terminal.Talking(view.Colour);
        var running = work();
        return isQuiet ? await running
            : Terminal.CanRenew(console)
                ? await LivePicture.WatchAsync(console, new PortalsPicture(Board.Now), running, clock)
            : await LoggedAsync(running);
    }

    private async Task<T> LoggedAsync<T>(Task<T> running)
    {
        while (await Task.WhenAny(running, Task.Delay(BetweenLines, clock)) != running)
        {
            Terminal.Say(PortalsText.Log(Board.Now()));
        }

        return await running;
    }
}
