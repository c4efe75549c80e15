using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Commands;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;

namespace LeadOps.Cli.Options;

/// <summary>Options that make the portal as slow, strict or busy as a real one.</summary>
internal sealed class RehearsalOptions
{
    private readonly Option<Word<PortalOperating>> operating = CheckedOption.Of<PortalOperating>(
        "--operating",
        "whose working time counts: nested (each method's, as in the cloud), batch (as on self-hosted portals) or off",
        new("nested", PortalOperating.Nested),
        new("batch", PortalOperating.Batch),
        new("off", PortalOperating.Off)
    );
    private readonly Option<double> limit = CheckedOption.Seconds(
        "--operating-limit",
        "seconds of work that a method may use within ten minutes",
        480
    );
    private readonly Option<string?> cost = new("--cost")
    {
        Description =
            "simulated work of each call, counted and not waited for: 0.4s, "
            + "or crm.lead.update=0.4s,crm.lead.list=100ms; a request above 60 s is cut",
        HelpName = "TIME",
    };
    private readonly Option<Word<PortalCut>> cut = CheckedOption.Of<PortalCut>(
        "--cut",
        "what a cut request gets: 504 (a page) or drop (no answer)",
        new("504", PortalCut.GatewayTimeout),
        new("drop", PortalCut.Drop)
    );
    private readonly Option<Word<PortalMode>> mode = CheckedOption.Of<PortalMode>(
        "--mode",
        "classic, or simple: a lead with a name is converted at once",
        new("classic", PortalMode.Classic),
        new("simple", PortalMode.Simple)
    );
    private readonly Option<string[]> automation = new("--automation")
    {
        Description =
            "a rule, for instance \"after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7\"; may be repeated",
        HelpName = "RULE",
    };
    private readonly Option<string[]> webhook = new("--webhook")
    {
        Description = "another webhook; may be repeated",
        HelpName = "USER:SECRET[:SCOPE,SCOPE]",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { operating, limit, cost, cut, mode, automation, webhook })
        {
            command.Options.Add(option);
        }
    }

    public LocalPortalOptions Read(ParseResult parsed) =>
        new()
        {
            Operating = parsed.GetValue(operating).Value,
            OperatingLimit = parsed.GetValue(limit),
            Cost = parsed.GetValue(cost),
            Cut = parsed.GetValue(cut).Value,
            Mode = parsed.GetValue(mode).Value,
            Automation = parsed.GetValue(automation) ?? [],
            Webhooks = [.. (parsed.GetValue(webhook) ?? []).Select(Webhook)],
        };

    private static LocalWebhook Webhook(string text)
    {
        var parts = text.Split(':');
        var slip =
            parts.Length is < 2 or > 3 ? $"it has {parts.Length} parts"
            : !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? $"`{parts[0]}` is not a user id"
            : parts[1].Length == 0 || !parts[1].All(char.IsAsciiLetterOrDigit)
                ? "its secret, the second part, may have letters and digits only"
            : null;
        if (slip is not null)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--webhook`: {slip}. Write USER:SECRET or USER:SECRET:SCOPE,SCOPE, "
                    + "for instance `7:abc123:crm,user_basic`."
            );
        }

        var webhook = new LocalWebhook(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        return parts.Length == 2
            ? webhook
            : webhook with
            {
                Scopes = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            };
    }
}
