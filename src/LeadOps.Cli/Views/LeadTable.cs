using System.Globalization;
using System.Text.Json;
using CsvHelper;
using LeadOps.Fields;
using LeadOps.Leads;

namespace LeadOps.Cli.Views;

/// <summary>Leads as they come, in any format; what is printed is forgotten.</summary>
internal static class LeadTable
{
    private const int MaxWidth = 40;

    private static readonly Dictionary<
        string,
        Func<TextWriter, IAsyncEnumerable<LeadSnapshot>, Columns, Task>
    > Writers = new(StringComparer.Ordinal)
    {
        ["text"] = TextAsync,
        ["table"] = TextAsync,
        ["json"] = JsonAsync,
        ["ndjson"] = NdjsonAsync,
        ["csv"] = CsvAsync,
        ["markdown"] = MarkdownAsync,
    };

    private sealed record Columns(IReadOnlyList<string> Names, FieldCatalogue Catalogue, bool Redact)
    {
        public FieldValue Value(LeadSnapshot lead, string name) =>
            ValueText.Shown(name, name == "ID" ? new TextValue(lead.Id.ToString()) : lead[name], Redact);

        /// <summary>For people: the title of a stage, the name of a user.</summary>
        public string Text(LeadSnapshot lead, string name, int max)
        {
            var value = Value(lead, name);
            return value.IsEmpty ? ""
                : FieldValues.Label(Catalogue.Find(name)!, value) is { } label && !Redact
                    ? ValueText.Of(new TextValue(label), null, max)
                : value is MultifieldValue items
                    ? ValueText.Of(new TextValue(string.Join(", ", items.Items.Select(item => item.Value))), null, max)
                : ValueText.Of(value, null, max);
        }
    }

    public static IEnumerable<string> Formats => Writers.Keys;

    public static Task WriteAsync(
        string format,
        IAsyncEnumerable<LeadSnapshot> leads,
        IReadOnlyList<string> fields,
        FieldCatalogue catalogue,
        bool redact
    ) => Writers[format](Terminal.Out, leads, new Columns(fields, catalogue, redact));

    public static void Count(string format, long count) =>
        Terminal.Out.WriteLine(
            format is "json" or "ndjson"
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{count}}}")
                : count.ToString(CultureInfo.InvariantCulture)
        );

    private static async Task TextAsync(TextWriter output, IAsyncEnumerable<LeadSnapshot> leads, Columns columns)
    {
        var table = new LeadTextTable(output, columns.Names, Terminal.WidthOfTable);
        await foreach (var lead in leads)
        {
            table.Add([.. columns.Names.Select(name => columns.Text(lead, name, MaxWidth))]);
        }

        table.End();
    }

    private static async Task JsonAsync(TextWriter output, IAsyncEnumerable<LeadSnapshot> leads, Columns columns)
    {
        var separator = "[\n  ";
        await foreach (var lead in leads)
        {
            output.Write(separator);
            output.Write(Line(lead, columns));
            separator = ",\n  ";
        }

        output.WriteLine(separator[0] == '[' ? "[]" : "\n]");
    }

    private static async Task NdjsonAsync(TextWriter output, IAsyncEnumerable<LeadSnapshot> leads, Columns columns)
    {
        await foreach (var lead in leads)
        {
            output.WriteLine(Line(lead, columns));
        }
    }

    /// <summary>The portal's own values; the id is a number.</summary>
    private static string Line(LeadSnapshot lead, Columns columns)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json.Compact))
        {
            writer.WriteStartObject();
            foreach (var name in columns.Names)
            {
                writer.WritePropertyName(name);
                if (name == "ID")
                {
                    writer.WriteNumberValue(lead.Id.Value);
                }
                else
                {
                    ValueJson.Write(writer, columns.Value(lead, name));
                }
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The portal's own values; several stand in one cell, separated by commas.</summary>
    private static async Task CsvAsync(TextWriter output, IAsyncEnumerable<LeadSnapshot> leads, Columns columns)
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        columns.Names.ToList().ForEach(csv.WriteField);
        csv.NextRecord();
        await foreach (var lead in leads)
        {
            foreach (var name in columns.Names)
            {
                csv.WriteField(
                    columns.Value(lead, name) switch
                    {
                        TextValue text => text.Text,
                        ListValue list => string.Join(", ", list.Items),
                        MultifieldValue items => string.Join(", ", items.Items.Select(item => item.Value)),
                        RowsValue rows => string.Join(", ", rows.Rows),
                        _ => "",
                    }
                );
            }

            csv.NextRecord();
        }
    }

    private static async Task MarkdownAsync(TextWriter output, IAsyncEnumerable<LeadSnapshot> leads, Columns columns)
    {
        output.WriteLine($"| {string.Join(" | ", columns.Names)} |");
        output.WriteLine($"|{string.Concat(columns.Names.Select(_ => "---|"))}");
        await foreach (var lead in leads)
        {
            var cells = columns.Names.Select(name => Markdown.Cell(columns.Text(lead, name, MaxWidth)));
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }
}
