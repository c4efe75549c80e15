namespace LeadOps.Diagnostics;

/// <summary>Why a file or folder could not be used, and what to do, without .NET's words.</summary>
public static class FileProblem
{
    private const string DiskFull = "No space left on device";

    public static string Of(Exception problem) =>
        problem switch
        {
            UnauthorizedAccessException =>
                "this user may not write there, or it is a folder. Correct the rights, or name another place.",
            DirectoryNotFoundException => "there is no such folder. Make it first, or name another place.",
            IOException when problem.Message.Contains(DiskFull, StringComparison.Ordinal) =>
                "the disk is full. Make room, then run the command again.",
            _ => problem.Message,
        };
}
