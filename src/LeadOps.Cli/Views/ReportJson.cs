using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>The report of a run as `--output json` and as `report.json`.</summary>
internal static class ReportJson
{
    public static void Write(Stream output, RunReport report, bool redact) =>
        Json.Document(
            output,
            writer =>
            {
                writer.WriteNumber("formatVersion", RunReport.CurrentFormatVersion);
                writer.WriteString("run", report.Run);
                Json.Portal(writer, report.Plan, redact);
                writer.WriteString("startedAt", Json.Time(report.StartedAt));
                writer.WriteString("finishedAt", report.FinishedAt is { } at ? Json.Time(at) : null);
                writer.WriteString("outcome", Spelled.AsCode(report.Status));
                writer.WriteStartObject("summary");
                foreach (var (name, count) in RunWords.Counts(report.Summary))
                {
                    writer.WriteNumber(name, count);
                }

                writer.WriteNumber("total", report.Summary.Total);
                writer.WriteEndObject();
                report.Rejects.Write(writer, text => ValueText.Message(text, redact) ?? "");
                if (report.LeftAlone > 0)
                {
                    writer.WriteNumber("leftAlone", report.LeftAlone);
                }

                Json.Titles(writer, report.Titles);
                writer.WriteStartArray("leads");
                foreach (var lead in report.Leads)
                {
                    Lead(writer, lead, report.Titles, redact);
                    Json.FlushWhenFull(writer);
                }

                writer.WriteEndArray();
                Stats(writer, report.Stats);
            }
        );

    private static void Lead(
        Utf8JsonWriter writer,
        LeadOutcome lead,
        IReadOnlyDictionary<string, FieldTitle> titles,
        bool redact
    )
    {
        writer.WriteStartObject();
        Json.Identity(writer, lead.Id, ValueText.Key(lead.Key, redact), ValueText.Title(lead.Title, redact));
        writer.WriteString("action", Spelled.AsCode(lead.Action));
        writer.WriteString("verdict", Spelled.AsCode(lead.Verdict));
        writer.WriteStartArray("fields");
        foreach (var field in lead.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            Value(writer, "before", field.Name, field.Before, redact);
            Value(writer, "after", field.Name, field.After, redact);
            Value(writer, "actual", field.Name, field.Actual ?? FieldValue.Empty, redact);
            var shown = ValueText.Shown(field.Planned, redact);
            Label(writer, "beforeLabel", shown.BeforeLabel);
            Label(writer, "afterLabel", shown.AfterLabel);
            Label(writer, "actualLabel", ValueText.ActualLabel(field, titles, redact));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (lead.Error is { } error)
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", error.Code);
            writer.WriteString("message", ValueText.Error(error, redact));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Label(Utf8JsonWriter writer, string name, string? label)
    {
        if (label is not null)
        {
            writer.WriteString(name, label);
        }
    }

    private static void Value(Utf8JsonWriter writer, string name, string field, FieldValue value, bool redact)
    {
        writer.WritePropertyName(name);
        ValueJson.Write(writer, ValueText.Shown(field, value, redact));
    }

    private static void Stats(Utf8JsonWriter writer, RunStats stats)
    {
        writer.WriteStartObject("stats");
        writer.WriteNumber("httpRequests", stats.HttpRequests);
        writer.WriteStartObject("calls");
        stats.Calls.ToList().ForEach(pair => writer.WriteNumber(pair.Key, pair.Value));
        writer.WriteEndObject();
        writer.WriteNumber("retries", stats.Retries);
        writer.WriteNumber("throttledSeconds", stats.ThrottledSeconds);
        writer.WriteStartObject("operatingSeconds");
        stats.OperatingSeconds.ToList().ForEach(pair => writer.WriteNumber(pair.Key, pair.Value));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
