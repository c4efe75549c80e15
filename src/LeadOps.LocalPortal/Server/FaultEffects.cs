using System.Globalization;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Server;

/// <summary>Faults that change the portal itself, before the request does its work.</summary>
internal sealed class FaultEffects
{
    private readonly Portal portal;
    private readonly Dictionary<string, Action<Fault>> effects;

    public FaultEffects(Portal portal)
    {
        this.portal = portal;
        effects = new(StringComparer.Ordinal)
        {
            ["expire-token"] = _ => portal.OAuth.ExpireAll(),
            ["token-revoked"] = _ => portal.OAuth.RevokeAll(),
            ["refuse"] = fault => portal.Settings.Refused.Add(Id(fault.Argument)),
            ["edit"] = Edit,
        };
    }

    public void Before(Struck struck)
    {
        portal.Clock.Skew = struck.First("skew") is { } skew
            ? FaultKind.Skew(skew.Argument) ?? TimeSpan.Zero
            : TimeSpan.Zero;
        foreach (var fault in struck.Request)
        {
            effects.GetValueOrDefault(fault.Action)?.Invoke(fault);
        }
    }

    /// <summary>A budget is one webhook's or one application's: another caller goes on.</summary>
    public void Of(Struck struck, Caller caller)
    {
        foreach (var ban in struck.Request.Where(fault => fault.Action == "ban"))
        {
            portal.Operating.Ban(caller.Credential, ban.Argument);
        }
    }

    private void Edit(Fault fault)
    {
        var parts = fault.Argument.Split(';');
        var fields = parts.Skip(1).Select(part => part.Split('=', 2));
        portal.Leads.EditBehind(Id(parts[0]), Nodes.Map(fields, part => part[0], part => part[^1]));
    }

    /// <summary>Of `id=17`; the script has been checked.</summary>
    private static long Id(string text) => long.Parse(text["id=".Length..], CultureInfo.InvariantCulture);
}
