using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.Portal;

/// <summary>Calls to the body of a request.</summary>
internal static class RequestBody
{
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The body of a request, with the token of an application if there is one.</summary>
    public static ReadOnlyMemory<byte> Of(PortalRequest request, string? token)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Compact);
        writer.WriteStartObject();
        if (request.Envelope == Envelope.Direct)
        {
            foreach (var (name, value) in request.Calls[0].Parameters)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
        }
        else
        {
            WriteCommands(writer, request);
        }

        if (token is not null)
        {
            writer.WriteString("auth", token);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static void WriteCommands(Utf8JsonWriter writer, PortalRequest request)
    {
        var command = new ArrayBufferWriter<char>(512);
        writer.WriteNumber("halt", request.Envelope == Envelope.Chain ? 1 : 0);
        writer.WriteStartObject("cmd");
        for (var i = 0; i < request.Calls.Count; i++)
        {
            command.ResetWrittenCount();
            BatchCommand.Write(command, request.Calls[i]);
            writer.WriteString(PortalWire.Keys[i], command.WrittenSpan);
        }

        writer.WriteEndObject();
    }
}
