using BenchmarkDotNet.Attributes;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Benchmarks;

/// <summary>One commit of a batch: the outcomes of 48 leads and the intents of the next 48.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks : IDisposable
{
    private const int Batch = 48;

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-benchmark-").FullName;
    private LocalJournal journal = null!;
    private int next;

    [GlobalSetup]
    public void Open() => journal = new LocalJournal(Path.Combine(folder, "journal.db"), isWritten: true);

    [Benchmark]
    public void Record()
    {
        var outcomes = Enumerable
            .Range(next, Batch)
            .Select(line => new OutcomeRow(line, "Applied", line, "{\"STATUS_ID\":\"JUNK\"}", null, null))
            .ToList();
        next += Batch;
        journal.Record(outcomes, [.. Enumerable.Range(next, Batch)], null, DateTimeOffset.UnixEpoch);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
