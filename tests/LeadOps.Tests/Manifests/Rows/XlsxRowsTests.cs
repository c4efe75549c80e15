using System.IO.Compression;
using System.Text;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Workbooks: typed cells, tables that begin lower, other sheets, damaged and hostile files.</summary>
internal sealed class XlsxRowsTests
{
    private static readonly string Header = Book.Row(1, Book.Text("A1", "key"), Book.Text("B1", "value"));

    [Test]
    public void Cells_come_typed()
    {
        var (rows, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(
                (
                    "Leads",
                    Header
                        + Book.Row(2, Book.Text("A2", "text"), Book.Text("B2", "0007"))
                        + Book.Row(3, Book.Text("A3", "number"), Book.Number("B3", "12.5"))
                        + Book.Row(4, Book.Text("A4", "phone"), Book.Number("B4", "79001234567"))
                        + Book.Row(5, Book.Text("A5", "day"), Book.Number("B5", "46143", style: 1))
                        + Book.Row(6, Book.Text("A6", "moment"), Book.Number("B6", "46143.4375", style: 2))
                        + Book.Row(7, Book.Text("A7", "flag"), "<c r=\"B7\" t=\"b\"><v>1</v></c>")
                        + Book.Row(8, Book.Text("A8", "formula"), "<c r=\"B8\"><f>1+1</f><v>2</v></c>")
                        + Book.Row(
                            9,
                            Book.Text("A9", "formula text"),
                            "<c r=\"B9\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c>"
                        )
                        + Book.Row(10, Book.Text("A10", "nothing"))
                )
            )
        );

        Assert.That(errors, Is.Empty);
        Assert.That(
            rows!.Rows.Select(row => row.Values["value"]),
            Is.EqualTo(
                new object?[]
                {
                    "0007",
                    12.5m,
                    79001234567L,
                    new DateTime(2026, 5, 1),
                    new DateTime(2026, 5, 1, 10, 30, 0),
                    true,
                    2,
                    "ab",
                    null,
                }
            )
        );
        Assert.That(rows.Rows.Select(row => row.At.Line), Is.EqualTo(Enumerable.Range(2, 9)));
    }

    [Test]
    public void A_table_may_begin_lower_on_another_sheet_and_have_gaps()
    {
        var (rows, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(
                ("Read me", Book.Row(1, Book.Text("A1", "hello"))),
                (
                    "Данные",
                    Book.Row(1, Book.Text("A1", "A title"))
                        + Book.Row(3, Book.Text("A3", "key"), Book.Text("B3", "сумма"))
                        + Book.Row(4, Book.Text("A4", "a"), Book.Text("B4", "12,5"))
                        + Book.Row(7, Book.Text("A7", "b"), Book.Number("B7", "3"))
                )
            ),
            "sheet: Данные, headerRow: 3, decimal: \",\", types: { сумма: number }"
        );

        Assert.That(errors, Is.Empty);
        Assert.That(
            rows!.Rows.Select(row => (row.At.Line, row.Values["key"], row.Values["сумма"])),
            Is.EqualTo(new (int, object?, object?)[] { (4, "a", 12.5m), (7, "b", 3) })
        );
    }

    [Test]
    public void The_first_sheet_that_people_see_is_meant_and_a_hidden_one_may_be_named()
    {
        var book = Book.Of(
            ("Hidden lists", Header + Book.Row(2, Book.Text("A2", "hidden"), Book.Text("B2", "1"))),
            ("Leads", Header + Book.Row(2, Book.Text("A2", "seen"), Book.Text("B2", "1")))
        );

        var seen = RowFolder.Read("r.xlsx", book);
        var named = RowFolder.Read("r.xlsx", book, "sheet: Hidden lists");

        Assert.That(seen.Rows!.Rows[0].Values["key"], Is.EqualTo("seen"), seen.Errors);
        Assert.That(named.Rows!.Rows[0].Values["key"], Is.EqualTo("hidden"), named.Errors);
    }

    [Test]
    public void A_title_above_the_table_asks_for_the_line_of_the_header() =>
        Assert.That(
            RowFolder
                .Read(
                    "r.xlsx",
                    Book.Of(
                        (
                            "Leads",
                            Book.Row(1, Book.Text("A1", "Export of March"))
                                + Book.Row(3, Book.Text("A3", "key"), Book.Text("B3", "value"))
                        )
                    )
                )
                .Errors,
            Is.EqualTo(
                "r.xlsx:3:1: The line has 2 cells, the header 1. "
                    + "If the table begins lower, name the line of its header: `headerRow: 3`."
            )
        );

    [Test]
    public void An_error_of_the_spreadsheet_is_told_with_its_cell()
    {
        var (_, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(
                ("S", Header + Book.Row(2, Book.Text("A2", "a"), "<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"))
            )
        );

        Assert.That(
            errors,
            Is.EqualTo("r.xlsx:2:2: `#DIV/0!` in the column `value` is an error of the spreadsheet. Correct the cell.")
        );
    }

