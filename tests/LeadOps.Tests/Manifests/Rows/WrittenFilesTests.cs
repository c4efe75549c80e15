using System.Text;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>Tables as programs of other countries write them, read by the keys that say how.</summary>
internal sealed class WrittenFilesTests
{
    [Test]
    public void A_table_in_another_code_page_with_its_own_numbers_and_dates_is_read()
    {
        var text =
            "Выгрузка\r\nИмя, Фамилия;Рабочий телефон;Сумма;С даты;Код;VIP\r\n\"Иван; "
            + "Петров\";\"+7 926\";12\u00A0500,50;01.05.2026;0007;да\r\nAnna;;-3;;x;\r\n";
        var content = CodePagesEncodingProvider
            .Instance.GetEncoding(1251)!
            .GetBytes(text.Replace("да\r", "Y\r", StringComparison.Ordinal));

        var (rows, errors) = RowFolder.Read(
            "r.csv",
            content,
            "separator: \";\", encoding: windows-1251, decimal: \",\", dates: dd.MM.yyyy, skip: 1, types: "
                + "{ Сумма: number, С даты: date, Код: text, VIP: boolean }"
        );

        Assert.That(errors, Is.Empty);
        Assert.That(
            rows!.Columns,
            Is.EqualTo(new[] { "Имя, Фамилия", "Рабочий телефон", "Сумма", "С даты", "Код", "VIP" })
        );
        Assert.That(
            rows.Rows[0].Values.Values,
            Is.EqualTo(new object?[] { "Иван; Петров", "+7 926", 12500.50m, new DateTime(2026, 5, 1), "0007", true })
        );
        Assert.That(rows.Rows[1].Values.Values, Is.EqualTo(new object?[] { "Anna", "", -3m, null, "x", null }));
        Assert.That(rows.Rows.Select(row => row.At.Line), Is.EqualTo(new[] { 3, 4 }));
    }

    [TestCase("12500.50", "", "12500.50")]
    [TestCase("12 500", "", "12500")]
    [TestCase("1\u202F234\u202F567.8", "", "1234567.8")]
    [TestCase("12.500,5", "decimal: \",\"", "12500.5")]
    [TestCase("12,500.5", "decimal: \".\"", "12500.5")]
    [TestCase("007", "", "7")]
    [TestCase("12,5", "", "! is not a number with a dot; if the comma begins the decimals, add `decimal: \",\"`")]
    [TestCase("12.500.5", "decimal: \",\"", "! is not a number such as 12500,50")]
    [TestCase("1 2", "", "! is not a number such as 12500.50")]
    [TestCase("500 EUR", "", "! is not a number")]
    [TestCase("1e3", "", "! is not a number")]
    public void A_typed_number_is_read_or_told(string cell, string keys, string expected)
    {
        var (rows, errors) = RowFolder.Read(
            "r.csv",
            Encoding.UTF8.GetBytes($"a,n\nx,\"{cell}\"\n"),
            $"types: {{ n: number }}{(keys.Length > 0 ? ", " + keys : "")}"
        );

        if (expected.StartsWith('!'))
        {
            Assert.That(errors, Does.StartWith($"r.csv:2:3: `{cell}` in the column `n` {expected[2..]}"));
        }
        else
        {
            Assert.That(
                Convert.ToString(rows!.Rows[0].Values["n"], System.Globalization.CultureInfo.InvariantCulture),
                Is.EqualTo(expected)
            );
        }
    }

    [TestCase("2026-05-01", "", true)]
    [TestCase("2026-05-01 10:30:00", "", true)]
    [TestCase("01.05.2026", "", false)]
    [TestCase("05/01/2026", ", dates: MM/dd/yyyy", true)]
    [TestCase("31/31/2026", ", dates: MM/dd/yyyy", false)]
    public void A_typed_date_is_read_or_told(string cell, string keys, bool isRead)
    {
        var (rows, errors) = RowFolder.Read(
            "r.csv",
            Encoding.UTF8.GetBytes($"d\n{cell}\n"),
            "types: { d: date }" + keys
        );

        if (isRead)
        {
            Assert.That(rows!.Rows[0].Values["d"], Is.InstanceOf<DateTime>());
        }
        else
        {
            Assert.That(errors, Does.StartWith($"r.csv:2:1: `{cell}` in the column `d` is not a date"));
        }
    }

