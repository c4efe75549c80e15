using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Rollouts;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;

namespace LeadOps.Tests.Storage;

/// <summary>What earlier versions have written stays readable, and is written again in the same way.</summary>
public sealed class StoredJsonTests
{
    private static readonly LeaseNote Lease = new("anna", "büro", 7, "2026-01-02T03:04:05Z", null, "t", Place: "/x");

    private static IEnumerable<TestCaseData> Kept()
    {
        yield return Case(
            "lease",
            Lease,
            StorageJson.Default.LeaseNote,
            """{"Owner":"anna","Host":"b\u00FCro","Pid":7,"Heartbeat":"2026-01-02T03:04:05Z","Started":null,"Token":"t","Run":null,"Place":"/x"}"""
        );
        yield return Case(
            "names",
            (IReadOnlyList<string>)["a\"b", "ж"],
            StorageJson.Default.Texts,
            """["a\u0022b","\u0436"]"""
        );
        yield return Case(
            "manifests",
            (IReadOnlyList<RunManifest>)[new RunManifest("m", "0f", Once: true)],
            StorageJson.Default.Manifests,
            """[{"Name":"m","Digest":"0f","Once":true}]"""
        );
        yield return Case(
            "options",
            new RolloutOptions(new PlanLimits(5, 2.5, 3, 7)) { SkipBlocked = true },
            RolloutJson.Default.RolloutOptions,
            """{"Limits":{"MaxChanges":5,"MaxPercent":2.5,"MaxFailures":3,"MaxCreates":7},"SkipBlocked":true,"AllowSimpleMode":false}"""
        );
        yield return Case(
            "counts",
            new PlanCounts
            {
                Update = 2,
                Blocked = 1,
                PortalLeads = 40,
            },
            RolloutJson.Default.PlanCounts,
            """{"Create":0,"Update":2,"Delete":0,"Unchanged":0,"Blocked":1,"PortalLeads":40,"Total":3,"Writes":2,"Percent":5}"""
        );
        yield return Case(
            "leads",
            new Dictionary<Verdict, int> { [Verdict.Applied] = 3, [Verdict.Unknown] = 1 },
            RolloutJson.Default.Leads,
            """{"Applied":3,"Unknown":1}"""
        );
        yield return Case(
            "stats",
            new RunStats
            {
                HttpRequests = 4,
                Calls = new Dictionary<string, long> { ["crm.lead.update"] = 50 },
                ThrottledSeconds = 0.25,
            },
            RunJson.Default.RunStats,
            """{"HttpRequests":4,"Calls":{"crm.lead.update":50},"Retries":0,"ThrottledSeconds":0.25,"OperatingSeconds":{}}"""
        );
        yield return Case(
            "tokens",
            new StoredTokens("a", "r", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(3)), "o"),
            StoredTokensJson.Default.StoredTokens,
            """{"Access":"a","Refresh":"r","Expires":"2026-01-02T03:04:05+03:00","Origin":"o"}"""
        );
    }

    [TestCaseSource(nameof(Kept))]
    public void What_is_kept_has_its_text(Func<string> write, Func<string, string> again, string text)
    {
        Assert.That(write(), Is.EqualTo(text));
        Assert.That(again(text), Is.EqualTo(text));
    }

    private static TestCaseData Case<T>(string name, T value, JsonTypeInfo<T> type, string text) =>
        new TestCaseData(
            () => JsonSerializer.Serialize(value, type),
            (string kept) => JsonSerializer.Serialize(JsonSerializer.Deserialize(kept, type)!, type),
            text
        ).SetArgDisplayNames(name);
}
