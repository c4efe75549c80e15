using LeadOps.Cli.Views.Html;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>A report in the format of a file's extension.</summary>
internal static class ReportFiles
{
    private static readonly string[] Columns =
    [
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
    ];

    private static readonly Dictionary<string, Action<Stream, RunReport, bool>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".json"] = ReportJson.Write,
        [".md"] = (stream, report, redact) => Text(stream, writer => ReportMarkdown.Write(writer, report, redact)),
        [".html"] = (stream, report, redact) => Text(stream, writer => ReportHtml.Write(writer, report, redact)),
        [".xml"] = ReportJUnit.Write,
        [".csv"] = (stream, report, redact) => Tables.Csv(stream, Columns, Rows(report, redact)),
        [".xlsx"] = (stream, report, redact) => Tables.Workbook(stream, "Leads", Columns, Rows(report, redact)),
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

    private static IEnumerable<IReadOnlyList<object?>> Rows(RunReport report, bool redact) =>
        report
            .Leads.SelectMany(lead =>
                lead.Fields.Where(field => !field.Planned.IsNothing).Select(field => Row(lead, field, redact))
            )
            .Concat(report.Rejects.Shown.Select(row => Rejected(ValueText.Message(row, redact))));

    private static object?[] Rejected(string? row) =>
        [
            .. Columns.Select(column =>
                column switch
                {
                    "verdict" => "rejected",
                    "error" => row,
                    _ => null,
                }
            ),
        ];

    private static object?[] Row(LeadOutcome lead, FieldOutcome field, bool redact) =>
        [
            lead.Id?.Value,
            ValueText.Key(lead.Key, redact),
            ValueText.Title(lead.Title, redact),
            Spelled.AsCode(lead.Action),
            Spelled.AsCode(lead.Verdict),
            field.Name,
            Cell(ValueText.Shown(field.Name, field.Before, redact)),
            Cell(ValueText.Shown(field.Name, field.After, redact)),
            field.Actual is null ? "" : Cell(ValueText.Shown(field.Name, field.Actual, redact)),
            ValueText.Error(lead.Error, redact),
        ];

    /// <summary>As a person would write it into a cell; a report is read, never read in again.</summary>
    private static string Cell(FieldValue value) =>
        value switch
        {
            TextValue text => text.Text,
            ListValue list => string.Join(", ", list.Items),
            MultifieldValue items => string.Join(", ", items.Items.Select(item => item.Value)),
            RowsValue rows => string.Join(", ", rows.Rows),
            _ => "",
        };
}
