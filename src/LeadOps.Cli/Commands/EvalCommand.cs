using System.CommandLine;
using System.Text.Json;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Portal;
using LeadOps.Scriban;
using LeadOps.Selection;
using LeadOps.Templating;

namespace LeadOps.Cli.Commands;

internal static class EvalCommand
{
    public static Command Create(GlobalOptions global)
    {
        var template = new Argument<string?>("TEMPLATE") { Description = "the template", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string?>("--model") { Description = "JSON file with the names in scope", HelpName = "FILE" };
        var lead = new Option<long?>("--lead") { Description = "read this lead from the portal as `lead`", HelpName = "ID" };
        var lines = new Option<bool>("--jsonl") { Description = "read one request per line from stdin, answer one per line" };
        var command = new Command("eval", "Evaluate a template. Example: leadops eval '{{ lead.TITLE | string.upcase }}' --lead 12") { template, model, lead, lines };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(lines))
            {
                await AnswerLinesAsync();
                return ExitCodes.Done;
            }

            var text = parsed.GetValue(template) ?? throw new LeadOpsException(Failure.Invalid, "There is no template. Write `leadops eval '{{ 1 + 2 }}'`, or use `--jsonl`.");
            var scope = await ScopeAsync(parsed, global, parsed.GetValue(model), parsed.GetValue(lead), cancel);
            var problems = new DiagnosticBag();
            var parsedTemplate = TemplateText.Parse(text, (line, column) => new SourceSpan("template", line, column), problems);
            problems.ThrowIfErrors();
            Console.Out.WriteLine(Printed(parsedTemplate!.Evaluate(scope, cancel)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task AnswerLinesAsync()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } line)
        {
            if (line.Length > 0)
            {
                Console.Out.WriteLine(JsonLines.Answer(line));
            }
        }

        await Console.Out.FlushAsync();
    }

    private static async Task<TemplateScope> ScopeAsync(ParseResult parsed, GlobalOptions global, string? model, long? lead, CancellationToken cancel)
    {
        var names = model is null ? new Dictionary<string, object?>(StringComparer.Ordinal) : Model(model);
        if (lead is not { } id)
        {
            return new TemplateScope(names);
        }

        var settings = GlobalOptions.Settings(parsed, global);
        await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        var catalogue = (await Shell.Pipeline(settings, portal).FactsAsync(cancel)).Catalogue;
        var call = PortalReader.ById(new LeadId(id));
        var row = LeadSnapshot.Read(catalogue, await portal.Session.Reader.CallAsync(call.Method, call.Parameters, cancel));
        names["lead"] = new LeadObject(catalogue, name => row[name]);
        return new TemplateScope(names);
    }

    private static Dictionary<string, object?> Model(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal)
                : throw new LeadOpsException(Failure.Invalid, $"{file}: the model is no JSON object.");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(Failure.Invalid, $"The model `{file}` cannot be read: {problem.Message}", problem);
        }
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole : value.TryGetInt64(out var large) ? large : value.GetDecimal(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal),
        _ => null,
    };

    private static string Printed(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value),
    };
}
