using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Commands;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;

namespace LeadOps.Cli.Options;

/// <summary>Options of `portal start`: where it stands and what it begins with.</summary>
internal sealed class PortalStartOptions
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [nameof(LocalPortalOptions.Chaos)] = "--chaos",
        [nameof(LocalPortalOptions.Cost)] = "--cost",
        [nameof(LocalPortalOptions.Automation)] = "--automation",
        [nameof(LocalPortalOptions.Webhooks)] = "--webhook",
        [nameof(LocalPortalOptions.WebhookSecret)] = "--webhook-secret",
        [nameof(LocalPortalOptions.TimeZone)] = "--time-zone",
    };

    private readonly Option<int?> port = CheckedOption.Port("--port", "port on this machine; 0 takes any free one");
    private readonly Option<int?> https = CheckedOption.Port("--https", "port for HTTPS as well; most SDKs need it");
    private readonly Option<string?> data = new("--data")
    {
        Description = "file that keeps the data; without it the data is gone at the end",
        HelpName = "FILE",
    };
    private readonly Option<string?> seed = new("--seed")
    {
        Description = "number of leads to begin with, or a manifest whose fixtures are seeded",
        HelpName = "MANIFEST|N",
    };
    private readonly Option<string?> secret = new("--webhook-secret")
    {
        Description = "secret of the webhook's address, so that it stays the same; at least 8 letters and digits",
        HelpName = "SECRET",
    };
    private readonly Option<string?> zone = new("--time-zone")
    {
        Description = "time zone of the portal's server: an offset such as +02:00 (default), or Europe/Berlin",
        HelpName = "ZONE",
    };
    private readonly Option<Word<PortalTariff>> tariff = CheckedOption.Of<PortalTariff>(
        "--tariff",
        "request limit: none, standard (2/s above 50) or enterprise (5/s above 250)",
        new("none", PortalTariff.None),
        new("standard", PortalTariff.Standard),
        new("enterprise", PortalTariff.Enterprise)
    );
    private readonly Option<string?> chaos = new("--chaos")
    {
        Description = "faults to rehearse, for instance drop-after@3,500@5%,500:crm.lead.update@2",
        HelpName = "FAULTS",
    };
    private readonly RehearsalOptions rehearsal = new();

    public PortalStartOptions() => port.DefaultValueFactory = _ => 8024;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { port, https, data, seed, secret, zone, tariff, chaos })
        {
            command.Options.Add(option);
        }

        rehearsal.AddTo(command);
    }

    /// <summary>The portal to start, and the manifest that fills it, if one was given.</summary>
    public (LocalPortalOptions Portal, string? Manifest) Read(ParseResult parsed)
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

        var portal = rehearsal.Read(parsed) with
        {
            Port = parsed.GetValue(port)!.Value,
            HttpsPort = parsed.GetValue(https),
            DataFile = parsed.GetValue(data),
            SeedLeads = leads,
            WebhookSecret = parsed.GetValue(secret),
            TimeZone = parsed.GetValue(zone),
            Tariff = parsed.GetValue(tariff).Value,
            Chaos = parsed.GetValue(chaos),
        };
        return (portal, isNumber ? null : given);
    }

    /// <summary>A wrong option is wrong input; a port or a file that cannot be used is not.</summary>
    public static LeadOpsException Invalid(LocalPortalException problem) =>
        new(Failure.Invalid, $"`{Names[problem.Option!]}`: {problem.Message}");
}
