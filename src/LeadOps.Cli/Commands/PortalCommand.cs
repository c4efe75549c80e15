using System.CommandLine;
using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;

namespace LeadOps.Cli.Commands;

internal static class PortalCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "port on this machine", DefaultValueFactory = _ => 8024 };
        var data = new Option<string?>("--data") { Description = "file that keeps the data; without it the data is gone at the end", HelpName = "FILE" };
        var seed = new Option<string?>("--seed") { Description = "number of leads to begin with", HelpName = "N" };
        var tariff = new Option<PortalTariff>("--tariff") { Description = "request limit: none, standard (2/s above 50) or enterprise (5/s above 250)" };
        var chaos = new Option<string?>("--chaos") { Description = "faults to rehearse, for instance drop-after@3,500@5%", HelpName = "FAULTS" };
        var start = new Command("start", "Run the local portal until Ctrl-C. Example: leadops portal start --seed 500 --tariff standard") { port, data, seed, tariff, chaos };
        start.SetAction(async (parsed, cancel) =>
        {
            var leads = 0;
            if (parsed.GetValue(seed) is { } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out leads))
            {
                throw new LeadOpsException(Failure.Invalid, $"`--seed {text}`: give a number of leads.");
            }

            await using var server = await LocalPortalServer.StartAsync(new LocalPortalOptions
            {
                Port = parsed.GetValue(port),
                DataFile = parsed.GetValue(data),
                SeedLeads = leads,
                Tariff = parsed.GetValue(tariff),
                Chaos = parsed.GetValue(chaos),
            }, cancel);
            Console.Out.WriteLine($"Local portal on {server.BaseUrl}");
            Console.Out.WriteLine($"Webhook: {server.WebhookUrl}");
            Console.Out.WriteLine($"OAuth:   {server.OAuth.RestUrl} clientId {server.OAuth.ClientId} clientSecret {server.OAuth.ClientSecret} refreshToken {server.OAuth.RefreshToken} tokenUrl {server.OAuth.TokenUrl}");
            Console.Out.WriteLine("Ctrl-C ends it.");
            Console.Out.Flush();
            try
            {
                await server.WaitForShutdownAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how it ends.
            }

            return ExitCodes.Done;
        });
        return new Command("portal", "The local portal: Bitrix24's REST API for leads on this machine.") { start };
    }
}
