using System.Text;
using LeadOps.Storage;

namespace LeadOps.Tests.Storage;

internal sealed class SortedSpoolTests
{
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Values(SortedSpool spool) =>
        spool.Read().Select(entry => Encoding.UTF8.GetString(entry.Value));

    [Test]
    public void Numbers_come_out_by_the_first_then_the_second()
    {
        using var spool = new SortedSpool();
        var random = new Random(7);
        var pairs = Enumerable
            .Range(0, 5000)
            .Select(_ => (random.NextInt64(1, 1L << 40), random.NextInt64(0, 100)))
            .Distinct()
            .ToList();

        pairs.ForEach(pair => spool.Add(SortedSpool.Key(pair.Item1, pair.Item2), Bytes($"{pair}")));

        Assert.That(Values(spool), Is.EqualTo(pairs.Order().Select(pair => $"{pair}")));
        Assert.That(spool.Count, Is.EqualTo(pairs.Count));
    }

    [Test]
    public void Texts_come_out_in_ordinal_order()
    {
        using var spool = new SortedSpool();
        string[] texts = ["b", "a", "ab", "abc", "a b", "A", "ä", "я", "🎪", "\ufb01", "", "a-1", "a-10", "a-2"];

        texts.ToList().ForEach(text => spool.Add(SortedSpool.Key(text, 1), Bytes(text)));

        Assert.That(Values(spool), Is.EqualTo(texts.Order(StringComparer.Ordinal)));
    }

    [Test]
    public void The_first_of_a_text_is_the_one_with_the_lowest_number()
    {
        using var spool = new SortedSpool();
        spool.Add(SortedSpool.Key("web-1", 9), Bytes("nine"));
        spool.Add(SortedSpool.Key("web-1", 4), Bytes("four"));
        spool.Add(SortedSpool.Key("web-10", 1), Bytes("other"));

        Assert.That(Encoding.UTF8.GetString(spool.First("web-1")!), Is.EqualTo("four"));
        Assert.That(spool.First("web"), Is.Null);
    }

    [Test]
    public void What_is_removed_does_not_come_out()
    {
        using var spool = new SortedSpool();
        spool.Add(SortedSpool.Key(1), Bytes("one"));
        spool.Add(SortedSpool.Key(2), Bytes("two"));

        spool.Remove(SortedSpool.Key(1));

        Assert.That(Values(spool), Is.EqualTo(new[] { "two" }));
    }
}
