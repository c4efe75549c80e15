using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

internal sealed class ListEndTests
{
    private static readonly object[] Ends =
    [
        new object[] { Enumerable.Range(1, 50), 1.0, new ListEnd(50, 50, 0) },
        new object[] { Enumerable.Range(1, 50).Select(i => i * 7), 7.0, new ListEnd(350, 350, 0) },
        new object[] { Enumerable.Range(1, 49).Append(2_000_000_000), 1.0, new ListEnd(49, 2_000_000_000, 1) },
        new object[] { Enumerable.Range(1, 40).Concat([9000, 9001]), 1.0, new ListEnd(40, 9001, 2) },
        new object[] { new[] { 5 }, 1.0, new ListEnd(5, 5, 0) },
        new object[] { new[] { 5, 1_000_000 }, 999_995.0, new ListEnd(1_000_000, 1_000_000, 0) },
    ];

    [TestCaseSource(nameof(Ends))]
    public void A_jump_counts_neither_for_the_usual_gap_nor_for_the_dense_part(
        IEnumerable<int> ids,
        double usual,
        object end
    )
    {
        var rising = ids.Select(id => (long)id).ToList();

        Assert.That(IdGaps.Usual(rising), Is.EqualTo(usual));
        Assert.That(ListEnd.Of(rising), Is.EqualTo(end));
    }

    /// <summary>Leads of a filter lie anywhere; their scatter is no jump.</summary>
    [Test]
    public void Ids_at_random_end_without_strays([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        var rising = Enumerable.Range(1, 5000).Where(_ => random.Next(100) == 0).Select(id => (long)id).ToList();

        Assert.That(ListEnd.Of(rising).Strays, Is.Zero);
    }
}