    [Test]
    public void Tabs_and_sixteen_bits_a_letter_are_read()
    {
        var (rows, errors) = RowFolder.Read(
            "r.tsv",
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("имя\tкод\nИван\t\"a\tb\"\n")]
        );

        Assert.That(errors, Is.Empty);
        Assert.That(rows!.Rows[0].Values.Values, Is.EqualTo(new[] { "Иван", "a\tb" }));
    }

    [TestCase("separator: \";;\"", "m.yml:4:32: `;;` is not a separator.")]
    [TestCase("encoding: klingon", "`klingon` is not a known encoding.")]
    [TestCase("encoding: utf-7", "`utf-7` is not a known encoding.")]
    [TestCase("headerRow: 2", "`headerRow` is for .xlsx files, not for `r.csv`.")]
    [TestCase("decimal: x", "`x` is not a decimal mark.")]
    [TestCase("dates: dd.MM", "`dd.MM` does not name day, month and year.")]
    [TestCase("types: { n: money }", "`money` is not a type of cells. There are: text, number, date, boolean.")]
    [TestCase("types: { m: number }", "`types` names the column `m`, which `r.csv` does not have. It has: n.")]
    [TestCase("sheet: Leads", "`sheet` is for .xlsx files, not for `r.csv`.")]
    [TestCase("skipp: 1", "Unknown key `skipp` in rows. Did you mean `skip`?")]
    public void A_wrong_key_is_told(string keys, string error) =>
        Assert.That(RowFolder.Read("r.csv", "n\n1\n"u8.ToArray(), keys).Errors, Does.Contain(error));

    [TestCase("r.json", "types: { n: number }", "`types` is for .csv, .tsv and .xlsx files, not for `r.json`.")]
    [TestCase("r.jsonl", "separator: \";\"", "`separator` is for .csv and .tsv files, not for `r.jsonl`.")]
    [TestCase("r.xls", "", "Rows do not come from files such as `r.xls`. Save a table as .xlsx or as `CSV UTF-8`.")]
    [TestCase("r.ods", "", "Rows do not come from files such as `r.ods`.")]
    [TestCase("r.csv", "skip: 1", "r.csv:2:1: The file is separated by semicolons. Write `separator: \";\"` beside")]
    public void A_file_of_another_kind_is_told(string file, string keys, string error) =>
        Assert.That(RowFolder.Read(file, "n\na;n\n1;2\n"u8.ToArray(), keys).Errors, Does.Contain(error));

    [Test]
    public void A_file_that_is_not_there_is_told() =>
        Assert.That(
            RowFolder.Read("r.csv", "n\n"u8.ToArray(), "skip: 0 }\n  other: { file: elsewhere.csv").Errors,
            Does.EndWith(
                "The rows file `elsewhere.csv` cannot be read: there is no such file. Check its name and contents."
            )
        );

    [Test]
    public void A_file_in_another_code_page_names_the_key()
    {
        var (_, errors) = RowFolder.Read("r.csv", Encoding.Latin1.GetBytes("n\nMüller\n"));

        Assert.That(errors, Does.StartWith("r.csv:2:1: The line is not UTF-8.").And.Contain("encoding: windows-1251"));
    }

    [Test]
    public void Every_wrong_cell_is_told()
    {
        var (_, errors) = RowFolder.Read(
            "r.csv",
            "a,n,m\n\"two\nlines\",x,1\nb,2,y\n"u8.ToArray(),
            "types: { n: number, m: number }"
        );

        Assert.That(
            errors,
            Does.Contain("r.csv:3:8: `x` in the column `n`").And.Contain("r.csv:4:5: `y` in the column `m`")
        );
    }
}
