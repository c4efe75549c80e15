using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.LocalPortal;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands;

internal static class PortalCommand
{
    public static Command Create()
    {
        var options = new PortalStartOptions();
        var start = new Command("start", Help());
        options.AddTo(start);
        start.SetAction((parsed, cancel) => RunAsync(options.Read(parsed), cancel));
        return new Command("portal", "The local portal: Bitrix24's REST API for leads on this machine.") { start };
    }

    private static async Task<int> RunAsync(
        (LocalPortalOptions Portal, string? Manifest) given,
        CancellationToken cancellationToken
    )
    {
        var manifests = given.Manifest is { } path ? PortalSeeding.Read(path) : [];
        await using var server = await StartAsync(given.Portal, cancellationToken);
        var seeded = manifests.Count > 0 ? await PortalSeeding.SeedAsync(server, manifests, cancellationToken) : 0;
        PortalView.Greet(Terminal.Out, server, given.Portal.DataFile, seeded, CertificateFile(server));
        try
        {
            await server.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }

        return ExitCodes.Done;
    }

    private static async Task<LocalPortalServer> StartAsync(
        LocalPortalOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await LocalPortalServer.StartAsync(options, cancellationToken);
        }
        catch (LocalPortalException problem) when (problem.Option is not null)
        {
            throw PortalStartOptions.Invalid(problem);
        }
    }

    private static string? CertificateFile(LocalPortalServer server)
    {
        if (server.HttpsUrl is not { } https)
        {
            return null;
        }

        var folder = Path.Combine(StateFolder.Of(Environment.GetEnvironmentVariable), "leadops");
        PrivateFile.CreateFolder(folder);
        var file = Path.Combine(folder, $"portal-{https.Port}.pem");
        File.WriteAllText(file, server.Certificate);
        return file;
    }

    private static string Help() =>
        $"""
            Run the local portal until Ctrl-C. Example: leadops portal start --seed 500 --tariff standard --cost 0.4s

            Faults are ACTION[:ARGUMENT][:METHOD]@WHEN, separated by commas. WHEN is a request number, a range 3-5,
            * (every one) or a share 5%. With a METHOD it counts the calls of that method:
            {string.Join("\n", LocalPortalServer.Faults.Select(fault => $"  {fault.Key, -14} {fault.Value}"))}
            """;
}
