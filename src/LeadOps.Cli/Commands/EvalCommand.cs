using System.CommandLine;
using LeadOps.Cli.Commands.Lines;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Templating;

namespace LeadOps.Cli.Commands;

internal static class EvalCommand
{
    public static Command Create(GlobalOptions global)
    {
        var template = new Argument<string?>("TEMPLATE")
        {
            Description = "the template",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var model = new Option<string?>("--model")
        {
            Description = "JSON file with the names in scope",
            HelpName = "FILE",
        };
        var lead = CheckedOption.Whole("--lead", "read this lead from the portal as `lead`", least: 1L, "ID");
        var lines = new Option<bool>("--jsonl")
        {
            Description = "read one request per line from stdin, answer one per line",
        };
        var command = new Command(
            "eval",
            "Evaluate a template. Example: leadops eval '{{ lead.TITLE | string.upcase }}' --lead 12"
        )
        {
            template,
            model,
            lead,
            lines,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                if (parsed.GetValue(lines))
                {
                    await AnswerLinesAsync();
                    return ExitCodes.Done;
                }

                var text = Parsed(parsed.GetValue(template));
                var scope = await new EvalScope(parsed, global, text).MakeAsync(
                    parsed.GetValue(model),
                    parsed.GetValue(lead),
                    cancel
                );
                EvalView.Write(text.Evaluate(scope, cancel), global.Format(parsed, "text", "json"));
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static TemplateText Parsed(string? text)
    {
        var problems = new DiagnosticBag();
        var template = TemplateText.Parse(
            text
                ?? throw new LeadOpsException(
                    Failure.Invalid,
                    "There is no template. Write `leadops eval '{{ 1 + 2 }}'`, or use `--jsonl`."
                ),
            (line, column) => new SourceSpan("template", line, column),
            problems
        );
        problems.ThrowIfErrors();
        return template!;
    }

    private static async Task AnswerLinesAsync()
    {
        using var input = new StreamReader(Terminal.OpenIn());
        while (await input.ReadLineAsync() is { } line)
        {
            if (line.Length > 0)
            {
                PlainView.Line(JsonLines.Answer(line));
            }
        }
    }
}
