using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Exporting;
using LeadOps.Fields;
using LeadOps.Manifests;

namespace LeadOps.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create(GlobalOptions global)
    {
        var where = new Option<string[]>("--where")
        {
            Description = "only leads whose field has this value, repeatable",
            HelpName = "FIELD=VALUE",
        };
        var outFile = new Option<string?>("--out")
        {
            Description = "file to write: .yml (a fixture manifest), .csv, .xlsx or .json; default: YAML on stdout",
            HelpName = "FILE",
        };
        var anonymize = new Option<bool>("--anonymize")
        {
            Description = "invented names, phones, e-mails, addresses and texts; the same person stays the same",
        };
        var command = new Command(
            "export",
            "Write existing leads as a fixture manifest. "
                + "Example: leadops export --where STATUS_ID=NEW --anonymize --out fixtures/new-leads.yml"
        )
        {
            where,
            outFile,
            anonymize,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed,
                    global,
                    parsed.GetValue(where) ?? [],
                    parsed.GetValue(outFile),
                    parsed.GetValue(anonymize),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        string[] where,
        string? outFile,
        bool anonymize,
        CancellationToken cancel
    )
    {
        ExportFiles.Check(outFile);
        var settings = GlobalOptions.Settings(parsed, global);
        await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        var facts = await Shell.Pipeline(settings, portal).FactsAsync(cancel);
        var catalogue = facts.Catalogue;
        var conditions = Conditions(where, catalogue);
        var progress = Shell.Progress(global.View(parsed), "text", portal);
        portal.Session.OnPause = progress.Paused;
        portal.Session.OnRead = progress.Read;
        using var export = await progress.WatchAsync(() =>
            new LeadExporter(portal.Session.ReaderOf(facts.Leads), catalogue).ReadAsync(conditions, anonymize, cancel)
        );
        ExportFiles.Write(outFile, export);
        if (outFile is not null && !parsed.GetValue(global.Quiet))
        {
            Terminal.Say(
                $"{export.Count} leads written to {outFile}."
                    + $"{(anonymize ? "" : " It holds personal data; `--anonymize` leaves that out.")}"
            );
        }

        foreach (var left in export.LeftOut)
        {
            Terminal.Say($"warning: {left}");
        }

        return ExitCodes.Done;
    }

    private static List<Condition> Conditions(string[] where, FieldCatalogue catalogue)
    {
        var problems = new DiagnosticBag();
        var conditions = new List<Condition>();
        foreach (var text in where)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            var place = new SourceSpan("--where", 1, 1);
            if (at < 1)
            {
                problems.Error(null, $"`--where {text}` is not a condition.", "Write `--where FIELD=VALUE`.");
            }
            else if (catalogue.Find(text[..at]) is not { } field)
            {
                problems.Error(
                    null,
                    $"`--where {text}`: leads have no field `{text[..at]}`.",
                    catalogue.Suggest(text[..at]) is { } near
                        ? $"Did you mean `{near}`?"
                        : "`leadops fields` lists them."
                );
            }
            else if (at == text.Length - 1)
            {
                conditions.Add(
                    new Condition(field.Name, place, ConditionOperator.Empty, new ScalarValue(place, "true", null))
                );
            }
            else if (!field.IsMultifield && field.Kind.Convert(text[(at + 1)..], field).Problem is { } problem)
            {
                problems.Error(null, $"`--where {text}`: `{text[(at + 1)..]}` {problem}.");
            }
            else
            {
                conditions.Add(
                    new Condition(
                        field.Name,
                        place,
                        ConditionOperator.Equal,
                        new ScalarValue(place, text[(at + 1)..], null)
                    )
                );
            }
        }

        problems.ThrowIfErrors();
        return conditions;
    }
}
