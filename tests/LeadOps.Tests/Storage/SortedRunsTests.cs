using LeadOps.Storage;

namespace LeadOps.Tests.Storage;

internal sealed class SortedRunsTests
{
    [TestCase(0)]
    [TestCase(99)]
    [TestCase(100)]
    [TestCase(5_000)]
    public void Records_come_out_in_order_however_many_runs_they_fill(int count)
    {
        using var runs = new SortedRuns<long>(runLength: 100);
        var random = new Random(7);
        var records = Enumerable.Range(0, count).Select(_ => random.NextInt64(1000)).ToList();

        records.ForEach(runs.Add);

        Assert.That(runs.Read(), Is.EqualTo(records.Order()));
    }

    [Test]
    public void They_can_be_read_twice()
    {
        using var runs = new SortedRuns<long>(runLength: 2);
        new long[] { 3, 1, 2, 5, 4 }
            .ToList()
            .ForEach(runs.Add);

        var first = runs.Read().ToList();
        var second = runs.Read().ToList();

        Assert.That(first, Is.EqualTo(new long[] { 1, 2, 3, 4, 5 }));
        Assert.That(second, Is.EqualTo(first));
    }
}
