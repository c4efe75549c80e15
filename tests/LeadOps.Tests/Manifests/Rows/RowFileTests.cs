using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Files of rows as spreadsheets and people write them.</summary>
internal sealed class RowFileTests
{
    private const string Manifest = """
        manifest: 1
        name: m
        rows: { r: FILE }
        fixtures:
          - name: f
            forEach: r
            key: "{{ row.key }}"
            set: { TITLE: "{{ row.name }}" }
        """;

    private static (IReadOnlyList<Row> Rows, string Errors) Read(string file, byte[] content)
    {
        var folder = Directory.CreateTempSubdirectory("leadops-rows-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, file), content);
            var manifest = Path.Combine(folder.FullName, "m.yml");
            File.WriteAllText(manifest, Manifest.Replace("FILE", file, StringComparison.Ordinal));
            var problems = new DiagnosticBag();
            var read = new ManifestReader(new Dictionary<string, string>(StringComparer.Ordinal)).Read(
                [manifest],
                problems
            );
            var errors = string.Join('\n', problems.Items);
            return (
                read.Count == 0 ? [] : read[0].Fixtures[0].ForEach!.Rows,
                errors.Replace(folder.FullName + "/", "", StringComparison.Ordinal).TrimEnd('.')
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase(
        "key;name\na;b\n",
        "r.csv:1:1: The file is separated by semicolons. Write `{ file: r.csv, separator: \";\" }`"
    )]
    [TestCase(
        "key\tname\na\tb\n",
        "r.csv:1:1: The file is separated by tabs. Write `{ file: r.csv, separator: \"\\t\" }`"
    )]
    [TestCase("", "m.yml:3:12: The rows file `r.csv` cannot be read: the file is empty. Check its name and contents")]
    [TestCase(
        "key,name\na,#N/A\n",
        "r.csv:2:3: `#N/A` in the column `name` is an error of the spreadsheet. Correct the cell"
    )]
    [TestCase(
        "key,name\na, #ЗНАЧ!\n",
        "r.csv:2:3: ` #ЗНАЧ!` in the column `name` is an error of the spreadsheet. Correct the cell"
    )]
    [TestCase("\n", "r.csv:1:1: The file has no header line. Its first line names the columns")]
    [TestCase("key,name,key\na,b,c\n", "r.csv:1:1: The column `key` comes twice. Give every column its own name")]
    [TestCase(
        "key,name,,\na,b,,\nc,d, ,e\nf,g,h,i\n",
        "r.csv:3:7: `e` stands in a column without a name. Name the column, or empty its cells"
    )]
    [TestCase(",,\na,b,c\n", "r.csv:1:1: The header names no column. Its cells are the names of the columns")]
    [TestCase(
        "key,name\na\n\nb,c,d\n",
        "r.csv:2:1: The line has 1 cell, the header 2. "
            + "Quote cells that contain a line break. If empty cells at its end were left out, save the table "
            + "as .xlsx.\nr.csv:4:1: The line has 3 cells, the header 2. "
            + "Quote cells that contain the separator"
    )]
    [TestCase(
        "key,name\na,b\nc,\"d\ne\nf,g\n",
        "r.csv:3:3: A quote is not closed, so the lines below belong to it. Close it. "
            + "Write a quote inside a quoted cell twice: `\"\"`"
    )]
    [TestCase("key,nam\na,b\n", "m.yml:8:27: `row.name` is not known. Did you mean `nam`?")]
    public void A_wrong_CSV_file_is_told_once_and_with_its_line(string text, string errors)
    {
        var read = Read("r.csv", Encoding.UTF8.GetBytes(text));

        Assert.That(read.Errors, Is.EqualTo(errors));
    }

    /// <summary>Bitrix24 ends every line of its export with a separator.</summary>
    [TestCase("key,name,\na,b,\n")]
    [TestCase("key,name\na,b,,\n")]
    [TestCase("key,,name,,\na,,b,, \n")]
    public void Columns_without_a_name_and_without_a_cell_are_left_out(string text)
    {
        var read = Read("r.csv", Encoding.UTF8.GetBytes(text));

        Assert.That(read.Errors, Is.Empty);
        Assert.That(read.Rows[0].Values, Is.EqualTo(new Dictionary<string, object?> { ["key"] = "a", ["name"] = "b" }));
    }

    [Test]
    public void A_line_that_is_not_UTF_8_is_told()
    {
        var read = Read("r.csv", Encoding.Latin1.GetBytes("key,name\na,b\nc,Müller\n"));

        Assert.That(read.Errors, Does.StartWith("r.csv:3:1: The line is not UTF-8."));
    }

    [Test]
    public void Marks_quotes_spaces_and_lines_without_text_are_no_trouble()
    {
        var read = Read(
            "r.csv",
            Encoding.UTF8.GetBytes(
                "\uFEFFkey, name\r\n\r\na,\"b \"\"q\"\",\r\nx\"\r\n,\r\n  \r\nc, d\r\ne,5\" pipe\r\n"
            )
        );

        Assert.That(read.Errors, Is.Empty);
        Assert.That(
            read.Rows.Select(row => (row.At.Line, row.Index, row.Values["key"], row.Values["name"])),
            Is.EqualTo(
                new (int, int, object?, object?)[]
                {
                    (3, 0, "a", "b \"q\",\r\nx"),
                    (7, 1, "c", " d"),
                    (8, 2, "e", "5\" pipe"),
                }
            )
        );
    }

    [Test]
    public void A_header_alone_means_no_rows()
    {
        var read = Read("r.csv", Encoding.UTF8.GetBytes("key,name\n"));

        Assert.That((read.Errors, read.Rows.Count), Is.EqualTo(("", 0)));
    }

    [TestCase(
        "[\n{\"key\":\"a\",}]",
        "r.json:2:12: This is not JSON: The JSON object contains a trailing comma at the end which is not "
            + "supported. Correct it, or write the rows as CSV"
    )]
    [TestCase(
        "[{\"key\":\"a\",\"key\":\"b\",\"name\":1}]",
        "r.json:1:2: The key `key` comes twice in this row. Keep one of them"
    )]
    [TestCase("[{\"key\":\"a\",\"name\":1},\n 7]", "r.json:2:2: `7` is not a row. Write `{\"email\": \"…\"}`")]
    [TestCase("{}", "r.json:1:1: The file is not a list of objects. Write `[{\"email\": \"…\"}, …]`")]
    public void A_wrong_JSON_file_is_told_with_its_place(string text, string errors)
    {
        var read = Read("r.json", Encoding.UTF8.GetBytes(text));

        Assert.That(read.Errors, Is.EqualTo(errors));
    }

    [Test]
    public void Rows_of_JSON_know_their_lines()
    {
        var read = Read(
            "r.json",
            Encoding.UTF8.GetBytes(
                "\uFEFF[{\"key\":\"a\",\"name\":1.5},\n\n  {\"key\":\"b\",\"name\":[true,null,{\"x\":2}]}]\n"
            )
        );

        Assert.That(read.Rows.Select(row => row.At.Line), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(read.Rows[0].Values["name"], Is.EqualTo(1.5m));
    }

    [TestCase("1e309")]
    [TestCase("-12E400")]
    [TestCase("12e3")]
    [TestCase("123456789012345678901234567890123456789")]
    [TestCase("1.0E+2")]
    [TestCase("-0")]
    public void A_number_of_JSON_that_would_be_written_otherwise_keeps_its_text(string number)
    {
        var read = Read("r.json", Encoding.UTF8.GetBytes($"[{{\"key\":\"a\",\"name\":{number}}}]"));

        Assert.That(read.Rows[0].Values["name"]?.ToString(), Is.EqualTo(number));
    }

    [TestCase("{\"key\":\"a\",\"name\":\"ab\\ud83d\"}")]
    [TestCase("{\"key\":\"a\",\"name\":[{\"x\":\"\\ude00cd\"}]}")]
    [TestCase("{\"key\":\"a\",\"name\":1,\"\\ud83d\":1}")]
    public void Half_of_a_character_in_JSON_is_told_with_its_line(string row)
    {
        var read = Read("r.json", Encoding.UTF8.GetBytes($"[\n{row}]"));

        Assert.That(read.Errors, Does.StartWith("r.json:2:1: A text of this row holds half of a character"));
    }

    [Test]
    public void Lines_of_JSON_are_rows()
    {
        var read = Read(
            "r.jsonl",
            Encoding.UTF8.GetBytes("{\"key\":\"a\",\"name\":1}\n\n{\"key\":\"b\",\"name\":\"x\"}\n")
        );

        Assert.That(
            read.Rows.Select(row => (row.At.Line, row.Values["key"], row.Values["name"])),
            Is.EqualTo(new (int, object?, object?)[] { (1, "a", 1), (3, "b", "x") })
        );
    }

    [TestCase("{\"key\":1}\n{\"key\":\n", "r.jsonl:2:")]
    public void A_wrong_line_of_JSON_is_told_with_its_place(string text, string error)
    {
        Assert.That(Read("r.jsonl", Encoding.UTF8.GetBytes(text)).Errors, Does.StartWith(error));
    }

    [TestCase("sep=,\r\nkey,name\r\na,b\r\n")]
    [TestCase("\"sep=,\"\nkey,name\na,b\n")]
    [TestCase("\uFEFFSEP=;\nkey;name\na;b\n")]
    [TestCase("sep=|\nkey|name\na|b\n")]
    public void The_line_that_tells_Excel_the_separator_is_skipped(string text)
    {
        var read = Read("r.csv", Encoding.UTF8.GetBytes(text));

        Assert.That(read.Errors, Is.Empty);
        Assert.That((read.Rows[0].At.Line, read.Rows[0].Values["name"]), Is.EqualTo((3, (object)"b")));
    }

    [TestCase("\"ID\";\"Имя, Фамилия\";\"Улица, дом\"\n\"1\";\"Иван\";\"Мира, 5\"\n")]
    [TestCase("ID;Имя, Фамилия;Улица, дом\n1;Иван;\"Мира, 5\"\n")]
    [TestCase("ID;Имя;Комментарий, внутренний\n1;Иван;x\n")]
    public void Semicolons_are_named_although_the_header_has_commas(string text)
    {
        Assert.That(
            Read("r.csv", Encoding.UTF8.GetBytes(text)).Errors,
            Does.StartWith("r.csv:1:1: The file is separated by semicolons.")
        );
    }

    [TestCase("key,name;other\na,b;c\n")]
    [TestCase("key,\"na;me;x\"\na,b\n")]
    [TestCase("key\na;b\n")]
    public void A_semicolon_in_a_file_with_commas_is_text(string text)
    {
        Assert.That(Read("r.csv", Encoding.UTF8.GetBytes(text)).Errors, Does.Not.Contain("separated"));
    }

    private static IEnumerable<TestCaseData> Disguises()
    {
        yield return new TestCaseData("<table><tr><td>a</td></tr></table>"u8.ToArray(), "The file is HTML").SetName(
            "{m}(table)"
        );
        yield return new TestCaseData("\uFEFF\n <!DOCTYPE html>"u8.ToArray(), "The file is HTML").SetName("{m}(page)");
        yield return new TestCaseData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0 }, "an Excel workbook").SetName("{m}(xlsx)");
        yield return new TestCaseData(
            new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0 },
            "an old Excel workbook"
        ).SetName("{m}(xls)");
        yield return new TestCaseData("%PDF-1.7"u8.ToArray(), "a PDF").SetName("{m}(pdf)");
        yield return new TestCaseData("[\n  {\"key\": 1}]"u8.ToArray(), "The file is JSON").SetName("{m}(json)");
        yield return new TestCaseData(Encoding.Unicode.GetBytes("key\na\n"), "UTF-16 without its mark").SetName(
            "{m}(utf-16)"
        );
        yield return new TestCaseData(Encoding.BigEndianUnicode.GetBytes("key\nä\n"), "UTF-16 without").SetName(
            "{m}(utf-16 with an umlaut)"
        );
    }

