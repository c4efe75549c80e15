using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

internal sealed class ReadingPaceTests
{
    /// <summary>Nine questions before, then two pages.</summary>
    [TestCase(0.02, 0.14, 0.07, 0.07, Description = "the portal says it")]
    [TestCase(0.02, 0.14, 0, 0.06, Description = "only pages take long")]
    [TestCase(0.63, 0.14, 0, 0.07, Description = "every call takes as long")]
    [TestCase(1.0, 1.0, 0.001, 0, Description = "every request takes as long")]
    [TestCase(1.03, 1.0, 0.001, 0, Description = "every request takes about as long")]
    public void What_a_page_takes(double earlier, double took, double reported, double expected) =>
        Assert.That(
            ReadingPace.SecondsPerPage(new TimedRequest(9, earlier), new TimedRequest(2, took), reported),
            Is.EqualTo(expected).Within(0.005)
        );

    [Test]
    public void Without_an_earlier_request_all_of_the_time_is_the_pages() =>
        Assert.That(ReadingPace.SecondsPerPage(null, new TimedRequest(2, 1), 0), Is.EqualTo(0.5));

    [TestCase(199, 0.07, 25)]
    [TestCase(199, 0.0001, 50)]
    [TestCase(199, 0, 50)]
    [TestCase(40, 0.07, 8)]
    [TestCase(2, 0.07, 8)]
    [TestCase(20_000, 0.07, 50)]
    [TestCase(16, 2, 2)]
    public void Pages_that_take_long_are_spread_over_requests(double pages, double seconds, int perRequest) =>
        Assert.That(ReadingPace.PagesPerRequest(pages, seconds, requests: 8), Is.EqualTo(perRequest));
}
