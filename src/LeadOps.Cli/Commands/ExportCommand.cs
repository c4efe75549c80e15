using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Exporting;

namespace LeadOps.Cli.Commands;

internal static class ExportCommand
{
    public static Command Create(GlobalOptions global)
    {
        var selection = new SelectionOptions();
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
        );
        selection.All.Concat([outFile, anonymize]).ToList().ForEach(command.Options.Add);
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(parsed, global, selection, parsed.GetValue(outFile), parsed.GetValue(anonymize), cancel)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        SelectionOptions selection,
        string? outFile,
        bool anonymize,
        CancellationToken cancel
    )
    {
        ExportFiles.Check(outFile);
        var format = global.Format(parsed, "text", "json");
        var settings = GlobalOptions.Settings(parsed, global);
        await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        var pipeline = Shell.Pipeline(settings, portal);
        var facts = await pipeline.FactsAsync(cancel);
        var catalogue = facts.Catalogue;
        var reader = portal.Session.ReaderOf(facts.Leads);
        var query = selection.Query(parsed, catalogue);
        var scopes = await pipeline.ScopesAsync(new Dictionary<string, string>(), cancel);
        var leads = new LeadListing(reader, catalogue, scopes).ReadAsync(query, LeadExporter.Listed(catalogue), cancel);
        var progress = Shell.Progress(global.View(parsed), "text", portal);
        portal.Session.OnPause = progress.Paused;
        portal.Session.OnRead = progress.Read;
        using var export = await progress.WatchAsync(() =>
            new LeadExporter(reader, catalogue).ReadAsync(leads, anonymize, cancel)
        );
        ExportFiles.Write(outFile, export, format);
        if (outFile is not null && !parsed.GetValue(global.Quiet))
        {
            Terminal.Say(
                $"{export.Count} {(export.Count == 1 ? "lead" : "leads")} written to {outFile}."
                    + (anonymize || export.Count == 0 ? "" : " It holds personal data; `--anonymize` leaves that out.")
            );
        }

        foreach (var left in export.LeftOut.Concat(ExportFiles.Cut(outFile, export)))
        {
            Terminal.Say($"warning: {left}");
        }

        return ExitCodes.Done;
    }
}
