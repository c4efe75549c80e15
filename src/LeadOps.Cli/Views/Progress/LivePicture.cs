using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadOps.Cli.Views;

/// <summary>A picture below what is said, drawn again and again until the work is done, and then gone.</summary>
internal static class LivePicture
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(200);

    /// <summary>Work that is done at once shows no picture.</summary>
    public static async Task<T> WatchAsync<T>(
        IAnsiConsole console,
        Renderable picture,
        Task<T> running,
        TimeProvider clock
    )
    {
        if (await Task.WhenAny(running, Task.Delay(Renewal, clock)) == running)
        {
            return await running;
        }

        using (Terminal.Renewing(console))
        {
            await console
                .Live(picture)
                .AutoClear(true)
                .StartAsync(async live =>
                {
                    while (!running.IsCompleted)
                    {
                        live.Refresh();
                        await Task.WhenAny(running, Task.Delay(Renewal, clock));
                    }
                });
        }

        return await running;
    }
}
