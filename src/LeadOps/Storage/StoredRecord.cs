using System.Text.Json;
using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>What the state holds, read back: a disk or a hand may have changed it.</summary>
internal static class StoredRecord
{
    public static T Read<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (IsOfContent(problem))
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"{what} is damaged. Keep a copy, move it away and restore it from a backup; "
                    + "LeadOps never replaces it by an empty one.",
                problem
            );
        }
    }

    /// <summary>A text that is not what was written: no JSON, an unknown word, another type, nothing at all.</summary>
    private static bool IsOfContent(Exception problem) =>
        problem
            is JsonException
                or ArgumentException
                or FormatException
                or InvalidOperationException
                or InvalidCastException
                or OverflowException
                or KeyNotFoundException;
}
