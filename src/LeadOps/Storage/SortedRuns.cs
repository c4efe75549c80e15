using System.Runtime.InteropServices;

namespace LeadOps.Storage;

/// <summary>
/// Sorts many small records of one size: a run of them in memory, what goes beyond it in a file that only we can read.
/// <see cref="SortedSpool"/> is for records of different sizes, and finds one again.
/// </summary>
/// <param name="runLength">How many records are held in memory.</param>
internal sealed class SortedRuns<T>(int runLength = 1 << 16) : IDisposable
    where T : unmanaged, IComparable<T>
{
    private const int ReadAtOnce = 512;

    private readonly List<T> open = [];
    private readonly List<(long At, int Count)> written = [];
    private FileStream? file;

    public void Add(T record)
    {
        open.Add(record);
        if (open.Count == runLength)
        {
            Spill();
        }
    }

    /// <summary>All records in order, once none is added any more.</summary>
    public IEnumerable<T> Read()
    {
        open.Sort();
        return written.Count == 0 ? open : Merged([.. written.Select(Written), open]);
    }

    private static IEnumerable<T> Merged(IReadOnlyList<IEnumerable<T>> runs)
    {
        var lowest = new PriorityQueue<IEnumerator<T>, T>();
        foreach (var run in runs.Select(run => run.GetEnumerator()).Where(run => run.MoveNext()))
        {
            lowest.Enqueue(run, run.Current);
        }

        while (lowest.TryPeek(out var run, out var record))
        {
            yield return record;
            if (run.MoveNext())
            {
                lowest.DequeueEnqueue(run, run.Current);
            }
            else
            {
                lowest.Dequeue();
            }
        }
    }

    private void Spill()
    {
        open.Sort();
        try
        {
            file ??= TemporaryFile.Create();
            written.Add((file.Length, open.Count));
            file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(open)));
            file.Flush();
        }
        catch (IOException problem)
        {
            throw TemporaryFile.Explained(problem);
        }

        open.Clear();
    }

    private IEnumerable<T> Written((long At, int Count) run)
    {
        var (at, left) = run;
        var records = new T[Math.Min(ReadAtOnce, left)];
        while (left > 0)
        {
            var count = Math.Min(records.Length, left);
            at += Fill(records.AsSpan(0, count), at);
            left -= count;
            for (var i = 0; i < count; i++)
            {
                yield return records[i];
            }
        }
    }

    private int Fill(Span<T> records, long at)
    {
        var bytes = MemoryMarshal.AsBytes(records);
        file!.Position = at;
        file.ReadExactly(bytes);
        return bytes.Length;
    }

    public void Dispose() => file?.Dispose();
}
