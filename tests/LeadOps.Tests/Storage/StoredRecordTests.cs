using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Tests.Storage;

/// <summary>A disk or a hand may change what the state holds.</summary>
internal sealed class StoredRecordTests
{
    private static readonly Func<object>[] Damages =
    [
        () => JsonDocument.Parse("{\"a\": "),
        () => Enum.Parse<Verdict>("Applked"),
        () => JsonSerializer.Deserialize<RunStats>("{\"HttpRequests\": 1.\u00ef}")!,
        () => (string?)null ?? throw new InvalidOperationException("The data is NULL at ordinal 0."),
    ];

    [TestCaseSource(nameof(Damages))]
    public void A_record_that_does_not_read_is_told(Func<object> read)
    {
        var told = Assert.Throws<LeadOpsException>(() =>
            StoredRecord.Read("r", name => $"The record of the run `{name}`", _ => read())
        );

        Assert.That(told!.Message, Does.StartWith("The record of the run `r` is damaged. Keep a copy"));
    }

    [Test]
    public void A_bug_is_not_called_damage() =>
        Assert.Throws<NotSupportedException>(() =>
            StoredRecord.Read<string, string>("r", name => name, _ => throw new NotSupportedException())
        );
}
