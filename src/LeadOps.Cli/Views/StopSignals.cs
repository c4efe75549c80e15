using System.Runtime.InteropServices;

namespace LeadOps.Cli.Views;

/// <summary>
/// Ctrl-C and SIGTERM end the work after the batch in flight, and say so. The second Ctrl-C ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly bool isServing;
    private readonly PosixSignalRegistration terminated;

    public StopSignals(CancellationTokenSource stop, bool isServing)
    {
        (this.stop, this.isServing) = (stop, isServing);
        Console.CancelKeyPress += Pressed;
        terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
    }

    private void Pressed(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = !stop.IsCancellationRequested;
        if (stop.IsCancellationRequested)
        {
            Terminal.Leave();
            Terminal.Say("Ended.");
        }
        else if (!Terminal.IsAsking)
        {
            Terminal.Say(isServing ? "Stopping." : "Stopping after the batch in flight; Ctrl-C again ends at once.");
        }

        stop.Cancel();
    }

    private void Terminate(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!Terminal.IsAsking)
        {
            Terminal.Say(isServing ? "Stopping." : "Stopping after the batch in flight.");
        }

        stop.Cancel();
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Pressed;
        terminated.Dispose();
    }
}
