using System.Text.Json;
using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>What the state holds, read back: a disk or a hand may have changed it.</summary>
internal static class StoredRecord
{
    /// <param name="name">What the record is called when it cannot be read.</param>
    public static T Read<TRecord, T>(TRecord record, Func<TRecord, string> name, Func<TRecord, T> read)
    {
        try
        {
            return read(record);
        }
        catch (Exception problem) when (IsOfContent(problem))
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"{name(record)} is damaged. Keep a copy, move it away and restore it from a backup; "
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
