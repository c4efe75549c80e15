using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Portal.Leads;

internal sealed class RangeCutTests
{
    [TestCase(1, 50, 2500, 50)]
    [TestCase(1, 25, 1250, 25)]
    [TestCase(2, 50, 4858, 50)]
    [TestCase(1000, 50, 2_400_050, 50)]
    public void A_range_holds_what_its_pages_bring_but_for_the_usual_scatter(
        double idsPerLead,
        int pages,
        long to,
        int asked
    )
    {
        var range = new RangeCut(idsPerLead, pages).Next(0, ListEnd.At(int.MaxValue));

        Assert.That(range.To, Is.EqualTo((double)to).Within(60 * idsPerLead));
        Assert.That((range.After, range.Pages), Is.EqualTo((0, asked)));
    }

    [TestCase(1, 100, 2)]
    [TestCase(1, 101, 3)]
    [TestCase(1, 1, 1)]
    [TestCase(10, 1000, 3)]
    public void The_last_range_asks_for_as_many_pages_as_are_left(double idsPerLead, long ids, int pages) =>
        Assert.That(
            new RangeCut(idsPerLead, 50).Next(7, ListEnd.At(7 + ids)),
            Is.EqualTo(new IdRange(7, 7 + ids, pages))
        );

    [Test]
    public void A_range_that_turned_out_dense_is_cut_again_by_its_own_density()
    {
        var cut = new RangeCut(10, 50);
        var asked = new IdRange(0, 25_000, 50);

        var (next, missing) = cut.After(asked, leads: 2500, reached: 2500);

        Assert.That((next.IdsPerLead, missing), Is.EqualTo((1, new IdRange(2500, 5000, 50))));
    }

    [Test]
    public void A_range_that_brought_all_of_its_leads_corrects_the_next_ones()
    {
        var (next, missing) = new RangeCut(1, 50).After(new IdRange(0, 2500, 50), leads: 2500, reached: 7500);

        Assert.That((next.IdsPerLead, missing), Is.EqualTo((2, (IdRange?)null)));
    }

    [Test]
    public void A_range_of_which_nothing_was_carried_out_is_asked_for_by_one_page()
    {
        var (next, missing) = new RangeCut(1, 50).After(new IdRange(10, 2510, 50), leads: 0, reached: 10);

        Assert.That((next.IdsPerLead, missing), Is.EqualTo((1, new IdRange(10, 2510, 1))));
    }
}
