using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>What the JSON documents share. They are written by hand, because their names belong to users.</summary>
internal static class Json
{
    private const int MaxPending = 64 * 1024;

    /// <summary>On one line; letters of all alphabets stay letters.</summary>
    public static JsonWriterOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    private static readonly JsonSerializerOptions CompactNodes = new() { Encoder = Compact.Encoder };

    private static readonly JsonSerializerOptions IndentedNodes = new(CompactNodes) { WriteIndented = true };

    public static string Text(JsonNode document) => document.ToJsonString(IndentedNodes);

    public static string Line(JsonNode document) => document.ToJsonString(CompactNodes);

    public static void Document(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(output, Indented))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    public static void FlushWhenFull(Utf8JsonWriter writer)
    {
        if (writer.BytesPending > MaxPending)
        {
            writer.Flush();
        }
    }

    public static void Portal(Utf8JsonWriter writer, PlanHeader header, bool redact)
    {
        writer.WriteStartObject("portal");
        writer.WriteString("name", header.Portal.Name);
        writer.WriteString("host", header.Portal.Host);
        writer.WriteString("user", redact ? header.Portal.UserId : header.Portal.UserName ?? header.Portal.UserId);
        writer.WriteString("api", header.Portal.Api);
        writer.WriteEndObject();
    }

    public static void Identity(Utf8JsonWriter writer, LeadId? id, string? key, string title)
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
    public static void Titles(Utf8JsonWriter writer, IReadOnlyDictionary<string, FieldTitle> titles)
    {
        writer.WriteStartObject("titles");
        titles.ToList().ForEach(title => writer.WriteString(title.Key, title.Value.Title));
        writer.WriteEndObject();
    }

    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
