using System.Security.Cryptography;
using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>The last line of a plan file.</summary>
public static class PlanFooterJson
{
    /// <summary>The digest of the leads cannot cover the figures beside it, so they have one of their own.</summary>
    public static byte[] Line(PlanFooter footer) =>
        Line(footer, Convert.ToHexStringLower(SHA256.HashData(Line(footer, null))));

    private static byte[] Line(PlanFooter footer, string? digest) =>
        JsonLine.Write(writer =>
        {
            writer.WriteStartObject("counts");
            writer.WriteNumber("update", footer.Counts.Update);
            writer.WriteNumber("create", footer.Counts.Create);
            writer.WriteNumber("delete", footer.Counts.Delete);
            writer.WriteNumber("unchanged", footer.Counts.Unchanged);
            writer.WriteNumber("blocked", footer.Counts.Blocked);
            if (footer.Counts.PortalLeads is { } all)
            {
                writer.WriteNumber("portalLeads", all);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("forecast");
            Forecast(writer, footer.Forecast);
            writer.WriteEndObject();
            writer.WriteStartArray("warnings");
            footer.Warnings.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
            if (footer.LeftAlone > 0)
            {
                writer.WriteNumber("leftAlone", footer.LeftAlone);
            }

            footer.Rejects.Write(writer);
            if (footer.IsGrouped)
            {
                writer.WriteBoolean("grouped", true);
            }

            FieldTitle.Write(writer, footer.Titles);
            writer.WriteString("sha256", footer.Sha256);
            if (digest is not null)
            {
                writer.WriteString("footerSha256", digest);
            }
        });

    public static void Forecast(Utf8JsonWriter writer, Forecast forecast)
    {
        writer.WriteNumber("requests", forecast.Requests);
        WriteNumber(writer, "minutes", forecast.Minutes);
        WriteNumber(writer, "operatingSeconds", forecast.OperatingSeconds);
        writer.WriteString("tariff", forecast.Tariff);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static PlanFooter Read(JsonElement line)
    {
        var counts = line.GetProperty("counts");
        var forecast = line.GetProperty("forecast");
        int Count(string name) => counts.GetProperty(name).GetInt32();
        double? Number(string name) =>
            forecast.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : null;
        return new PlanFooter
        {
            Counts = new PlanCounts
            {
                Update = Count("update"),
                Create = Count("create"),
                Delete = Count("delete"),
                Unchanged = Count("unchanged"),
                Blocked = Count("blocked"),
                PortalLeads = counts.TryGetProperty("portalLeads", out var all) ? all.GetInt64() : null,
            },
            Forecast = new Forecast(
                forecast.GetProperty("requests").GetInt32(),
                Number("minutes"),
                Number("operatingSeconds"),
                ValueJson.Member(forecast, "tariff") ?? ""
            ),
            Warnings = [.. line.GetProperty("warnings").EnumerateArray().Select(item => item.GetString() ?? "")],
            IsGrouped = line.TryGetProperty("grouped", out _),
            LeftAlone = line.TryGetProperty("leftAlone", out var alone) ? alone.GetInt32() : 0,
            Rejects = RejectTotals.Read(line),
            Titles = FieldTitle.Read(line),
            Sha256 = ValueJson.Member(line, "sha256") ?? "",
        };
    }
}
