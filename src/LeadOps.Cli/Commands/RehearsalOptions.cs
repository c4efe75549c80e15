using System.CommandLine;
using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;

namespace LeadOps.Cli.Commands;

/// <summary>Options that make the portal as slow, strict or busy as a real one.</summary>
internal sealed class RehearsalOptions
{
    private readonly Option<PortalOperating> operating = new("--operating") { Description = "whose working time counts: nested (each method's, as in the cloud), batch (as on self-hosted portals) or off" };
    private readonly Option<double> limit = new("--operating-limit") { Description = "seconds of work that a method may use within ten minutes", HelpName = "SECONDS", DefaultValueFactory = _ => 480 };
    private readonly Option<string?> cost = new("--cost") { Description = "simulated work of each call, counted and not waited for: 0.4s, or crm.lead.update=0.4s,crm.lead.list=100ms; a request above 60 s is cut", HelpName = "TIME" };
    private readonly Option<string> cut = new("--cut") { Description = "what a cut request gets: 504 (a page) or drop (no answer)", DefaultValueFactory = _ => "504" };
    private readonly Option<PortalMode> mode = new("--mode") { Description = "classic, or simple: a lead with a name is converted at once", DefaultValueFactory = _ => PortalMode.Classic };
    private readonly Option<string[]> automation = new("--automation") { Description = "a rule, for instance \"after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7\"; may be repeated", HelpName = "RULE" };
    private readonly Option<string[]> webhook = new("--webhook") { Description = "another webhook; may be repeated", HelpName = "USER:SECRET[:SCOPE,SCOPE]" };

    public RehearsalOptions() => cut.AcceptOnlyFromAmong("504", "drop");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { operating, limit, cost, cut, mode, automation, webhook })
        {
            command.Options.Add(option);
        }
    }

    public LocalPortalOptions Read(ParseResult parsed) => new()
    {
        Operating = parsed.GetValue(operating),
        OperatingLimit = parsed.GetValue(limit),
        Cost = parsed.GetValue(cost),
        Cut = parsed.GetValue(cut) == "drop" ? PortalCut.Drop : PortalCut.GatewayTimeout,
        Mode = parsed.GetValue(mode),
        Automation = parsed.GetValue(automation) ?? [],
        Webhooks = [.. (parsed.GetValue(webhook) ?? []).Select(Webhook)],
    };

    private static LocalWebhook Webhook(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var user) || parts[1].Length == 0 || !parts[1].All(char.IsAsciiLetterOrDigit))
        {
            throw new LeadOpsException(Failure.Invalid, "`--webhook`: write USER:SECRET or USER:SECRET:SCOPE,SCOPE, for instance `7:abc123:crm,user_basic`; a secret has letters and digits.");
        }

        return parts.Length == 2 ? new LocalWebhook(user, parts[1]) : new LocalWebhook(user, parts[1]) { Scopes = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
    }
}
