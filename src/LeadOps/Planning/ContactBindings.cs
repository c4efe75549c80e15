using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Portal;

namespace LeadOps.Planning;

/// <summary>CONTACT_IDS has its own methods; lists and `get` never return it.</summary>
public static class ContactBindings
{
    public static PortalCall Call(LeadId id) => new("crm.lead.contact.items.get", new JsonObject { ["id"] = id.Value });

    public static FieldValue Value(CallAnswer answer)
    {
        if (answer is not CallResult result)
        {
            throw new LeadOpsException(Failure.Portal, "The contacts of a lead could not be read; try again later.");
        }

        var ids = result.Value.EnumerateArray().Select(item => item.GetProperty("CONTACT_ID").ToString()).ToList();
        return ids.Count == 0 ? FieldValue.Empty : new ListValue(ids);
    }
}
