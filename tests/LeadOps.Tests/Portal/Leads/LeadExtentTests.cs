using System.Text.Json;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

internal sealed class LeadExtentTests
{
    private static readonly TimedRequest Quick = new(10, 0.01, 0.005);

    [TestCase(5000, 4951, 5000, 1.0, Description = "every id is a lead")]
    [TestCase(5000, 9902, 10_000, 2.0, Description = "every other one")]
    [TestCase(5000, 1_004_951, 1_005_000, null, Description = "the first ids are far from 1")]
    [TestCase(40, 1, 40, 1.0, Description = "one page holds all")]
    public void Ranges_are_cut_at_once_where_ids_are_even(int total, long lowest, long highest, double? idsPerLead)
    {
        var step = Math.Max(1, (highest - lowest) / 49);
        var ids = new List<long>();
        for (var id = highest; id >= lowest; id -= step)
        {
            ids.Add(id);
        }

        Assert.That(LeadExtent.Of(Answer(total, ids), Quick)!.IdsPerLead, Is.EqualTo(idsPerLead).Within(0.05));
    }

    [Test]
    public void A_portal_that_does_not_list_ids_from_the_last_one_down_tells_nothing() =>
        Assert.That(LeadExtent.Of(Answer(3, [1, 2, 3]), Quick), Is.Null);

    [Test]
    public void A_portal_without_leads_tells_nothing() => Assert.That(LeadExtent.Of(Answer(0, []), Quick), Is.Null);

    [Test]
    public void A_refusal_tells_nothing() =>
        Assert.That(LeadExtent.Of(new CallFailure(PortalError.Of("ACCESS_DENIED", "", 403)), Quick), Is.Null);

    private static CallResult Answer(int total, IEnumerable<long> ids) =>
        new(JsonSerializer.SerializeToElement(ids.Select(id => new { ID = $"{id}" })), total);
}
