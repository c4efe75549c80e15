using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Templates;

namespace LeadOps.Cli.Commands.Lines;

/// <summary>
/// One request line of `eval --jsonl` in, one answer line out. The options are Scriban's own defaults.
/// </summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Answer(string line)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Written))
        {
            writer.WriteStartObject();
            Answer(line, writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Answer(string line, Utf8JsonWriter writer)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var request = document.RootElement;
            if (request.TryGetProperty("id", out var id))
            {
                writer.WritePropertyName("id");
                id.WriteTo(writer);
            }

            Run(request, writer);
        }
        catch (TemplateException problem)
        {
            WriteError(writer, problem.Error);
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
                        or KeyNotFoundException
            )
        {
            WriteError(writer, new TemplateError(1, 1, "The line is not a valid request: " + problem.Message));
        }
    }

    private static void Run(JsonElement request, Utf8JsonWriter writer)
    {
        var mode = request.TryGetProperty("mode", out var given) ? given.GetString() : "render";
        var template = Template.Parse(
            request.GetProperty("template").GetString() ?? "",
            mode == "script" ? TemplateMode.Script : TemplateMode.Text,
            LineOptions.Read(request)
        );
        if (template.Errors is [var error, ..])
        {
            WriteError(writer, error);
            return;
        }

        var scope = new TemplateScope(LineModel.Read(request));
        if (mode is null or "render")
        {
            writer.WriteString("output", template.Render(scope, CancellationToken.None));
            return;
        }

        LineValue.Write(writer, template.Evaluate(scope, CancellationToken.None));
    }

    private static void WriteError(Utf8JsonWriter writer, TemplateError error)
    {
        writer.WriteStartObject("error");
        writer.WriteNumber("line", error.Line);
        writer.WriteNumber("column", error.Column);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    }
}
