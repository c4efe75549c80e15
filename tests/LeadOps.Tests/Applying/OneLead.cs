using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Plans;

namespace LeadOps.Tests.Applying;

/// <summary>
/// One planned lead and what the portal holds of it: NAME from `old` to `new`, resting on COMMENTS being `seen`.
/// </summary>
internal static class OneLead
{
    public static PlanLine Planned(LeadAction action, params PlannedField[] further) =>
        new(
            0,
            new PlannedLead
            {
                Action = action,
                Id = action == LeadAction.Create ? null : new LeadId(7),
                Key = action == LeadAction.Create ? "k" : null,
                Title = "x",
                Fields =
                [
                    new PlannedField(
                        "NAME",
                        action == LeadAction.Create ? FieldValue.Empty : new TextValue("old"),
                        action == LeadAction.Delete ? FieldValue.Empty : new TextValue("new"),
                        "c"
                    ),
                    .. further,
                ],
                Assumed =
                    action == LeadAction.Update
                        ? new Dictionary<string, FieldValue> { ["COMMENTS"] = new TextValue("seen") }
                        : [],
            }
        );

    /// <summary>`gone`, or a lead as `NAME/COMMENTS` or `NAME/COMMENTS/contact`.</summary>
    public static LeadSnapshot? Held(string now)
    {
        if (now == "gone")
        {
            return null;
        }

        var lead = LeadSnapshot.Of(new LeadId(7));
        var parts = now.Split('/');
        lead.Set("NAME", new TextValue(parts[0]));
        lead.Set("COMMENTS", new TextValue(parts[1]));
        lead.Set("CONTACT_IDS", parts.Length > 2 ? new ListValue([parts[2]]) : FieldValue.Empty);
        return lead;
    }
}