    [Test]
    public void A_number_whose_last_digits_are_lost_is_told_with_its_cell() =>
        Assert.That(
            RowFolder
                .Read(
                    "r.xlsx",
                    Book.Of(
                        ("S", Header + Book.Row(2, Book.Text("A2", "a"), "<c r=\"B2\"><v>4111111111111111</v></c>"))
                    )
                )
                .Errors,
            Does.StartWith("r.xlsx:2:2: `4111111111111111` in the column `value` is a number of more than 15 digits")
        );

    /// <summary>Programs that write formulas without calculating them leave the value out.</summary>
    [TestCase("<c r=\"B2\"><f>1+1</f><v></v></c>", false)]
    [TestCase("<c r=\"B2\"><f>1+1</f><v/></c>", false)]
    [TestCase("<c r=\"B2\"><f>1+1</f></c>", false)]
    [TestCase("<c r=\"B2\"><f t=\"shared\" si=\"0\"/></c>", false)]
    [TestCase("<c r=\"B2\"><f>1+1</f><v>2</v></c>", true)]
    [TestCase("<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>", true)]
    [TestCase("<c r=\"B2\" s=\"1\"/>", true)]
    public void A_formula_that_was_never_calculated_is_told(string cell, bool isRead)
    {
        var (_, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(("Hidden", Header), ("S", Header + Book.Row(2, Book.Text("A2", "a"), cell)))
        );

        Assert.That(
            errors,
            Is.EqualTo(
                isRead
                    ? ""
                    : "r.xlsx:2:2: `=` in the column `value` is a formula without a saved value. Open the "
                        + "workbook in a spreadsheet program and save it, so that its formulas are calculated."
            )
        );
    }

    [TestCase("", "2022-04-30")]
    [TestCase("<workbookPr date1904=\"0\"/>", "2022-04-30")]
    [TestCase("<workbookPr date1904=\"1\"/>", "2026-05-01")]
    [TestCase("<workbookPr date1904=\"true\"/>", "2026-05-01")]
    public void A_workbook_of_an_old_Mac_counts_its_days_from_1904(string properties, string day)
    {
        var (rows, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(properties, ("S", Header + Book.Row(2, Book.Text("A2", "a"), Book.Number("B2", "44681", style: 1))))
        );

        Assert.That(errors, Is.Empty);
        Assert.That($"{rows!.Rows[0].Values["value"]:yyyy-MM-dd}", Is.EqualTo(day));
    }

    [Test]
    public void A_date_in_the_header_is_named_as_its_text()
    {
        var (rows, errors) = RowFolder.Read(
            "r.xlsx",
            Book.Of(
                (
                    "S",
                    Book.Row(1, Book.Text("A1", "key"), Book.Number("B1", "46143", style: 1), Book.Number("C1", "2026"))
                        + Book.Row(2, Book.Text("A2", "a"), Book.Text("B2", "b"), Book.Text("C2", "c"))
                )
            )
        );

        Assert.That(errors, Is.Empty);
        Assert.That(rows!.Columns, Is.EqualTo(new[] { "key", "2026-05-01", "2026" }));
    }

    [Test]
    public void A_sheet_that_is_not_there_is_told() =>
        Assert.That(
            RowFolder.Read("r.xlsx", Book.Of(("One", Header), ("Two", Header)), "sheet: Three").Errors,
            Does.Contain("has no sheet `Three`. It has: `One`, `Two`.")
        );

    [Test]
    public void What_is_no_workbook_is_called_by_its_name()
    {
        Assert.That(RowFolder.Read("r.xlsx", "<html>"u8.ToArray()).Errors, Does.Contain("The file is HTML"));
        Assert.That(RowFolder.Read("r.xlsx", "a,b\n"u8.ToArray()).Errors, Does.Contain("not an Excel workbook"));
        Assert.That(
            RowFolder.Read("r.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]).Errors,
            Does.Contain("old Excel workbook (.xls) or one with a password")
        );
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Book.Write(zip, "word/document.xml", "<document/>");
        }

        Assert.That(RowFolder.Read("r.xlsx", archive.ToArray()).Errors, Does.Contain("holds no Excel workbook"));
    }

    [Test]
    public void A_zip_bomb_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var blanks = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            for (var i = 0; i < 300; i++)
            {
                part.Write(blanks);
            }
        }

        Assert.That(RowFolder.Read("r.xlsx", bytes.ToArray()).Errors, Does.Contain("unpacks to more than 250 MB"));
    }

    [Test]
    public void A_damaged_workbook_is_told()
    {
        var whole = Book.Of(("S", Header + Book.Row(2, Book.Text("A2", "a"), Book.Text("B2", "b"))));
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var damaged = whole.ToArray();
            for (var i = 0; i < 4; i++)
            {
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            }

            Assert.That(() => RowFolder.Read("r.xlsx", damaged[..random.Next(100, damaged.Length)]), Throws.Nothing);
            Assert.That(() => RowFolder.Read("r.xlsx", damaged), Throws.Nothing);
        }
    }
}
