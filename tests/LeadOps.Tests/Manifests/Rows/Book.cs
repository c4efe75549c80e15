using System.IO.Compression;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>A workbook made part by part, so that it holds exactly what a spreadsheet program would write.</summary>
internal static class Book
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    /// <param name="sheets">
    /// Name and the XML of the rows; style 1 is a date, style 2 a date with time. `Hidden…` is hidden.
    /// Behind the rows there may be merged cells.
    /// </param>
    public static byte[] Of(params (string Name, string Rows)[] sheets) => Of("", sheets);

    /// <param name="properties">XML before the list of sheets, for instance `&lt;workbookPr date1904="1"/&gt;`.</param>
    /// <param name="sheets">As above.</param>
    public static byte[] Of(string properties, params (string Name, string Rows)[] sheets)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", Types(sheets.Length));
            Write(
                zip,
                "_rels/.rels",
                $"<Relationships xmlns=\"{Packages}/relationships\"><Relationship Id=\"r\" "
                    + $"Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            );
            var names = sheets.Select(
                (sheet, i) =>
                    $"""<sheet name="{sheet.Name}" state="{State(sheet.Name)}" sheetId="{i + 1}" r:id="r{i + 1}"/>"""
            );
            Write(
                zip,
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Links}">{properties}"""
                    + $"<sheets>{string.Concat(names)}</sheets></workbook>"
            );
            var parts = sheets.Select(
                (_, i) =>
                    $"""<Relationship Id="r{i + 1}" Type="{Links}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""
            );
            Write(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{Packages}/relationships">{string.Concat(parts)}"""
                    + $"""<Relationship Id="s" Type="{Links}/styles" Target="styles.xml"/></Relationships>"""
            );
            Write(
                zip,
                "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" "
                    + "applyNumberFormat=\"1\"/><xf numFmtId=\"22\" "
                    + "applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            );
            foreach (var (index, sheet) in sheets.Index())
            {
                Write(
                    zip,
                    $"xl/worksheets/sheet{index + 1}.xml",
                    $"<worksheet xmlns=\"{Main}\">{Data(sheet.Rows)}</worksheet>"
                );
            }
        }

        return bytes.ToArray();
    }

    public static string Row(int number, params string[] cells) => $"<row r=\"{number}\">{string.Concat(cells)}</row>";

    public static string Merged(params string[] ranges) =>
        $"<mergeCells>{string.Concat(ranges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>";

    public static string Text(string place, string text) =>
        $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>";

    public static string Number(string place, string number, int style = 0) =>
        $"<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>";

    public static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
    }

    private static string Data(string rows)
    {
        var end = rows.IndexOf("<mergeCells", StringComparison.Ordinal) is var merged and >= 0 ? merged : rows.Length;
        return $"<sheetData>{rows[..end]}</sheetData>{rows[end..]}";
    }

    private static string State(string sheet) =>
        sheet.StartsWith("Hidden", StringComparison.Ordinal) ? "hidden" : "visible";

    private static string Types(int sheets)
    {
        const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var parts = Enumerable
            .Range(1, sheets)
            .Select(i => $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{Excel}.worksheet+xml"/>""");
        return $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" """
            + """ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
            + """<Default Extension="xml" ContentType="application/xml"/>"""
            + $"""<Override PartName="/xl/workbook.xml" ContentType="{Excel}.sheet.main+xml"/>"""
            + $"{string.Concat(parts)}</Types>";
    }
}
