using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

internal sealed class ReadingPaceTests
{
    [TestCase(0.14, 0.13, 0.065, 0.065, Description = "the portal says it")]
    [TestCase(0.14, 0, 0, 0.07, Description = "the portal is silent")]
    [TestCase(0.3, 0.1, 0.05, 0.15, Description = "the portal says a part of it")]
    [TestCase(1.0, 0.002, 0.001, 0.001, Description = "every request takes long, whatever it holds")]
    [TestCase(3.0, 2.8, 1.4, 1.4, Description = "the portal says that pages take very long")]
    public void What_a_page_takes(double took, double explained, double reported, double expected) =>
        Assert.That(
            ReadingPace.SecondsPerPage(new TimedRequest(2, took, explained), reported),
            Is.EqualTo(expected).Within(0.005)
        );

    [TestCase(0.02, 0.005, 0.002, true, Description = "the portal is near and quick")]
    [TestCase(1.0, 0.005, 0.002, true, Description = "the portal is far and quick")]
    [TestCase(0.09, 0.005, 0.002, false, Description = "the page or the way")]
    [TestCase(0.1, 0.09, 0.07, false, Description = "the portal says that pages take long")]
    public void One_page_among_other_calls_may_tell_that_pages_are_quick(
        double took,
        double explained,
        double reported,
        bool isQuick
    ) => Assert.That(ReadingPace.IsSurelyQuick(new TimedRequest(10, took, explained), reported), Is.EqualTo(isQuick));

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
