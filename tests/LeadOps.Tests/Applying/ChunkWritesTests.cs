using System.Text.Json.Nodes;
using LeadOps.Applying;
using LeadOps.Portal;

namespace LeadOps.Tests.Applying;

internal sealed class ChunkWritesTests
{
    private static readonly PortalCall Update = new("crm.lead.update", new JsonObject { ["id"] = 1 });

    private static readonly PortalCall Rows = new(
        "crm.lead.productrows.set",
        new JsonObject { ["id"] = 1, ["rows"] = new JsonArray(new JsonObject { ["PRODUCT_NAME"] = "$result[c0]" }) }
    );

    private static readonly PortalCall Contacts = new("crm.lead.contact.items.set", new JsonObject { ["id"] = 1 });

    [Test]
    public void A_call_that_no_batch_can_carry_overtakes_none_of_its_lead()
    {
        var lead = new OpenLead(default!, [Update, Rows, Contacts]);

        Assert.That((lead.Direct, lead.Batched), Is.EqualTo((new[] { Update, Rows }, new[] { Contacts })));
    }

    [Test]
    public void Calls_that_a_batch_can_carry_stay_together()
    {
        var lead = new OpenLead(default!, [Update, Contacts]);

        Assert.That((lead.Direct.Count, lead.Batched.Count), Is.EqualTo((0, 2)));
    }
}
