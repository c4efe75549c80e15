using System.Text.Json.Nodes;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Tests.Applying;

/// <summary>
/// Each fault at each request of a run over 300 leads, then `resume` until done: the portal holds what an undisturbed
/// run leaves, and nothing that must not happen twice happened twice.
/// </summary>
internal sealed class EveryPositionTests
{
    private const string Before = """
        manifest: 1
        name: made
        fixtures:
          - name: leads
            count: 150
            key: "k-{{ index }}"
            set: { TITLE: "Made {{ index }}", PHONE: [ "+49301000{{ index }}" ] }
            prune: true
        """;

    private const string Manifest = """
        manifest: 1
        name: made
        changes:
          - name: call
            select: { where: { ORIGINATOR_ID: { empty: true } }, orderBy: { ID: asc }, limit: 100 }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
          - name: bind
            select: { where: { ORIGINATOR_ID: { empty: true } }, orderBy: { ID: desc }, limit: 50 }
            set:
              SOURCE_DESCRIPTION: "bound {{ lead.ID }}"
              CONTACT_IDS: [ 410, 411 ]
        fixtures:
          - name: leads
            forEach: wanted
            key: "k-{{ row.n }}"
            set: { TITLE: "Made {{ row.n }}", PHONE: [ "+49301000{{ row.n }}" ] }
            prune: true
        rows:
          wanted: [ROWS]
        """;

    /// <summary>100 updates with an addition, 50 with contacts, 75 creates and 75 deletes, in one plan.</summary>
    private static async Task<(Bench Bench, Plan Plan)> PreparedAsync(StoreKind store)
    {
        var bench = await Bench.StartAsync(150, store: store);
        await bench.ApplyAsync(await bench.PlanSeedAsync(Before));
        bench.State.Runs.Of("bench").ToList().ForEach(run => bench.State.Runs.Remove(run.Key));
        Directory.Delete(bench.RunsFolder, recursive: true);
        var manifest = Manifest.Replace(
            "ROWS",
            string.Join(", ", Enumerable.Range(75, 150).Select(n => $"{{ n: {n} }}")),
            StringComparison.Ordinal
        );
        var (updates, seed) = (await bench.PlanAsync(manifest), await bench.PlanSeedAsync(manifest));
        var spool = new PlanSpool();
        updates.Leads.Concat(seed.Leads).ToList().ForEach(spool.Add);
        var counts = seed.Footer.Counts with { Update = updates.Footer.Counts.Update };
        Assert.That((counts.Update, counts.Create, counts.Delete), Is.EqualTo((150, 75, 75)));
        return (bench, updates with { Leads = spool.Close(), Footer = updates.Footer with { Counts = counts } });
    }

    [Test]
    public async Task A_run_that_breaks_anywhere_ends_as_if_nothing_had_happened(
        [Values(
            "drop-after",
            "drop-before",
            "500",
            "500-after",
            "html502",
            "cut",
            "invalid-json",
            "http503",
            "limit",
            "overload"
        )]
            string fault,
        [Values] StoreKind store
    )
    {
        var (undisturbed, requests) = await UndisturbedAsync(store);

        for (var position = 1; position <= requests; position++)
        {
            var (bench, plan) = await PreparedAsync(store);
            await using var _ = bench;
            await bench.FaultAsync($"{fault}@{await bench.RequestsAsync() + position}");

            var report = await bench.ApplyUntilDoneAsync(plan);

            var where = $"{fault} at request {position} of {requests}";
            Assert.That(report?.Status, Is.EqualTo(RunStatus.Succeeded), where);
            Assert.That(report!.Summary.Applied, Is.EqualTo(300), where);
            Assert.That(State(await bench.LeadsAsync()), Is.EqualTo(undisturbed), where);
            AssertNothingTwice(await bench.LogAsync(), report, where);
        }
    }

    private static async Task<(string State, int Requests)> UndisturbedAsync(StoreKind store)
    {
        var (bench, plan) = await PreparedAsync(store);
        await using var _ = bench;
        var before = await bench.RequestsAsync();
        await bench.ApplyAsync(plan);
        return (State(await bench.LeadsAsync()), await bench.RequestsAsync() - before);
    }

    /// <summary>Everything but ids that the portal gives and times.</summary>
    private static string State(JsonArray leads)
    {
        foreach (var lead in leads.Select(lead => lead!.AsObject()))
        {
            foreach (
                var name in lead.Select(pair => pair.Key)
                    .Where(name =>
                        name.StartsWith("DATE_", StringComparison.Ordinal)
                        || name is "MOVED_TIME" or "LAST_ACTIVITY_TIME"
                    )
                    .ToList()
            )
            {
                lead.Remove(name);
            }

            if ((string?)lead["ORIGIN_ID"] is { Length: > 0 })
            {
                lead.Remove("ID");
            }

            new[] { "PHONE", "EMAIL" }
                .SelectMany(name => lead[name] as JsonArray ?? [])
                .ToList()
                .ForEach(item => item!.AsObject().Remove("ID"));
        }

        return string.Join('\n', leads.Select(lead => lead!.ToJsonString()).Order(StringComparer.Ordinal));
    }

    private static void AssertNothingTwice(JsonArray log, RunReport report, string where)
    {
        var additions = log.Where(entry =>
                (string?)entry!["method"] == "crm.lead.update" && entry["fields"]?["PHONE"] is not null
            )
            .CountBy(entry => entry!["id"]!.ToString());
        var creates = log.Where(entry => (string?)entry!["method"] == "crm.lead.add")
            .CountBy(entry => (string)entry!["fields"]!["ORIGIN_ID"]!);
        var deletes = log.Where(entry => (string?)entry!["method"] == "crm.lead.delete")
            .CountBy(entry => entry!["id"]!.ToString());
        Assert.That(additions.Concat(creates).Concat(deletes).Select(pair => pair.Value), Is.All.EqualTo(1), where);

        var written = log.Select(entry => entry!["id"]?.ToString()).ToHashSet();
        Assert.That(
            report.Leads.Where(lead => lead.Verdict == Verdict.Applied).Select(lead => lead.Id?.ToString()),
            Is.SubsetOf(written),
            where
        );
    }
}
