using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Cli.Views.Html;
using LeadOps.Runs;

namespace LeadOps.EndToEnd.Tests;

internal sealed class HtmlChartSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_resumed_run_goes_on_where_it_was_and_stands_still_while_it_waits()
    {
        RunSample[] samples =
        [
            At(0, 10),
            At(10, 20),
            At(11, 20, "limit"),
            At(60, 0, "limit"),
            At(600, 15),
            At(610, 30),
        ];
        using var output = new StringWriter();

        RunChart.Write(output, samples);

        var points = Regex
            .Match(output.ToString(), "points=\"([^\"]*)\"")
            .Groups[1]
            .Value.Split(' ')
            .Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture))
            .ToList();
        Assert.That(points, Is.Ordered.Descending);
        Assert.That(points.Distinct().Count(), Is.EqualTo(4));
        Assert.That(output.ToString(), Does.Contain(">50</text>"));
    }

    [Test]
    public void The_time_between_two_processes_is_left_out_and_their_leads_are_added()
    {
        RunSample[] samples = [At(0, 0), At(10, 100), At(86_400, 0), At(86_405, 20), At(86_410, 100)];

        var time = new ChartTime(samples);

        Assert.That(time.Span, Is.EqualTo(21));
        Assert.That(time.Most, Is.EqualTo(200));
        Assert.That(time.Continued, Is.EqualTo(new[] { 11.0 }));
    }

    [Test]
    public void Waits_are_seen_also_after_a_burst_and_short_gaps_between_them_close()
    {
        List<RunSample> samples = [At(0, 0), At(1, 2400)];
        for (var second = 1; second <= 300; second++)
        {
            samples.Add(At(second, 2400 + (second * 96), "tariff standard: 2 requests a second"));
            samples.Add(new RunSample(Start.AddSeconds(second + 0.9), 2400 + (second * 96) + 96, null));
        }

        samples.Add(At(302, 31_296, "operating limit of crm.lead.update"));
        samples.Add(At(362, 31_392));

        var waits = new ChartTime(samples).Waits;

        Assert.That(
            waits.Select(wait => (wait.Reason, Math.Round(wait.From), Math.Round(wait.To))),
            Is.EqualTo(
                new[]
                {
                    ("tariff standard: 2 requests a second", 1.0, 301.0),
                    ("operating limit of crm.lead.update", 302.0, 362.0),
                }
            )
        );
    }

    private static RunSample At(int seconds, int done, string? paused = null) =>
        new(Start.AddSeconds(seconds), done, paused);
}
