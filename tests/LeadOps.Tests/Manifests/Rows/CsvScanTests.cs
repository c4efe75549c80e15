using LeadOps.Manifests.Rows;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Quotes in CSV: what is plain text, and what would be read as something else without a word.</summary>
internal sealed class CsvScanTests
{
    [TestCase("1,\"Mid\"dle\",A", "1:8")]
    [TestCase("1,\"a \\\"b\\\" c\",A", "1:8")]
    [TestCase("1,\"Quoted\" ,A", "1:11")]
    [TestCase("1,\"Quoted\"x,A", "1:11")]
    [TestCase("1,\"a\" \"b\",A", "1:6")]
    [TestCase("1,\"two\nlines\"x,A", "2:7")]
    [TestCase("1, \"a, b\",A", "1:4")]
    [TestCase("1,\"open\nfor ever", "1:3")]
    [TestCase("1,\"", "1:3")]
    public void A_stray_quote_has_a_place(string record, string place)
    {
        var fault = CsvScan.Of(record, ',').Fault;

        Assert.That($"{fault?.Line}:{fault?.Column}", Is.EqualTo(place));
    }

    [TestCase("1,WT-26\"-K,A", 3)]
    [TestCase("1,\"say \"\"hi\"\", ok\",A", 3)]
    [TestCase("1,\"\",A\r\n", 3)]
    [TestCase("5\" pipe,6\" pipe", 2)]
    [TestCase("\"a\r\nb\",c", 2)]
    [TestCase("", 1)]
    public void Quotes_in_their_place_are_no_fault(string record, int cells)
    {
        var scan = CsvScan.Of(record, ',');

        Assert.That((scan.Fault, scan.Cells.Count), Is.EqualTo(((QuoteFault?)null, cells)));
    }

    [Test]
    public void Cells_know_where_they_begin()
    {
        var scan = CsvScan.Of("a;\"b\nc\";d\ne;f", ';');

        Assert.That(scan.Cells, Is.EqualTo(new[] { (1, 1), (1, 3), (2, 4) }));
        Assert.That(scan.End, Is.EqualTo(10));
    }
}
