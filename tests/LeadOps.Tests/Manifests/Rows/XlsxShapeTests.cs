namespace LeadOps.Tests.Manifests.Rows;

/// <summary>What people see in a spreadsheet program and a file of cells does not say by itself.</summary>
internal sealed class XlsxShapeTests
{
    private static readonly string Header = Book.Row(1, Book.Text("A1", "key"), Book.Text("B1", "value"));

    private static readonly string Rows =
        Header
        + Book.Row(2, Book.Text("A2", "a"), Book.Text("B2", "North"))
        + Book.Row(3, Book.Text("A3", "b"))
        + Book.Row(4, Book.Text("A4", "c"), Book.Text("B4", "South"), Book.Text("C4", ""));

    [TestCase("B2:B3", "r.xlsx:3:2: The empty cell in the column `value` is one of the merged cells B2:B3, ")]
    [TestCase("$B$2:$B$3", "r.xlsx:3:2: The empty cell in the column `value` is one of the merged cells $B$2:$B$3, ")]
    [TestCase("A3:B3", "r.xlsx:3:2: The empty cell in the column `value` is one of the merged cells A3:B3, ")]
    [TestCase("B3:B4", "")]
    [TestCase("B4:D4", "")]
    [TestCase("A1:C1", "")]
    [TestCase("B7:B9", "")]
    [TestCase("nonsense", "")]
    public void An_empty_cell_among_merged_ones_is_told(string range, string expected)
    {
        var (_, errors) = RowFolder.Read("r.xlsx", Book.Of(("S", Rows + Book.Merged("D1:E1", range))));

        Assert.That(
            errors,
            Is.EqualTo(
                expected.Length == 0
                    ? ""
                    : expected + "of which only the first holds the value. Unmerge them and fill in each cell."
            )
        );
    }

    [TestCase("", null)]
    [TestCase("2", "r.xlsx: line 2 is hidden in the workbook and is read, too")]
    [TestCase("2 4", "r.xlsx: 2 lines are hidden in the workbook (the first is line 2) and are read, too")]
    [TestCase("1", null)]
    public void Hidden_lines_are_read_and_told(string hidden, string? expected)
    {
        var rows = Rows;
        foreach (var line in hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            rows = rows.Replace($"<row r=\"{line}\"", $"<row r=\"{line}\" hidden=\"1\"", StringComparison.Ordinal);
        }

        var (read, errors) = RowFolder.Read("r.xlsx", Book.Of(("S", rows)));

        Assert.That(errors, Is.Empty);
        Assert.That(read!.Rows, Has.Count.EqualTo(3));
        Assert.That(read.Remark, expected is null ? Is.Null : Does.EndWith("/" + expected));
    }

    [TestCase("0.5868055555555556", "14:05")]
    [TestCase("0.5868171296296296", "14:05:01")]
    [TestCase("0", "00:00")]
    public void A_time_without_a_day_is_its_text(string number, string expected)
    {
        var (rows, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(("S", Header + Book.Row(2, Book.Text("A2", "a"), Book.Number("B2", number, style: 2))))
        );

        Assert.That(errors, Is.Empty);
        Assert.That(rows!.Rows[0].Values["value"], Is.EqualTo(expected));
    }
}
