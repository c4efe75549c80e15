using Microsoft.Data.Sqlite;

namespace LeadOps.LocalPortal.Store;

/// <summary>Where the data file is: made for its owner only, and what is said when it cannot be used.</summary>
internal static class DataFilePath
{
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new LocalPortalException(
                $"`{path}` is a folder. Give a file with `--data`, for instance `{Path.Combine(path, "portal.db")}`."
            );
        }
    }

    public static void Create(string path)
    {
        if (!File.Exists(path) && !OperatingSystem.IsWindows())
        {
            using var created = new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            );
        }
    }

    public static string InUse(string path) =>
        $"The data file `{path}` is in use by another portal. Stop that one, or give another file with `--data`.";

    public static string Explain(string path, Exception problem) =>
        problem switch
        {
            SqliteException { SqliteErrorCode: 5 or 6 } => InUse(path),
            SqliteException { SqliteErrorCode: 14 or 8 } =>
                $"The data file `{path}` cannot be opened or written. Check that the folder exists and may be written.",
            SqliteException { SqliteErrorCode: not (26 or 11) } =>
                $"The data file `{path}` cannot be used: {problem.Message}",
            IOException or UnauthorizedAccessException => $"The data file `{path}` cannot be opened: {problem.Message}",
            _ => $"`{path}` is not a data file of a local portal, or it is damaged. Give another file with `--data`.",
        };
}
