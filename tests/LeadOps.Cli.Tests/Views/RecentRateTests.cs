using LeadOps.Cli.Views;

namespace LeadOps.Cli.Tests.Views;

internal sealed class RecentRateTests
{
    [Test]
    public void What_was_done_at_once_counts_for_ten_seconds_only()
    {
        var clock = new StillClock();
        var rate = new RecentRate(clock);
        rate.Begin();

        clock.Pass(1);
        rate.Note(2400);
        var atFirst = rate.PerSecond();
        for (var second = 0; second < 20; second++)
        {
            clock.Pass(1);
            rate.Note(2400 + ((second + 1) * 96));
        }

        Assert.That(atFirst, Is.EqualTo(2400));
        Assert.That(rate.PerSecond(), Is.EqualTo(96));
    }

    [Test]
    public void It_falls_while_nothing_happens()
    {
        var clock = new StillClock();
        var rate = new RecentRate(clock);
        rate.Begin();
        clock.Pass(2);
        rate.Note(100);

        clock.Pass(3);
        var later = rate.PerSecond();
        clock.Pass(60);

        Assert.That(later, Is.EqualTo(20));
        Assert.That(rate.PerSecond(), Is.Zero);
    }
}
