using System.Diagnostics;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fixtures;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Templates;

namespace LeadOps.Testing;

/// <summary>A fresh portal with its own state; disposing removes both.</summary>
public interface ITestPortal : IAsyncDisposable
{
    PortalSession Session { get; }

    Project Project { get; }
}

/// <summary>Runs what stands under `tests`: seed, apply, compare; each test on a portal of its own.</summary>
public sealed class ManifestTester(
    Func<TimeProvider, CancellationToken, Task<ITestPortal>> open,
    IReadOnlyList<Manifest> manifests,
    IReadOnlyDictionary<string, string> environment
)
{
    private static readonly RunOptions Unlimited = new(
        new PlanLimits(int.MaxValue, 100, int.MaxValue) { MaxCreates = int.MaxValue },
        SkipBlocked: true,
        TakeOver: false,
        First: null
    )
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
                new Bench(portal, new Pipeline(portal.Session, portal.Project, clock), clock),
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

    private sealed record Bench(ITestPortal Portal, Pipeline Pipeline, TestClock Clock);

    private async Task CheckAsync(
        Bench bench,
        Manifest manifest,
        ManifestTest test,
        List<TestFailure> failures,
        CancellationToken cancellationToken
    )
    {
        var fixtures = FixturesOf(manifest, test);
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

        await CheckLeadsAsync(bench, fixtures, test, failures, cancellationToken);
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
                        $"the second plan is not empty: {lead.Title} (lead {lead.Id}) {string.Join(", ", lead.Fields.Select(field => TestValues.Change(catalogue.Find(field.Name)!, field.Before, field.After)))}"
                    ))
            );
        }
    }

    private List<(Manifest Manifest, FixtureDefinition Fixture)> FixturesOf(Manifest manifest, ManifestTest test)
    {
        if (test.Fixtures is null)
        {
            return [.. manifest.Fixtures.Select(fixture => (manifest, fixture))];
        }

        var known = manifests
            .Append(manifest)
            .Distinct()
            .SelectMany(owner => owner.Fixtures.Select(fixture => (owner, fixture)))
            .ToList();
        return
        [
            .. test.Fixtures.Select(wanted =>
                known.Find(pair =>
                    wanted.Name == $"{pair.owner.Name}/{pair.fixture.Name}"
                    || (pair.owner == manifest && wanted.Name == pair.fixture.Name)
                )
                    is ({ } owner, { } fixture)
                    ? (owner, fixture)
                    : throw new InvalidInputException(
                        wanted.At,
                        $"There is no fixture `{wanted.Name}`.",
                        Suggestions.Nearest(wanted.Name, known.Select(pair => pair.fixture.Name)) is { } near
                            ? $"Did you mean `{near}`?"
                            : "Fixtures of other manifests are written MANIFEST/FIXTURE."
                    )
            ),
        ];
    }

    private async Task SeedAsync(
        Bench bench,
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
                $"{doing}: {lead.Key ?? $"lead {lead.Id}"} is {lead.Verdict.ToString().ToLowerInvariant()}: {lead.Error?.Message}"
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
                    $"{counts.Blocked} leads are blocked, the first by: {first.Reasons[0]}. If that is meant, expect `changes: {{ blocked: {counts.Blocked} }}`"
                )
            );
        }
    }

    private static async Task CheckLeadsAsync(
        Bench bench,
        List<(Manifest Manifest, FixtureDefinition Fixture)> fixtures,
        ManifestTest test,
        List<TestFailure> failures,
        CancellationToken cancellationToken
    )
    {
        if (test.Leads.Count == 0)
        {
            return;
        }

        var facts = await bench.Pipeline.FactsAsync(cancellationToken);
        var catalogue = facts.Catalogue;
        var found = new Dictionary<string, LeadSnapshot>(StringComparer.Ordinal);
        foreach (var (manifest, fixture) in fixtures)
        {
            using var seeded = await FixtureLeads.ReadAsync(
                bench.Portal.Session.ReaderOf(facts.Leads),
                catalogue,
                FixturePlanner.OriginatorOf(manifest, fixture),
                withContacts: true,
                cancellationToken
            );
            foreach (var key in test.Leads.Select(expected => expected.Key))
            {
                var own = key.StartsWith(fixture.Name + "/", StringComparison.Ordinal)
                    ? key[(fixture.Name.Length + 1)..]
                    : key;
                if ((seeded.First(key) ?? seeded.First(own)) is { } lead)
                {
                    found.TryAdd(key, lead);
                }
            }
        }

        test.Leads.ToList().ForEach(expected => failures.AddRange(Compare(expected, found, catalogue)));
    }

    private static IEnumerable<TestFailure> Compare(
        ExpectedLead expected,
        Dictionary<string, LeadSnapshot> found,
        FieldCatalogue catalogue
    )
    {
        if (!found.TryGetValue(expected.Key, out var lead))
        {
            return expected.Fields is null ? [] : [new TestFailure(expected.At, $"there is no lead `{expected.Key}`")];
        }

        return expected.Fields is null
            ? [new TestFailure(expected.At, $"lead `{expected.Key}` should be gone and is still there")]
            : expected.Fields.Select(field => Compare(expected.Key, field, lead, catalogue)).OfType<TestFailure>();
    }

    private static TestFailure? Compare(string key, ExpectedField expected, LeadSnapshot lead, FieldCatalogue catalogue)
    {
        if (catalogue.Find(expected.Field) is not { } field)
        {
            return new TestFailure(
                expected.At,
                $"leads have no field `{expected.Field}`{(catalogue.Suggest(expected.Field) is { } near ? $"; did you mean `{near}`?" : "")}"
            );
        }

        var (wanted, problem) = FieldValues.Convert(
            field,
            expected.Value.Resolve(new TemplateScope(new Dictionary<string, object?>()), CancellationToken.None)
        );
        return problem is not null ? new TestFailure(expected.Value.At, problem)
            : Same(field, wanted!, lead[field.Name]) ? null
            : new TestFailure(
                expected.Value.At,
                $"lead `{key}` {field.Name}: {TestValues.Difference(field, wanted!, lead[field.Name])}"
            );
    }

    /// <summary>Texts of multifields without a type are compared without it.</summary>
    private static bool Same(FieldDefinition field, FieldValue wanted, FieldValue actual) =>
        wanted is MultifieldValue a && actual is MultifieldValue b
            ? a.Items.Count == b.Items.Count
                && a.Items.All(item =>
                    b.Items.Any(other =>
                        other.Value == item.Value && (item.ValueType.Length == 0 || item.ValueType == other.ValueType)
                    )
                )
            : FieldValues.Same(field, wanted, actual);
}
