using System.Diagnostics;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Testing;

/// <summary>Runs what stands under `tests`: seed, apply, compare; each test on a portal of its own.</summary>
public sealed class ManifestTester(
    Func<TimeProvider, CancellationToken, Task<ITestPortal>> open,
    IReadOnlyList<Manifest> manifests,
    IReadOnlyDictionary<string, string> environment
)
{
    private static readonly RunOptions Unlimited = new(PlanLimits.None, SkipBlocked: true, TakeOver: false, First: null)
    {
        IsSeedable = true,
    };

    private const int MaxUnclean = 3;

    public async Task<TestResult> RunAsync(Manifest manifest, ManifestTest test, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var failures = new List<TestFailure>();
        try
        {
            var start = test.SeedAt ?? test.RunAt ?? TimeProvider.System.GetUtcNow();
            var clock = new TestClock(start);
            await using var portal = await open(clock, cancellationToken);
            await CheckAsync(
                new TestBench(portal, new Pipeline(portal.Session, portal.Project, clock), clock),
                manifest,
                test,
                failures,
                cancellationToken
            );
        }
        catch (LeadOpsException problem)
        {
            // Problems of the input name their own place.
            failures.Add(new TestFailure(problem is InvalidInputException ? null : test.At, problem.Message));
        }

        return new TestResult(manifest.Name, test.Name, watch.Elapsed, failures);
    }

    private PlanRequest Request(IReadOnlyList<Manifest> planned) => new(planned) { Environment = environment };

    private async Task CheckAsync(
        TestBench bench,
        Manifest manifest,
        ManifestTest test,
        List<TestFailure> failures,
        CancellationToken cancellationToken
    )
    {
        var fixtures = TestFixtures.Of(manifest, test, manifests);
        await SeedAsync(bench, fixtures, test, failures, cancellationToken);
        if (test.RunAt is { } run)
        {
            bench.Clock.Set(run);
        }

        using var plan = await bench.Pipeline.PlanAsync(Request([manifest]), cancellationToken);
        CheckCounts(plan, test, failures);
        if (plan.Footer.Counts.Writes > 0)
        {
            var report = await bench.Pipeline.ApplyAsync(plan, Unlimited, new RunEvents(), cancellationToken);
            failures.AddRange(Unclean(report, "applying", test.At));
        }

        await LeadExpectations.CheckAsync(bench, fixtures, test, failures, cancellationToken);
        if (test.SecondPlanEmpty)
        {
            var catalogue = (await bench.Pipeline.FactsAsync(cancellationToken)).Catalogue;
            using var again = await bench.Pipeline.PlanAsync(Request([manifest]), cancellationToken);
            failures.AddRange(
                again
                    .Leads.Where(lead => lead.Action != LeadAction.Blocked)
                    .Take(MaxUnclean)
                    .Select(lead => new TestFailure(
                        test.At,
                        $"the second plan is not empty: {lead.Title} (lead {lead.Id}) {Changes(catalogue, lead)}"
                    ))
            );
        }
    }

    private static string Changes(FieldCatalogue catalogue, PlannedLead lead) =>
        string.Join(
            ", ",
            lead.Fields.Select(field => TestValues.Change(catalogue.Find(field.Name)!, field.Before, field.After))
        );

    private async Task SeedAsync(
        TestBench bench,
        List<(Manifest Manifest, FixtureDefinition Fixture)> fixtures,
        ManifestTest test,
        List<TestFailure> failures,
        CancellationToken cancellationToken
    )
    {
        if (fixtures.Count == 0)
        {
            return;
        }

        var owners = fixtures.Select(pair => pair.Manifest).Distinct().ToList();
        var only = fixtures.Select(pair => $"{pair.Manifest.Name}/{pair.Fixture.Name}").ToList();
        using var plan = await bench.Pipeline.PlanFixturesAsync(
            Request(owners) with
            {
                Only = only,
            },
            PlanPurpose.Seed,
            cancellationToken
        );
        var report = await bench.Pipeline.ApplyAsync(plan, Unlimited, new RunEvents(), cancellationToken);
        failures.AddRange(Unclean(report, "seeding", test.At));
    }

    private static IEnumerable<TestFailure> Unclean(RunReport report, string doing, SourceSpan at) =>
        report
            .Leads.Where(lead =>
                lead.Action != LeadAction.Blocked && lead.Verdict is not (Verdict.Applied or Verdict.Unchanged)
            )
            .Take(MaxUnclean)
            .Select(lead => new TestFailure(
                at,
                $"{doing}: {lead.Key ?? $"lead {lead.Id}"} is {Spelled.AsCode(lead.Verdict)}: "
                    + $"{lead.Error?.Message}"
            ));

    private static void CheckCounts(Plan plan, ManifestTest test, List<TestFailure> failures)
    {
        var counts = plan.Footer.Counts;
        var actual = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["update"] = counts.Update,
            ["create"] = counts.Create,
            ["delete"] = counts.Delete,
            ["blocked"] = counts.Blocked,
            ["unchanged"] = counts.Unchanged,
        };
        failures.AddRange(
            test.Changes.Where(expected => actual[expected.Name] != expected.Count)
                .Select(expected => new TestFailure(
                    expected.At,
                    $"expected {expected.Name}: {expected.Count}, the plan has {actual[expected.Name]}"
                ))
        );
        if (counts.Blocked > 0 && test.Changes.All(expected => expected.Name != "blocked"))
        {
            var first = plan.Leads.First(lead => lead.Action == LeadAction.Blocked);
            failures.Add(
                new TestFailure(
                    test.At,
                    $"{counts.Blocked} leads are blocked, the first by: {first.Reasons[0]}. "
                        + $"If that is meant, expect `changes: {{ blocked: {counts.Blocked} }}`"
                )
            );
        }
    }
}
