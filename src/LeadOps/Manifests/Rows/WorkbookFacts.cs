using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// What the library does not tell of a workbook: the day that its dates count from, and of a sheet the cells whose
/// formula no program has calculated yet (`B2`), which it reads as empty, merged cells (`B2:B4`) and hidden lines.
/// </summary>
internal sealed class WorkbookFacts
{
    private const string Folder = "xl/";

    private readonly HashSet<string> neverCalculated = new(StringComparer.Ordinal);
    private readonly List<string> merged = [];
    private readonly HashSet<int> hidden = [];
    private readonly bool countsFrom1904;

    private WorkbookFacts(bool countsFrom1904, XmlReader sheet)
    {
        this.countsFrom1904 = countsFrom1904;
        Read(sheet);
        Merged = new MergedCells(merged);
    }

    public MergedCells Merged { get; }

    /// <summary>Old workbooks of the Mac count days from 1904, all others from 1900.</summary>
    public TimeSpan Epoch => countsFrom1904 ? new DateTime(1904, 1, 1) - new DateTime(1899, 12, 30) : TimeSpan.Zero;

    public static WorkbookFacts Of(string path, string sheet)
    {
        using var zip = ZipFile.OpenRead(path);
        var book = Tree(zip, Folder + "workbook.xml");
        var link = Named(book, "sheet")
            .First(item => (string?)item.Attribute("name") == sheet)
            .Attributes()
            .First(attribute => attribute.Name.LocalName == "id")
            .Value;
        var target = Named(Tree(zip, Folder + "_rels/workbook.xml.rels"), "Relationship")
            .First(item => (string?)item.Attribute("Id") == link)
            .Attribute("Target")!
            .Value;
        using var reader = Open(zip, target.StartsWith('/') ? target[1..] : Folder + target);
        return new WorkbookFacts(
            Named(book, "workbookPr").Any(item => (string?)item.Attribute("date1904") is "1" or "true"),
            reader
        );
    }

    public bool IsNeverCalculated(string cell) => neverCalculated.Contains(cell);

    /// <summary>Null when people see all lines from the first to the last one.</summary>
    public string? HiddenLines(int first, int last) =>
        hidden.Where(line => line >= first && line <= last).Order().ToList() is not [var one, ..] lines ? null
        : lines.Count == 1 ? $"line {one} is hidden in the workbook and is read, too"
        : $"{lines.Count} lines are hidden in the workbook (the first is line {one}) and are read, too";

    /// <summary>A formula whose text is empty was calculated: its cell says that it holds text.</summary>
    private void Read(XmlReader reader)
    {
        var (row, cell, holdsText) = (0, "", false);
        while (reader.NodeType == XmlNodeType.Element || reader.Read())
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "row":
                    row = int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var own)
                        ? own
                        : row + 1;
                    if (reader.GetAttribute("hidden") is "1" or "true")
                    {
                        hidden.Add(row);
                    }

                    reader.Read();
                    break;
                case "c":
                    (cell, holdsText) = (reader.GetAttribute("r") ?? "", reader.GetAttribute("t") == "str");
                    reader.Read();
                    break;
                case "f":
                    reader.Skip();
                    if (!holdsText && !(reader.LocalName == "v" && reader.ReadElementContentAsString().Length > 0))
                    {
                        neverCalculated.Add(cell);
                    }

                    break;
                case "mergeCell":
                    merged.Add(reader.GetAttribute("ref") ?? "");
                    reader.Read();
                    break;
                default:
                    reader.Read();
                    break;
            }
        }
    }

    private static IEnumerable<XElement> Named(XContainer tree, string name) =>
        tree.Descendants().Where(item => item.Name.LocalName == name);

    private static XDocument Tree(ZipArchive zip, string part)
    {
        using var reader = Open(zip, part);
        return XDocument.Load(reader);
    }

    private static XmlReader Open(ZipArchive zip, string part) =>
        XmlReader.Create(
            (zip.GetEntry(part) ?? throw new InvalidDataException($"the part `{part}` is missing")).Open(),
            new XmlReaderSettings { CloseInput = true }
        );
}
