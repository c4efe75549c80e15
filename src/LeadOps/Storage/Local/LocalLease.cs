using System.Globalization;
using LeadOps.Diagnostics;

namespace LeadOps.Storage.Local;

/// <summary>The right of this process to write to one portal, with its heartbeat.</summary>
internal sealed class LocalLease : ILease
{
    private static readonly TimeSpan Beats = TimeSpan.FromSeconds(10);

    private readonly string path;
    private readonly string place;
    private readonly Operator who;
    private readonly TimeProvider clock;
    private readonly string token = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource lost = new();
    private readonly string portal;
    private readonly ITimer timer;
    private readonly Lock beating = new();
    private DateTimeOffset beaten;
    private string? run;
    private bool isReleased;

    /// <summary>The caller holds the guard.</summary>
    public LocalLease(string path, string portal, string place, Operator who, TimeProvider clock)
    {
        (this.path, this.portal, this.place, this.who, this.clock) = (path, portal, place, who, clock);
        Write();
        timer = clock.CreateTimer(_ => Beat(), null, Beats, Beats);
    }

    public CancellationToken Lost => lost.Token;

    public void Begin(string run)
    {
        this.run = run;
        try
        {
            lock (beating)
            {
                RenewOrLose();
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The lock `{path}` cannot be written: {FileProblem.Of(problem)} Nothing was sent to the portal.",
                problem
            );
        }

        ThrowIfLost();
    }

    /// <summary>A process that slept too long may not be the holder any more.</summary>
    public void Confirm()
    {
        if (clock.GetUtcNow() - beaten > Beats + Beats)
        {
            Beat();
        }

        ThrowIfLost();
    }

    private void ThrowIfLost()
    {
        if (lost.IsCancellationRequested)
        {
            throw LeaseClaims.Lost(portal);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (beating)
        {
            isReleased = true;
            Release();
        }

        lost.Dispose();
    }

    private void Release()
    {
        try
        {
            using var guard = LeaseFile.Guard(path);
            if (LeaseFile.Read(path)?.Token == token)
            {
                File.Delete(path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is stale as soon as this process is gone.
        }
    }

    private void Write()
    {
        LeaseFile.Write(
            path,
            new LeaseNote(
                who.User,
                who.Host,
                who.Process,
                clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                OtherProcess.StartOf(who.Process),
                token,
                run,
                place
            )
        );
        beaten = clock.GetUtcNow();
    }

    private void Beat()
    {
        lock (beating)
        {
            if (!isReleased)
            {
                Renew();
            }
        }
    }

    private void Renew()
    {
        try
        {
            RenewOrLose();
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next beat tries again; a missed one only makes the lock look older.
        }
    }

    private void RenewOrLose()
    {
        using var guard = LeaseFile.Guard(path);
        if (LeaseFile.Read(path)?.Token == token)
        {
            Write();
        }
        else
        {
            lost.Cancel();
        }
    }
}
