using System.Diagnostics;
using System.Text.Json;

namespace LeadOps.Storage.Local;

/// <summary>What the lock file of a portal says.</summary>
internal sealed record LeaseNote(
    string Owner,
    string Host,
    int Pid,
    string Heartbeat,
    string? Started,
    string? Token,
    string? Run = null,
    string? Place = null
);

/// <summary>The lock file of a portal, and the system's lock around every look and change.</summary>
internal static class LeaseFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static LeaseNote? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StorageJson.Default.LeaseNote);
        }
        catch (Exception problem) when (problem is JsonException or FileNotFoundException)
        {
            return null;
        }
    }

    public static void Write(string path, LeaseNote note)
    {
        var temporary = $"{path}.{note.Token}.tmp";
        using (var stream = PrivateFile.Create(temporary))
        {
            JsonSerializer.Serialize(stream, note, StorageJson.Default.LeaseNote);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The system frees it with the process, so nobody can leave it behind.</summary>
    public static FileStream Guard(string path)
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
