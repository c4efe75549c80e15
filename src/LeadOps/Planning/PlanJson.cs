using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>The lines of a plan file. Written by hand, so that a rename in code never changes what users keep.</summary>
public static class PlanJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Header(PlanHeader header) => Line(writer =>
    {
        writer.WriteNumber("leadopsPlan", header.FormatVersion);
        writer.WriteString("id", header.Id);
        writer.WriteString("purpose", Name(header.Purpose.ToString()));
        writer.WriteString("toolVersion", header.ToolVersion);
        writer.WriteStartObject("portal");
        writer.WriteString("name", header.Portal.Name);
        writer.WriteString("host", header.Portal.Host);
        writer.WriteString("userId", header.Portal.UserId);
        writer.WriteString("userName", header.Portal.UserName);
        writer.WriteString("api", header.Portal.Api);
        writer.WriteEndObject();
        writer.WriteStartArray("manifests");
        foreach (var manifest in header.Manifests)
        {
            writer.WriteStartObject();
            writer.WriteString("name", manifest.Name);
            writer.WriteString("file", manifest.File);
            writer.WriteString("digest", manifest.Digest);
            writer.WriteBoolean("once", manifest.Once);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("createdAt", header.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("expiresAt", header.ExpiresAt.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("gitCommit", header.GitCommit);
        writer.WriteString("rollbackOf", header.RollbackOf);
        if (header.FakeDataVersion is { } version)
        {
            writer.WriteNumber("fakeDataVersion", version);
        }
    });

    public static PlanHeader ReadHeader(JsonElement line) => new()
    {
        FormatVersion = line.GetProperty("leadopsPlan").GetInt32(),
        Id = Text(line, "id")!,
        Purpose = Enum.Parse<PlanPurpose>(Text(line, "purpose")!, ignoreCase: true),
        ToolVersion = Text(line, "toolVersion")!,
        Portal = line.GetProperty("portal") is var portal ? new PlanPortal(Text(portal, "name")!, Text(portal, "host")!, Text(portal, "userId")!, Text(portal, "userName"), Text(portal, "api")!) : null!,
        Manifests = [.. line.GetProperty("manifests").EnumerateArray().Select(item => new PlanManifest(Text(item, "name")!, Text(item, "file")!, Text(item, "digest")!, item.GetProperty("once").GetBoolean()))],
        CreatedAt = DateTimeOffset.Parse(Text(line, "createdAt")!, CultureInfo.InvariantCulture),
        ExpiresAt = DateTimeOffset.Parse(Text(line, "expiresAt")!, CultureInfo.InvariantCulture),
        GitCommit = Text(line, "gitCommit"),
        RollbackOf = Text(line, "rollbackOf"),
        FakeDataVersion = line.TryGetProperty("fakeDataVersion", out var fakes) ? fakes.GetInt32() : null,
    };

    public static byte[] Lead(PlannedLead lead) => Line(writer =>
    {
        writer.WriteString("action", Name(lead.Action.ToString()));
        if (lead.Id is { } id)
        {
            writer.WriteNumber("id", id.Value);
        }

        if (lead.Key is not null)
        {
            writer.WriteString("key", lead.Key);
            writer.WriteString("originator", lead.Originator);
        }

        writer.WriteString("title", lead.Title);
        if (lead.Params.Count > 0)
        {
            writer.WriteStartObject("params");
            foreach (var (name, value) in lead.Params)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteStartArray("fields");
        foreach (var field in lead.Fields)
        {
            WriteField(writer, field);
        }

        writer.WriteEndArray();
        if (lead.Assumed.Count > 0)
        {
            writer.WriteStartObject("assumed");
            foreach (var (name, value) in lead.Assumed)
            {
                writer.WritePropertyName(name);
                Value(writer, value);
            }

            writer.WriteEndObject();
        }

        if (lead.Reasons.Count > 0)
        {
            writer.WriteStartArray("reasons");
            lead.Reasons.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    });

    public static void WriteField(Utf8JsonWriter writer, PlannedField field)
    {
        writer.WriteStartObject();
        writer.WriteString("name", field.Name);
        writer.WritePropertyName("before");
        Value(writer, field.Before);
        writer.WritePropertyName("after");
        Value(writer, field.After);
        if (field.BeforeLabel is not null)
        {
            writer.WriteString("beforeLabel", field.BeforeLabel);
        }

        if (field.AfterLabel is not null)
        {
            writer.WriteString("afterLabel", field.AfterLabel);
        }

        writer.WriteString("change", field.Change);
        writer.WriteEndObject();
    }

    public static PlannedLead ReadLead(JsonElement line) => new()
    {
        Action = Enum.Parse<LeadAction>(Text(line, "action")!, ignoreCase: true),
        Id = line.TryGetProperty("id", out var id) ? new LeadId(id.GetInt64()) : null,
        Key = Text(line, "key"),
        Originator = Text(line, "originator"),
        Title = Text(line, "title") ?? "",
        Params = line.TryGetProperty("params", out var given) ? given.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "") : new Dictionary<string, string>(),
        Fields = [.. line.GetProperty("fields").EnumerateArray().Select(ReadField)],
        Assumed = line.TryGetProperty("assumed", out var assumed) ? assumed.EnumerateObject().ToDictionary(pair => pair.Name, pair => ReadValue(pair.Value)) : new Dictionary<string, FieldValue>(),
        Reasons = line.TryGetProperty("reasons", out var reasons) ? [.. reasons.EnumerateArray().Select(reason => reason.GetString() ?? "")] : [],
    };

    private static PlannedField ReadField(JsonElement field) => new(
        Text(field, "name")!, ReadValue(field.GetProperty("before")), ReadValue(field.GetProperty("after")), Text(field, "change")!, Text(field, "beforeLabel"), Text(field, "afterLabel"));

    /// <summary>The digest of the leads cannot cover the figures beside it, so they have one of their own.</summary>
    public static byte[] Footer(PlanFooter footer) => Footer(footer, Convert.ToHexStringLower(SHA256.HashData(Footer(footer, null))));

    private static byte[] Footer(PlanFooter footer, string? digest) => Line(writer =>
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

    public static PlanFooter ReadFooter(JsonElement line)
    {
        var counts = line.GetProperty("counts");
        var forecast = line.GetProperty("forecast");
        int Count(string name) => counts.GetProperty(name).GetInt32();
        double? Number(string name) => forecast.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
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
            Forecast = new Forecast(forecast.GetProperty("requests").GetInt32(), Number("minutes"), Number("operatingSeconds"), Text(forecast, "tariff") ?? ""),
            Warnings = [.. line.GetProperty("warnings").EnumerateArray().Select(item => item.GetString() ?? "")],
            LeftAlone = line.TryGetProperty("leftAlone", out var alone) ? alone.GetInt32() : 0,
            Sha256 = Text(line, "sha256") ?? "",
        };
    }

    /// <summary>Nothing is null, several are a list, items of a multifield are objects.</summary>
    public static void Value(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            case ListValue list:
                writer.WriteStartArray();
                list.Items.ToList().ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                break;
            case RowsValue rows:
                writer.WriteStartArray();
                rows.Rows.ToList().ForEach(row => row.ToJson().WriteTo(writer));
                writer.WriteEndArray();
                break;
            case MultifieldValue items:
                writer.WriteStartArray();
                foreach (var item in items.Items)
                {
                    writer.WriteStartObject();
                    if (item.Id is not null)
                    {
                        writer.WriteString("id", item.Id);
                    }

                    writer.WriteString("VALUE", item.Value);
                    writer.WriteString("VALUE_TYPE", item.ValueType);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public static FieldValue ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => FieldValue.Empty,
        JsonValueKind.Array when value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && !first.TryGetProperty("VALUE", out _) =>
            new RowsValue([.. value.EnumerateArray().Select(ProductRow.Read)]),
        JsonValueKind.Array when value.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Object =>
            new MultifieldValue([.. value.EnumerateArray().Select(item => new MultifieldItem(Text(item, "id"), Text(item, "VALUE") ?? "", Text(item, "VALUE_TYPE") ?? "WORK"))]),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? FieldValue.Empty : new ListValue([.. value.EnumerateArray().Select(item => item.ToString())]),
        _ => new TextValue(value.ToString()),
    };

    public static string ValueText(FieldValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Value(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
