using System.Diagnostics;
using System.Globalization;

namespace LeadOps.Storage.Local;

/// <summary>Whether a process of this machine is still there.</summary>
internal static class OtherProcess
{
    /// <summary>
    /// The same number may belong to a later process; one that ended and was not yet collected by its parent is gone.
    /// </summary>
    public static bool IsAlive(int id, string? started)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited
                && Stat(process) is not ["Z" or "X", ..]
                && (started is null || started == StartOf(process));
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

    /// <summary>Where a process number means something: this start of this system, and this container on it.</summary>
    public static string Place()
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
                    + new FileInfo("/proc/self/ns/pid").LinkTarget
                : "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public static string? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return StartOf(process);
        }
        catch (ArgumentException)
        {
            return null;
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
}
