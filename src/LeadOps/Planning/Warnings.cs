using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>What the planner knows about leads and the person should know before approving.</summary>
public static class Warnings
{
    private static readonly (string Field, string Text)[] Notes =
    [
        ("STATUS_ID", "a stage change may start automation rules on the portal"),
        ("COMPANY_ID", "setting a company may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        ("CONTACT_ID", "setting a contact may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        ("CONTACT_IDS", "contact bindings go out as calls of their own, after the lead's other fields"),
        ("OPPORTUNITY", "an amount is planned together with IS_MANUAL_OPPORTUNITY=Y, so that product rows do not overwrite it"),
    ];

    public static IEnumerable<string> Of(IReadOnlyList<PlannedLead> leads, FieldCatalogue catalogue)
    {
        foreach (var (field, text) in Notes)
        {
            var count = leads.Count(lead => lead.Fields.Any(planned => planned.Name == field));
            if (count > 0)
            {
                yield return $"{field}: {text} ({count} {(count == 1 ? "lead" : "leads")})";
            }
        }

        var address = leads.Count(lead => lead.Fields.Any(planned => catalogue.Find(planned.Name)?.IsAddress == true));
        if (address > 0)
        {
            yield return $"ADDRESS: the complete address goes out with any change of it ({address} {(address == 1 ? "lead" : "leads")})";
        }

        var converted = leads.Count(lead => lead.Fields.Any(planned => planned.Name == "STATUS_ID" && planned.After is TextValue { Text: "CONVERTED" }));
        if (converted > 0)
        {
            yield return $"STATUS_ID CONVERTED creates no deal, contact or company ({converted} leads)";
        }
    }
}
