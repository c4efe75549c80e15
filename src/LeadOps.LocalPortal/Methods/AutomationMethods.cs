using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.automation.trigger: the webhook that sets off the rules of a lead.</summary>
internal sealed partial class AutomationMethods(LeadDesk desk)
{
    public IEnumerable<(string, Method)> Table => [("crm.automation.trigger", Trigger)];

    private Answer Trigger(Parameters call, Caller caller)
    {
        var target = call.Get("target");
        if (target.Length == 0)
        {
            throw RestException.Legacy("Target is not set.");
        }

        var match = Target().Match(target);
        if (!match.Success)
        {
            throw RestException.Legacy("Incorrect target format.");
        }

        var lead = desk.Store.Find(Values.Number(match.Groups[2].Value) ?? 0);
        if (lead is null || !match.Groups[1].Value.Equals("LEAD", StringComparison.OrdinalIgnoreCase))
        {
            throw RestException.Legacy("Target is not found.");
        }

        if (!desk.Gate.CanEdit(caller, lead))
        {
            throw new RestException(
                400,
                "ACCESS_DENIED",
                "Access denied! There are no permissions to update the entity."
            );
        }

        desk.Automation.Trigger(lead, call.Get("code"));
        return new Answer(true);
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9]*)_([0-9]+)$")]
    private static partial Regex Target();
}
