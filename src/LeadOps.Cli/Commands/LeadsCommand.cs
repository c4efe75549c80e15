using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Exporting;

namespace LeadOps.Cli.Commands;

internal static class LeadsCommand
{
    public static Command Create(GlobalOptions global)
    {
        var query = new QueryOptions();
        var command = new Command(
            "leads",
            "Look at leads: a query that only reads. "
                + "Example: leadops leads --where STATUS_ID=NEW --where 'OPPORTUNITY>=1000' --order "
                + "OPPORTUNITY:desc --limit 20"
        );
        query.All.ToList().ForEach(command.Options.Add);
        command.SetAction((parsed, cancel) => RunAsync(parsed, global, query, cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        QueryOptions query,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, [.. LeadTable.Formats]);
        var settings = GlobalOptions.Settings(parsed, global);
        await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        var pipeline = Shell.Pipeline(settings, portal);
        var facts = await pipeline.FactsAsync(cancel);
        var catalogue = facts.Catalogue;
        var manifest = query.Query(parsed, catalogue);
        var isCount = parsed.GetValue(query.Count);
        var fields = query.Shown(parsed, catalogue);
        var listing = new LeadListing(
            portal.Session.ReaderOf(facts.Leads),
            catalogue,
            await pipeline.ScopesAsync(new Dictionary<string, string>(), cancel)
        );
        var leads = listing.ReadAsync(manifest, isCount ? ["ID"] : fields, cancel);
        if (isCount)
        {
            var count = 0L;
            await foreach (var _ in leads)
            {
                count++;
            }

            LeadTable.Count(format, count);
            return ExitCodes.Done;
        }

        await LeadTable.WriteAsync(format, leads, fields, catalogue, parsed.GetValue(global.Redact));
        return ExitCodes.Done;
    }
}
