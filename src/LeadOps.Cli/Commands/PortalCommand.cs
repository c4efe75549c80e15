using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands;

internal static class PortalCommand
{
    private static readonly Dictionary<string, string> OptionNames = new(StringComparer.Ordinal)
    {
        [nameof(LocalPortalOptions.Chaos)] = "--chaos",
        [nameof(LocalPortalOptions.Cost)] = "--cost",
        [nameof(LocalPortalOptions.Automation)] = "--automation",
        [nameof(LocalPortalOptions.Webhooks)] = "--webhook",
    };

    public static Command Create()
    {
        var port = CheckedOption.Port("--port", "port on this machine; 0 takes any free one");
        port.DefaultValueFactory = _ => 8024;
        var https = CheckedOption.Port("--https", "another port for the same over HTTPS, which most SDKs insist on");
        var data = new Option<string?>("--data")
        {
            Description = "file that keeps the data; without it the data is gone at the end",
            HelpName = "FILE",
        };
        var seed = new Option<string?>("--seed")
        {
            Description = "number of leads to begin with, or a manifest whose fixtures are seeded",
            HelpName = "MANIFEST|N",
        };
        var tariff = CheckedOption.Of<PortalTariff>(
            "--tariff",
            "request limit: none, standard (2/s above 50) or enterprise (5/s above 250)",
            new("none", PortalTariff.None),
            new("standard", PortalTariff.Standard),
            new("enterprise", PortalTariff.Enterprise)
        );
        var chaos = new Option<string?>("--chaos")
        {
            Description = "faults to rehearse, for instance drop-after@3,500@5%,500:crm.lead.update@2",
            HelpName = "FAULTS",
        };
        var rehearsal = new RehearsalOptions();
        var start = new Command("start", Help()) { port, https, data, seed, tariff, chaos };
        rehearsal.AddTo(start);
        start.SetAction(
            async (parsed, cancel) =>
            {
                var given = parsed.GetValue(seed);
                var isNumber = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var leads);
                if (given is not null && !isNumber && !Path.Exists(given))
                {
                    throw new LeadOpsException(
                        Failure.Invalid,
                        $"`--seed {given}`: give a number of leads, or the path of a manifest with fixtures."
                    );
                }

                var manifests = given is null || isNumber ? null : Manifests(given);
                await using var server = await StartAsync(
                    rehearsal.Read(parsed) with
                    {
                        Port = parsed.GetValue(port)!.Value,
                        HttpsPort = parsed.GetValue(https),
                        DataFile = parsed.GetValue(data),
                        SeedLeads = leads,
                        Tariff = parsed.GetValue(tariff).Value,
                        Chaos = parsed.GetValue(chaos),
                    },
                    cancel
                );
                Greet(
                    server,
                    parsed.GetValue(data),
                    manifests is null ? 0 : await SeedAsync(server, manifests, cancel)
                );
                try
                {
                    await server.WaitForShutdownAsync(cancel);
                }
                catch (OperationCanceledException)
                {
                    // Ctrl-C is how it ends.
                }

                return ExitCodes.Done;
            }
        );
        return new Command("portal", "The local portal: Bitrix24's REST API for leads on this machine.") { start };
    }

    /// <summary>A wrong option is wrong input; a port or a file that cannot be used is not.</summary>
    private static async Task<LocalPortalServer> StartAsync(
        LocalPortalOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await LocalPortalServer.StartAsync(options, cancellationToken);
        }
        catch (LocalPortalException problem) when (problem.Option is { } option)
        {
            throw new LeadOpsException(Failure.Invalid, $"`{OptionNames[option]}`: {problem.Message}");
        }
    }

    private static void Greet(LocalPortalServer server, string? data, int seeded)
    {
        var leads = server.Leads + (seeded > 0 ? $" leads, and {seeded} of the manifest" : " leads");
        Console.Out.WriteLine(
            $"Local portal on {server.BaseUrl} with {leads}; {(data is null ? "its data is gone at the end (`--data FILE` keeps it)" : $"its data is kept in {data}")}."
        );
        Console.Out.WriteLine($"Webhook: {server.WebhookUrl}");
        if (server.HttpsUrl is { } https)
        {
            Console.Out.WriteLine(
                $"HTTPS:   {https}    clients trust it by NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE or curl --cacert {CertificateFile(server, https.Port)}"
            );
        }

        Console.Out.WriteLine(
            $"OAuth:   {server.OAuth.RestUrl} clientId {server.OAuth.ClientId} clientSecret {server.OAuth.ClientSecret} refreshToken {server.OAuth.RefreshToken} tokenUrl {server.OAuth.TokenUrl}"
        );
        Console.Out.WriteLine(
            $"Try:     curl {server.WebhookUrl}crm.lead.list    or    leadops fields --portal {server.WebhookUrl}"
        );
        Console.Out.WriteLine("Ctrl-C ends it.");
        Console.Out.Flush();
    }

    private static string CertificateFile(LocalPortalServer server, int port)
    {
        var folder = Path.Combine(StateFolder.Of(Environment.GetEnvironmentVariable), "leadops");
        PrivateFile.CreateFolder(folder);
        var file = Path.Combine(folder, $"portal-{port}.pem");
        File.WriteAllText(file, server.Certificate);
        return file;
    }

    private static string Help() =>
        $"""
            Run the local portal until Ctrl-C. Example: leadops portal start --seed 500 --tariff standard --cost 0.4s

            Faults are ACTION[:ARGUMENT][:METHOD]@WHEN, separated by commas; WHEN is a request number, a range 3-5, * or a share 5%, and with a METHOD it counts the calls of that method:
            {string.Join("\n", LocalPortalServer.Faults.Select(fault => $"  {fault.Key, -14} {fault.Value}"))}
            """;

    private static IReadOnlyList<Manifest> Manifests(string path)
    {
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>(StringComparer.Ordinal)).Read(
            [path],
            problems
        );
        problems.ThrowIfErrors();
        return manifests;
    }

    /// <summary>By the same plan and run as `leadops seed`, over HTTP; the run leaves nothing behind.</summary>
    private static async Task<int> SeedAsync(
        LocalPortalServer server,
        IReadOnlyList<Manifest> manifests,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("leadops-seed-").FullName;
        try
        {
            var settings = new PortalSettings
            {
                Name = "local",
                Url = server.WebhookUrl,
                DisplayHost = server.WebhookUrl.Authority,
                Tariff = Tariff.SelfHosted,
                SettleAfter = TimeSpan.Zero,
                StateFolder = folder,
            };
            using var session = new PortalSession(settings, TimeProvider.System);
            var pipeline = new Pipeline(
                session,
                new ProjectPaths(
                    Path.Combine(folder, "runs"),
                    Path.Combine(folder, "ledger.db"),
                    folder,
                    Path.Combine(folder, "pause")
                ),
                TimeProvider.System
            );
            using var plan = await pipeline.PlanFixturesAsync(
                new PlanRequest(manifests) { Environment = Shell.Environment(manifests) },
                PlanPurpose.Seed,
                cancellationToken
            );
            var report = await pipeline.ApplyAsync(
                plan,
                new RunOptions(
                    new PlanLimits(int.MaxValue, 100, int.MaxValue),
                    SkipBlocked: false,
                    TakeOver: false,
                    First: null
                ),
                new RunEvents(),
                cancellationToken
            );
            return report.Summary.IsClean
                ? report.Summary.Total
                : throw new LeadOpsException(
                    Failure.Portal,
                    $"Seeding ended with {report.Summary.Total - report.Summary.Applied} leads not applied. Take out `--chaos`, or seed with `leadops seed`."
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
