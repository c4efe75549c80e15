using System.Collections;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Plans;

/// <summary>
/// The leads of a plan in the order they are carried out. What holds: they lie on disk, each walk reads them anew,
/// and no walk keeps more than one. Callers must not rely on two walks giving the same objects.
/// </summary>
public sealed class PlanLeads : IEnumerable<PlannedLead>, IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly Func<IEnumerable<ReadOnlyMemory<byte>>> lines;
    private readonly IDisposable? spool;
    private readonly string? path;
    private readonly long to;

    internal PlanLeads(PlanSpool spool)
    {
        this.spool = spool;
        lines = spool.Lines;
    }

    /// <summary>The lines of a saved plan between its header and its footer.</summary>
    internal PlanLeads(string path, long from, long to)
    {
        (this.path, this.to) = (path, to);
        lines = () => LineFile.Lines(path, from, to);
    }

    /// <summary>All bytes that the digest covers; those of a saved plan exactly as they stand there.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> WithHeader(PlanHeader header) =>
        path is null ? lines().Prepend(PlanHeaderJson.Line(header)) : LineFile.Lines(path, 0, to);

    /// <summary>A line of a file that was not looked at yet.</summary>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> line) => JsonDocument.Parse(line, Strict);

    internal static bool IsDamage(Exception problem) =>
        problem
            is JsonException
                or KeyNotFoundException
                or InvalidOperationException
                or FormatException
                or ArgumentException
                or OverflowException
                or IOException
                or UnauthorizedAccessException;

    public static PlannedLead Read(ReadOnlyMemory<byte> line) => PlannedLeadReader.Read(line.Span);

    public IEnumerator<PlannedLead> GetEnumerator() => lines().Select(ReadUnchanged).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private PlannedLead ReadUnchanged(ReadOnlyMemory<byte> line)
    {
        try
        {
            return Read(line);
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The plan `{path}` was changed while it was read. Make a new one with `leadops plan`.",
                problem
            );
        }
    }

    public void Dispose() => spool?.Dispose();
}
