using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>The documents of `--output json` and `report.json`, written by hand: their names belong to users.</summary>
internal static class Json
{
    private const int MaxPending = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Plan(Stream output, PlanPage page, bool redact) =>
        Document(
            output,
            writer =>
            {
                var plan = page.Plan;
                writer.WriteNumber("formatVersion", PlanHeader.CurrentFormatVersion);
                writer.WriteString("planId", plan.Header.Id);
                Portal(writer, plan.Header, redact);
                Manifests(writer, plan.Header);
                var counts = plan.Footer.Counts;
                writer.WriteStartObject("summary");
                writer.WriteNumber("create", counts.Create);
                writer.WriteNumber("update", counts.Update);
                writer.WriteNumber("delete", counts.Delete);
                writer.WriteNumber("unchanged", counts.Unchanged);
                writer.WriteNumber("blocked", counts.Blocked);
                writer.WriteNumber("total", counts.Total);
                writer.WriteEndObject();
                writer.WriteStartArray("refusals");
                page.Refusals.ToList()
                    .ForEach(refusal => writer.WriteStringValue(ValueText.Message(refusal, redact: false)));
                writer.WriteEndArray();
                Titles(writer, plan.Footer.Titles);
                ByChange(writer, page);
                writer.WriteStartArray("changes");
                foreach (var lead in plan.Leads)
                {
                    Change(writer, lead, redact);
                    FlushWhenFull(writer);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("warnings");
                plan.Footer.Warnings.ToList()
                    .ForEach(warning => writer.WriteStringValue(ValueText.Message(warning, redact)));
                writer.WriteEndArray();
                plan.Footer.Rejects.Write(writer, text => ValueText.Message(text, redact) ?? "");
                writer.WriteStartObject("forecast");
                PlanFooterJson.Forecast(writer, plan.Footer.Forecast);
                writer.WriteEndObject();
            }
        );

    public static void Report(Stream output, RunReport report, bool redact) =>
        Document(
            output,
            writer =>
            {
                writer.WriteNumber("formatVersion", RunReport.CurrentFormatVersion);
                writer.WriteString("run", report.Run);
                Portal(writer, report.Plan, redact);
                writer.WriteString("startedAt", Time(report.StartedAt));
                writer.WriteString("finishedAt", report.FinishedAt is { } at ? Time(at) : null);
                writer.WriteString("outcome", Name(report.Status.ToString()));
                writer.WriteStartObject("summary");
                foreach (var (name, count) in Counts(report.Summary))
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

                Titles(writer, report.Titles);
                writer.WriteStartArray("leads");
                foreach (var lead in report.Leads)
                {
                    Lead(writer, lead, report.Titles, redact);
                    FlushWhenFull(writer);
                }

                writer.WriteEndArray();
                Stats(writer, report.Stats);
            }
        );

    private static void ByChange(Utf8JsonWriter writer, PlanPage page)
    {
        var manifests = page.Plan.Header.Changes.ToDictionary(
            change => change.Name,
            change => change.Manifest,
            StringComparer.Ordinal
        );
        writer.WriteStartArray("byChange");
        foreach (var row in page.ByChange.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteString("manifest", manifests.GetValueOrDefault(row.Name));
            writer.WriteString("description", row.Description);
            writer.WriteNumber("leads", row.Leads);
            writer.WriteStartArray("fields");
            row.Fields.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
            foreach (
                var action in new[] { LeadAction.Create, LeadAction.Update, LeadAction.Delete, LeadAction.Blocked }
            )
            {
                writer.WriteNumber(Name(action.ToString()), row.Count(action));
            }

            writer.WriteNumber("rejects", row.Rejects);

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static IEnumerable<(string Name, int Count)> Counts(RunSummary summary) =>
        [
            ("applied", summary.Applied),
            ("unchanged", summary.Unchanged),
            ("stale", summary.Stale),
            ("differs", summary.Differs),
            ("failed", summary.Failed),
            ("unknown", summary.Unknown),
            ("skipped", summary.Skipped),
        ];

    private static void Document(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    private static void FlushWhenFull(Utf8JsonWriter writer)
    {
        if (writer.BytesPending > MaxPending)
        {
            writer.Flush();
        }
    }

    private static void Portal(Utf8JsonWriter writer, PlanHeader header, bool redact)
    {
        writer.WriteStartObject("portal");
        writer.WriteString("name", header.Portal.Name);
        writer.WriteString("host", header.Portal.Host);
        writer.WriteString("user", redact ? header.Portal.UserId : header.Portal.UserName ?? header.Portal.UserId);
        writer.WriteString("api", header.Portal.Api);
        writer.WriteEndObject();
    }

    private static void Manifests(Utf8JsonWriter writer, PlanHeader header)
    {
        writer.WriteStartArray("manifests");
        foreach (var manifest in header.Manifests)
        {
            writer.WriteStartObject();
            writer.WriteString("name", manifest.Name);
            writer.WriteString("file", manifest.File);
            writer.WriteString("digest", manifest.Digest);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Change(Utf8JsonWriter writer, PlannedLead lead, bool redact)
    {
        writer.WriteStartObject();
        writer.WriteString("action", Name(lead.Action.ToString()));
        Identity(writer, lead.Id, ValueText.Key(lead.Key, redact), ValueText.Title(lead.Title, redact));
        writer.WriteStartArray("fields");
        foreach (var field in lead.Fields)
        {
            PlannedLeadJson.WriteField(writer, ValueText.Shown(field, redact));
        }

        writer.WriteEndArray();
        if (lead.Group is { } group)
        {
            writer.WriteStartObject("group");
            writer.WriteNumber("first", group.First.Value);
            writer.WriteNumber("size", group.Size);
            writer.WriteNumber("place", group.Place);
            writer.WriteEndObject();
        }

        if (lead.Reasons.Count > 0)
        {
            writer.WriteStartArray("reasons");
            lead.Reasons.ToList().ForEach(reason => writer.WriteStringValue(ValueText.Reason(reason, redact)));
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Identity(Utf8JsonWriter writer, LeadId? id, string? key, string title)
    {
        if (id is { } known)
        {
            writer.WriteNumber("id", known.Value);
        }
        else
        {
            writer.WriteNull("id");
        }

        if (key is not null)
        {
            writer.WriteString("key", key);
        }

        writer.WriteString("title", title);
    }

    /// <summary>What the portal calls the fields whose codes stand in the document.</summary>
    private static void Titles(Utf8JsonWriter writer, IReadOnlyDictionary<string, FieldTitle> titles)
    {
        writer.WriteStartObject("titles");
        titles.ToList().ForEach(title => writer.WriteString(title.Key, title.Value.Title));
        writer.WriteEndObject();
    }

    private static void Lead(
        Utf8JsonWriter writer,
        LeadOutcome lead,
        IReadOnlyDictionary<string, FieldTitle> titles,
        bool redact
    )
    {
        writer.WriteStartObject();
        Identity(writer, lead.Id, ValueText.Key(lead.Key, redact), ValueText.Title(lead.Title, redact));
        writer.WriteString("action", Name(lead.Action.ToString()));
        writer.WriteString("verdict", Name(lead.Verdict.ToString()));
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

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
