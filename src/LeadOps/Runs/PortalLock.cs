using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>Whether a lock that was left behind may be taken.</summary>
public enum TakeOver
{
    Never,

    /// <summary>When its process is gone on this host: a crashed run is resumed without another word.</summary>
    WhenGone,

    /// <summary>`--take-over`: also when its heartbeat is older than a minute.</summary>
    WhenStale,
}

/// <summary>
/// One run per portal and machine. Stale when its process is gone on this host or its heartbeat is older than a minute. Every
/// look and change happens under a file lock of the system, so two processes never take it both; who lost it learns that at
/// the next heartbeat and stops.
/// </summary>
public sealed class PortalLock : IDisposable
{
    private sealed record Holder(string Owner, string Host, int Pid, string Heartbeat, string? Started, string? Token);

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Beats = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string path;
    private readonly TimeProvider clock;
    private readonly string token = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource lost = new();
    private readonly string portalHost;
    private readonly ITimer timer;
    private readonly Lock beating = new();
    private DateTimeOffset beaten;
    private bool isReleased;

    private PortalLock(string path, string portalHost, TimeProvider clock)
    {
        this.path = path;
        this.portalHost = portalHost;
        this.clock = clock;
        Write();
        timer = clock.CreateTimer(_ => Beat(), null, Beats, Beats);
    }

    /// <summary>Cancelled when another process has taken the lock over.</summary>
    public CancellationToken Lost => lost.Token;

    public static PortalLock Take(string stateFolder, string portalHost, TakeOver takeOver, TimeProvider clock)
    {
        var path = Path.Combine(
            stateFolder,
            "lock-"
                + string.Concat(portalHost.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))
                + ".json"
        );
        try
        {
            PrivateFile.CreateFolder(stateFolder);
            using var guard = Guard(path);
            if (File.Exists(path))
            {
                Challenge(path, portalHost, takeOver, clock);
            }

            return new PortalLock(path, portalHost, clock);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The lock `{path}` cannot be taken: {problem.Message}",
                problem
            );
        }
    }

    /// <summary>Before a write: a process that slept too long may not be the holder any more.</summary>
    public void Confirm()
    {
        if (clock.GetUtcNow() - beaten > Beats + Beats)
        {
            Beat();
        }

        if (lost.IsCancellationRequested)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"Another process has taken over the lock on `{portalHost}`; this run writes nothing more."
            );
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
            using var guard = Guard(path);
            if (Read(path)?.Token == token)
            {
                File.Delete(path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is stale as soon as this process is gone.
        }
    }

    private static void Challenge(string path, string portalHost, TakeOver takeOver, TimeProvider clock)
    {
        var holder = Read(path);
        var heartbeat =
            holder is not null && DateTimeOffset.TryParse(holder.Heartbeat, CultureInfo.InvariantCulture, out var beat)
                ? beat
                : DateTimeOffset.MinValue;
        var isGone = holder is not null && holder.Host == Environment.MachineName && !IsAlive(holder);
        var isStale = isGone || clock.GetUtcNow() - heartbeat > Stale;
        if ((isGone && takeOver >= TakeOver.WhenGone) || (isStale && takeOver == TakeOver.WhenStale))
        {
            return;
        }

        var who = holder is null
            ? $"nobody knows whom (`{path}` is unreadable)"
            : $"{holder.Owner} on {holder.Host}, process {holder.Pid}, last heartbeat {heartbeat:yyyy-MM-dd HH:mm:ss} UTC";
        throw new LeadOpsException(
            Failure.Refused,
            isStale
                ? $"A run on `{portalHost}` was left behind by {who}. If it is really over, add `--take-over`; to finish it: `leadops resume latest`."
                : $"Another run on `{portalHost}` is going on: {who}. Wait for it to end."
        );
    }

    /// <summary>The same number may belong to a later process; one that ended and was not yet collected by its parent is gone.</summary>
    private static bool IsAlive(Holder holder)
    {
        try
        {
            using var process = Process.GetProcessById(holder.Pid);
            return !process.HasExited
                && Stat(process) is not ["Z" or "X", ..]
                && (holder.Started is null || holder.Started == StartOf(process));
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            // It may not be looked at, so it is there.
            return true;
        }
    }

    /// <summary>On Linux in ticks since the system started, which no change of the clock moves.</summary>
    private static string? StartOf(Process process)
    {
        try
        {
            return Stat(process) is { } stat
                ? stat[19]
                : process.StartTime.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (Exception problem)
            when (problem
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidOperationException
                        or System.ComponentModel.Win32Exception
            )
        {
            return null;
        }
    }

    /// <summary>What Linux tells of a process, from its state on.</summary>
    private static string[]? Stat(Process process)
    {
        var stat = $"/proc/{process.Id}/stat";
        return File.Exists(stat) && File.ReadAllText(stat) is var text
            ? text[(text.LastIndexOf(')') + 2)..].Split(' ')
            : null;
    }

    private static Holder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    private void Write()
    {
        using var process = Process.GetCurrentProcess();
        var holder = new Holder(
            Environment.UserName,
            Environment.MachineName,
            Environment.ProcessId,
            clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            StartOf(process),
            token
        );
        var temporary = $"{path}.{token}.tmp";
        using (var stream = PrivateFile.Create(temporary))
        {
            JsonSerializer.Serialize(stream, holder);
        }

        File.Move(temporary, path, overwrite: true);
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
            using var guard = Guard(path);
            if (Read(path)?.Token == token)
            {
                Write();
            }
            else
            {
                lost.Cancel();
            }
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next beat tries again; a missed one only makes the lock look older.
        }
    }

    /// <summary>The system frees it with the process, so nobody can leave it behind.</summary>
    private static FileStream Guard(string path)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var options = new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                return new FileStream(path + ".guard", options);
            }
            catch (IOException) when (waited.Elapsed < Patience && Directory.Exists(Path.GetDirectoryName(path)))
            {
                // The system tells nobody when a file lock is free.
                Thread.Sleep(5);
            }
        }
    }
}
