using System.Runtime.ExceptionServices;

namespace LeadOps.Applying;

/// <summary>
/// The lanes of one run: as many as its pace wants at any moment, all waited for, the first problem told.
/// </summary>
internal sealed class Lanes(SharedRun run, CancellationTokenSource ending)
{
    private readonly List<Task> open = [];
    private ExceptionDispatchInfo? broken;

    public async Task RunAsync()
    {
        Add();
        for (var i = 0; At(i) is { } lane; i++)
        {
            await lane;
        }

        broken?.Throw();
    }

    /// <summary>Lanes may be added while others are waited for.</summary>
    private Task? At(int index)
    {
        lock (open)
        {
            return open.ElementAtOrDefault(index);
        }
    }

    private void Add()
    {
        lock (open)
        {
            while (open.Count < run.Pace.Lanes && !run.Source.IsEmpty)
            {
                open.Add(Task.Run(OneAsync, CancellationToken.None));
            }
        }
    }

    private async Task OneAsync()
    {
        try
        {
            await new Lane(run, Add).RunAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The waiting was ended; nothing of this lane is in flight.
        }
        catch (Exception problem)
        {
            Interlocked.CompareExchange(ref broken, ExceptionDispatchInfo.Capture(problem), null);
            await ending.CancelAsync();
        }
    }
}
