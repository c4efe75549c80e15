using LeadOps.Fields;

namespace LeadOps.Planning;

/// <summary>What the planner knows about leads and the person should know before approving; gathered lead by lead.</summary>
public sealed class Warnings(FieldCatalogue catalogue)
{
    private static readonly (string Field, string Text)[] Notes =
    [
        ("STATUS_ID", "a stage change may start automation rules on the portal"),
        ("COMPANY_ID", "setting a company may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        ("CONTACT_ID", "setting a contact may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        ("CONTACT_IDS", "contact bindings go out as calls of their own, after the lead's other fields"),
        ("OPPORTUNITY", "an amount is sent together with IS_MANUAL_OPPORTUNITY=Y, so that product rows do not overwrite it"),
    ];

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private int addresses;
    private int converted;

    public void Add(PlannedLead lead)
    {
        var hasAddress = false;
        foreach (var field in lead.Fields)
        {
            counts[field.Name] = counts.GetValueOrDefault(field.Name) + 1;
            hasAddress |= catalogue.Find(field.Name)?.IsAddress == true;
            converted += field is { Name: "STATUS_ID", After: TextValue { Text: "CONVERTED" } } ? 1 : 0;
        }

        addresses += hasAddress ? 1 : 0;
    }

    public IEnumerable<string> Texts()
    {
        foreach (var (field, text) in Notes)
        {
            if (counts.GetValueOrDefault(field) is > 0 and var count)
            {
                yield return $"{field}: {text} ({count} {(count == 1 ? "lead" : "leads")})";
            }
        }

        if (addresses > 0)
        {
            yield return $"ADDRESS: the complete address goes out with any change of it ({addresses} {(addresses == 1 ? "lead" : "leads")})";
        }

        if (converted > 0)
        {
            yield return $"STATUS_ID CONVERTED creates no deal, contact or company ({converted} leads)";
        }
    }
}