    [TestCaseSource(nameof(Disguises))]
    public void What_is_not_CSV_is_called_by_its_name(byte[] content, string name)
    {
        Assert.That(Read("r.csv", content).Errors, Does.StartWith("r.csv:1:1: ").And.Contain(name));
    }

    [Test]
    public void A_zero_byte_far_below_is_told_with_its_line() =>
        Assert.That(
            Read("r.csv", Encoding.UTF8.GetBytes($"key\n{new string('a', 600)}\nb\0c\n")).Errors,
            Does.StartWith("r.csv:3:1: The line holds a zero byte")
        );

    [TestCase("r.csv", "k\u200Bey ,name\na,b\n")]
    [TestCase("r.json", "[{\"\u2060key\u00A0\": \"a\", \"name\": 1}]")]
    [TestCase("r.jsonl", "{\"\uFEFFkey\": \"a\", \"name\": 1}")]
    [TestCase("r.yml", "- { \"key\u200B \": a, name: b }")]
    public void The_name_of_a_column_holds_nothing_that_cannot_be_seen(string name, string text)
    {
        var (rows, errors) = Read(name, Encoding.UTF8.GetBytes(text));

        Assert.That((errors, rows[0].Values.Keys.First()), Is.EqualTo(("", "key")));
    }

    [TestCase("r.json", "[{\"\": 1}]", "r.json:1:2: A key of this row has no name.")]
    [TestCase("r.json", "[{\"a\": 1, \"a\u200B\": 2}]", "r.json:1:2: The key `a` comes twice")]
    [TestCase("r.yml", "- { \"\": a }", "r.yml:1:5: A key of this row has no name.")]
    [TestCase("r.yml", "- { a: 1, \"a \": a }", "r.yml:1:11: The key `a` comes twice")]
    [TestCase("r.yml", "- { a: 1,000 }", "r.yml:1:10: `000` has no `:` and no value")]
    public void A_key_that_would_be_lost_is_told(string name, string text, string message) =>
        Assert.That(Read(name, Encoding.UTF8.GetBytes(text)).Errors, Does.StartWith(message));
}
