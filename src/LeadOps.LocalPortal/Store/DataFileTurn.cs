using System.Diagnostics;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// One portal at a time holds a data file. SQLite's own lock is not enough: portals that open at once each hold a
/// read lock in exclusive mode and wait for one another to give it up.
/// </summary>
internal static class DataFileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The system frees it with the process, so a killed portal leaves nothing in the way.</summary>
    /// <exception cref="LocalPortalException">Another portal held the file for longer than
    /// <paramref name="wait"/>.</exception>
    public static FileStream Take(string path, TimeSpan wait)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", Options());
            }
            catch (IOException problem) when (IsTaken(problem))
            {
                if (waited.Elapsed >= wait)
                {
                    throw new LocalPortalException(DataFilePath.InUse(path), problem);
                }

                // The system tells nobody when a file lock is free.
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, sharing violation of Windows.</summary>
    private static bool IsTaken(IOException problem) => (problem.HResult & 0xFFFF) is 11 or 35 or 32;

    private static FileStreamOptions Options()
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

        return options;
    }
}
