using System.Globalization;
using System.Text;
using System.Xml;
using CsvHelper;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>A report in the format of a file's extension.</summary>
internal static class ReportFiles
{
    private static readonly Dictionary<string, Action<Stream, RunReport, bool>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".json"] = Json.Report,
        [".md"] = (stream, report, redact) => Text(stream, writer => Markdown.Report(writer, report, redact)),
        [".html"] = (stream, report, redact) => Text(stream, writer => Html.Report(writer, report, redact)),
        [".xml"] = JUnit,
        [".csv"] = (stream, report, redact) => Text(stream, writer => Csv(writer, report, redact)),
    };

    public static void Check(string path)
    {
        if (!Formats.ContainsKey(Path.GetExtension(path)))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--report {path}`: the extension decides the format; there are {string.Join(", ", Formats.Keys)}."
            );
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--report {path}`: there is no folder `{folder}`. Create it first."
            );
        }
    }

    public static void Write(string path, RunReport report, bool redact)
    {
        using var stream = PrivateFile.Create(path);
        Formats[Path.GetExtension(path)](stream, report, redact);
    }

    private static void Text(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream);
        write(writer);
    }

    private static void JUnit(Stream stream, RunReport report, bool redact)
    {
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
        writer.WriteAttributeString("tests", report.Summary.Total.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString(
            "failures",
            (
                report.Summary.Total - report.Summary.Applied - report.Summary.Unchanged - report.Summary.Skipped
            ).ToString(CultureInfo.InvariantCulture)
        );
        writer.WriteAttributeString("skipped", report.Summary.Skipped.ToString(CultureInfo.InvariantCulture));
        foreach (var lead in report.Leads)
        {
            writer.WriteStartElement("testcase");
            writer.WriteAttributeString(
                "name",
                XmlConvertSafe(
                    $"{(lead.Id is { } id ? $"#{id}" : ValueText.Key(lead.Key, redact))} {ValueText.Title(lead.Title, redact)}"
                )
            );
            writer.WriteAttributeString("classname", report.Run);
            if (lead.Verdict is not (Verdict.Applied or Verdict.Unchanged))
            {
                writer.WriteStartElement(lead.Verdict == Verdict.Skipped ? "skipped" : "failure");
                writer.WriteAttributeString(
                    "message",
                    XmlConvertSafe(
                        $"{lead.Verdict.ToString().ToLowerInvariant()}: {ValueText.Message(ValueText.Error(lead.Error, redact), redact)}"
                    )
                );
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string XmlConvertSafe(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static void Csv(TextWriter output, RunReport report, bool redact)
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture);
        foreach (
            var name in new[]
            {
                "id",
                "key",
                "title",
                "action",
                "verdict",
                "field",
                "before",
                "after",
                "actual",
                "error",
            }
        )
        {
            csv.WriteField(name);
        }

        csv.NextRecord();
        foreach (var lead in report.Leads)
        {
            foreach (var field in lead.Fields.Where(field => !field.Planned.IsNothing))
            {
                var cells = new[]
                {
                    lead.Id?.ToString(),
                    ValueText.Key(lead.Key, redact),
                    ValueText.Title(lead.Title, redact),
                    lead.Action.ToString().ToLowerInvariant(),
                    lead.Verdict.ToString().ToLowerInvariant(),
                    field.Name,
                    ValueJson.Text(ValueText.Shown(field.Name, field.Before, redact)),
                    ValueJson.Text(ValueText.Shown(field.Name, field.After, redact)),
                    field.Actual is null ? "" : ValueJson.Text(ValueText.Shown(field.Name, field.Actual, redact)),
                    ValueText.Error(lead.Error, redact),
                };
                cells.ToList().ForEach(csv.WriteField);
                csv.NextRecord();
            }
        }
    }
}
