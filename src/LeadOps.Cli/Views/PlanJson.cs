using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>A plan as `--output json`.</summary>
internal static class PlanJson
{
    public static void Write(Stream output, PlanPage page, bool redact) =>
        Json.Document(
            output,
            writer =>
            {
                var plan = page.Plan;
                writer.WriteNumber("formatVersion", PlanHeader.CurrentFormatVersion);
                writer.WriteString("planId", plan.Header.Id);
                Json.Portal(writer, plan.Header, redact);
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
                Json.Titles(writer, plan.Footer.Titles);
                ByChange(writer, page);
                writer.WriteStartArray("changes");
                foreach (var lead in plan.Leads)
                {
                    Change(writer, lead, redact);
                    Json.FlushWhenFull(writer);
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
                writer.WriteNumber(Spelled.AsCode(action), row.Count(action));
            }

            writer.WriteNumber("rejects", row.Rejects);

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
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
        writer.WriteString("action", Spelled.AsCode(lead.Action));
        Json.Identity(writer, lead.Id, ValueText.Key(lead.Key, redact), ValueText.Title(lead.Title, redact));
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
}
