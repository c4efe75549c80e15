using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Cli.Views;
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

        HtmlChart.Write(output, samples);

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

    private static RunSample At(int seconds, int done, string? paused = null) =>
        new(Start.AddSeconds(seconds), done, paused);
}
