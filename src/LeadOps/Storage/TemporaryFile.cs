using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>A file that only we can read and that is gone with the process, however that ends.</summary>
public static class TemporaryFile
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"leadops-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 64 * 1024,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    internal static LeadOpsException Explained(Exception problem) =>
        new(
            Failure.Portal,
            $"The temporary folder `{Path.GetTempPath()}` cannot hold what is sorted on disk: "
                + $"{problem.Message} Make room there, or point TMPDIR at a folder with room.",
            problem
        );
}
