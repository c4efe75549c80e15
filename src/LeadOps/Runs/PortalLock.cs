using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Planning;

namespace LeadOps.Runs;

/// <summary>One run per portal and machine. Stale when its process is gone on this host or its heartbeat is older than a minute.</summary>
public sealed class PortalLock : IDisposable
{
    private sealed record Holder(string Owner, string Host, int Pid, string Heartbeat);

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private readonly string path;
    private readonly TimeProvider clock;
    private readonly ITimer timer;

    private PortalLock(string path, TimeProvider clock)
    {
        this.path = path;
        this.clock = clock;
        timer = clock.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
    }

    public static PortalLock Take(string stateFolder, string portalHost, bool takeOver, TimeProvider clock)
    {
        PrivateFile.CreateFolder(stateFolder);
        var path = Path.Combine(stateFolder, "lock-" + string.Concat(portalHost.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')) + ".json");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                stream.Write(Mine(clock));
                return new PortalLock(path, clock);
            }
            catch (IOException) when (File.Exists(path) && attempt < 3)
            {
                Challenge(path, portalHost, takeOver, clock);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new LeadOpsException(Failure.Refused, $"The lock `{path}` cannot be taken: {problem.Message}", problem);
            }
        }
    }

    private static void Challenge(string path, string portalHost, bool takeOver, TimeProvider clock)
    {
        Holder? holder = null;
        try
        {
            holder = JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            // Half a lock is the trace of a process killed while taking it.
        }

        var heartbeat = holder is null ? DateTimeOffset.MinValue : DateTimeOffset.Parse(holder.Heartbeat, CultureInfo.InvariantCulture);
        var isGone = holder is null || (holder.Host == Environment.MachineName && !IsAlive(holder.Pid)) || clock.GetUtcNow() - heartbeat > Stale;
        if (isGone && (takeOver || holder is null))
        {
            File.Delete(path);
            return;
        }

        var who = holder is null ? "nobody" : $"{holder.Owner} on {holder.Host}, process {holder.Pid}, last heartbeat {heartbeat:yyyy-MM-dd HH:mm:ss} UTC";
        throw new LeadOpsException(Failure.Refused, isGone
            ? $"A run on `{portalHost}` was left behind by {who}. If it is really over, add `--take-over`."
            : $"Another run on `{portalHost}` is going on: {who}. Wait for it to end.");
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static byte[] Mine(TimeProvider clock) => JsonSerializer.SerializeToUtf8Bytes(
        new Holder(Environment.UserName, Environment.MachineName, Environment.ProcessId, clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));

    private void Beat()
    {
        try
        {
            File.WriteAllBytes(path, Mine(clock));
        }
        catch (IOException)
        {
            // The next beat tries again; a lost heartbeat only makes the lock look older.
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        File.Delete(path);
    }
}
