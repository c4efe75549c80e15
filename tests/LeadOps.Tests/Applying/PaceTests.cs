using LeadOps.Applying;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Tests.Applying;

internal sealed class PaceTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Pace Of(double rate, int total, double? secondsPerWrite = null) =>
        new(
            new Tariff("test", rate, 50),
            total,
            new ExecutorOptions { SecondsPerWrite = secondsPerWrite },
            leastSeconds: null
        );

    [TestCase(2, 0.3, 2)]
    [TestCase(2, 1.2, 5)]
    [TestCase(5, 0.1, 2)]
    [TestCase(5, 1.2, 8)]
    [TestCase(0, 0.001, 3)]
    [TestCase(0, 0.1, 8)]
    public void Lanes_are_as_many_as_the_allowed_rate_needs_at_this_latency(double rate, double latency, int lanes)
    {
        var pace = Of(rate, 100_000);

        pace.Note(48, Seconds(latency), isLost: false);

        Assert.That(pace.Lanes, Is.EqualTo(lanes));
    }

    [TestCase(null, 1)]
    [TestCase(0.005, 1)]
    [TestCase(0.07, 1)]
    [TestCase(1, 8)]
    public void Lanes_are_open_from_the_first_request_when_planning_has_measured_the_latency(double? seconds, int lanes)
    {
        var pace = new Pace(Tariff.Standard, 5000, new ExecutorOptions(), seconds);

        Assert.That(pace.Lanes, Is.EqualTo(lanes));
    }

    [TestCase(false, 4)]
    [TestCase(true, 8)]
    public void A_burst_that_holds_the_whole_run_is_spent_at_once(bool isPlanFresh, int lanes)
    {
        var options = new ExecutorOptions { PlannedAt = isPlanFresh ? DateTimeOffset.UnixEpoch : null };

        Assert.That(new Pace(Tariff.Standard, 16 * 48, options, 1).Lanes, Is.EqualTo(lanes));
    }

    [Test]
    public void A_small_run_needs_no_lanes()
    {
        var pace = Of(5, 150);

        pace.Note(48, Seconds(5), isLost: false);

        Assert.That(pace.Lanes, Is.EqualTo(1));
    }

    [Test]
    public void A_slow_request_shrinks_the_next_ones_at_once_and_they_grow_back_slowly()
    {
        var pace = Of(2, 100_000);

        pace.Note(48, Seconds(32), isLost: false);
        var shrunk = pace.Budget;
        pace.Note(shrunk, Seconds(2), isLost: false);

        Assert.That((shrunk, pace.Budget), Is.EqualTo((12, 16)));
    }

    [Test]
    public void A_request_that_was_cut_is_halved_until_it_is_a_single_lead()
    {
        var pace = Of(2, 100_000);

        var budgets = Enumerable
            .Range(0, 7)
            .Select(_ =>
            {
                pace.Note(pace.Budget, Seconds(60), isLost: true);
                return pace.Budget;
            });

        Assert.That(budgets, Is.EqualTo(new[] { 24, 12, 6, 3, 1, 1, 1 }));
    }

    [Test]
    public void A_lost_answer_of_a_quick_request_says_nothing_about_its_size()
    {
        var pace = Of(2, 100_000);

        pace.Note(48, Seconds(0.2), isLost: true);

        Assert.That(pace.Budget, Is.EqualTo(48));
    }

    [TestCase(0.05, 48)]
    [TestCase(0.8, 10)]
    [TestCase(30, 1)]
    public void What_writes_cost_last_time_decides_how_large_the_first_request_is(double secondsPerWrite, int budget) =>
        Assert.That(Of(2, 100_000, secondsPerWrite).Budget, Is.EqualTo(budget));

    [Test]
    public void Only_changes_are_told()
    {
        var pace = Of(2, 100_000);

        Assert.That(pace.Note(48, Seconds(0.2), isLost: false), Is.Null);
        Assert.That(pace.Note(48, Seconds(9), isLost: false), Is.EqualTo(new PaceNote(42, 8, 2.84)));
    }
}
