using System.Globalization;
using System.Text;
using System.Xml;
using LeadOps.Diagnostics;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>A report as test results: a case for each lead and for each rejected row that the report shows.</summary>
internal static class ReportJUnit
{
    public static void Write(Stream stream, RunReport report, bool redact)
    {
        var rejects = report.Rejects.Shown.ToList();
        var summary = report.Summary;
        var failures = summary.Total - summary.Applied - summary.Unchanged - summary.Skipped + rejects.Count;
        using var writer = XmlWriter.Create(
            stream,
            new XmlWriterSettings
            {
                Indent = true,
                CheckCharacters = false,
                Encoding = new UTF8Encoding(false),
            }
        );
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", report.Run);
        Number(writer, "tests", summary.Total + rejects.Count);
        Number(writer, "failures", failures);
        Number(writer, "skipped", summary.Skipped);
        foreach (var lead in report.Leads)
        {
            var name = lead.Id is { } id ? $"#{id}" : ValueText.Key(lead.Key, redact);
            Case(
                writer,
                report,
                $"{name} {ValueText.Title(lead.Title, redact)}",
                lead.Verdict,
                ValueText.Message(ValueText.Error(lead.Error, redact), redact)
            );
        }

        rejects.ForEach(row => Case(writer, report, "rejected row", null, ValueText.Message(row, redact)));
        writer.WriteEndElement();
    }

    /// <param name="verdict">Null for a row that no lead came of.</param>
    private static void Case(XmlWriter writer, RunReport report, string name, Verdict? verdict, string? message)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("name", Safe(name));
        writer.WriteAttributeString("classname", report.Run);
        if (verdict is not (Verdict.Applied or Verdict.Unchanged))
        {
            writer.WriteStartElement(verdict == Verdict.Skipped ? "skipped" : "failure");
            writer.WriteAttributeString(
                "message",
                Safe($"{(verdict is { } ended ? Spelled.AsCode(ended) : "rejected")}: {message}")
            );
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Number(XmlWriter writer, string name, int value) =>
        writer.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Safe(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}
