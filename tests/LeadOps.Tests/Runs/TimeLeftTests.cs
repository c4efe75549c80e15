using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Tests.Runs;

internal sealed class TimeLeftTests
{
    private static readonly RunMeter Fast = new(Done: 480, Left: 9600, PerSecond: 960)
    {
        Requests = 11,
        SessionRequests = 11,
        SessionTime = TimeSpan.FromSeconds(1),
        Tariff = Tariff.SelfHosted,
        OperatingLimit = 480,
    };

    private static readonly object?[][] Cases =
    [
        ["the pace, when nothing limits it", Fast, 10.0, null],
        [
            "the tariff, when the burst hides it",
            Fast with
            {
                Tariff = Tariff.Standard,
            },
            79.5,
            "tariff standard: 2 requests a second",
        ],
        ["the tariff's burst, when it is enough", Fast with { Tariff = Tariff.Enterprise }, 10.0, null],
        [
            "the operating time that the rest needs beyond what is free",
            Fast with
            {
                OperatingSeconds = new Dictionary<string, double> { ["crm.lead.update"] = 192, ["batch"] = 1 },
            },
            4440.0,
            "operating limit of crm.lead.update",
        ],
        ["nothing, when all is done", Fast with { Left = 0 }, 0.0, null],
    ];

    [TestCaseSource(nameof(Cases))]
    public void It_is_what_binds(string what, object meter, double seconds, string? limit)
    {
        var left = TimeLeft.Of((RunMeter)meter);

        Assert.That(left?.Time.TotalSeconds, Is.EqualTo(seconds).Within(0.01), what);
        Assert.That(left?.Limit, Is.EqualTo(limit), what);
    }

    [Test]
    public void Nothing_is_told_before_anything_is_known() =>
        Assert.That(TimeLeft.Of(Fast with { Done = 0, PerSecond = 0 }), Is.Null);
}
