using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// What the library does not tell of a workbook: the day that its dates count from, and the cells of a sheet whose
/// formula no program has calculated yet (`B2`). The library reads these cells as empty.
/// </summary>
internal sealed record WorkbookFacts(bool CountsFrom1904, IReadOnlySet<string> NeverCalculated)
{
    private const string Folder = "xl/";

    /// <summary>Old workbooks of the Mac count days from 1904, all others from 1900.</summary>
    public TimeSpan Epoch => CountsFrom1904 ? new DateTime(1904, 1, 1) - new DateTime(1899, 12, 30) : TimeSpan.Zero;

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
            Uncalculated(reader).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>A formula whose text is empty was calculated: its cell says that it holds text.</summary>
    private static IEnumerable<string> Uncalculated(XmlReader reader)
    {
        var (cell, holdsText) = ("", false);
        while (reader.NodeType == XmlNodeType.Element || reader.Read())
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "c":
                    (cell, holdsText) = (reader.GetAttribute("r") ?? "", reader.GetAttribute("t") == "str");
                    reader.Read();
                    break;
                case "f":
                    reader.Skip();
                    if (!holdsText && !(reader.LocalName == "v" && reader.ReadElementContentAsString().Length > 0))
                    {
                        yield return cell;
                    }

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
