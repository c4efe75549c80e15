using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Tests.Plans;

internal sealed class GuardsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One that nothing speaks against.</summary>
    private static Admission Of(PlanPurpose purpose, PlanCounts counts) =>
        new()
        {
            Plan = new PlanHeader
            {
                Id = "id",
                Purpose = purpose,
                ToolVersion = "1",
                Portal = new PlanPortal("test", "host", "1", "Ann", "crm.lead"),
                Manifests = [],
                CreatedAt = Now,
                ExpiresAt = Now.AddHours(1),
            },
            Counts = counts,
            Limits = new PlanLimits(1000, 30, 20, 100),
            Use = PlanUse.NewRun,
            Host = "host",
            Now = Now,
            IsSeedable = true,
        };

    private static readonly PlannedLead BlockedLead = new()
    {
        Action = LeadAction.Blocked,
        Id = new LeadId(7),
        Title = "t",
        Fields = [],
        Reasons = ["must stay"],
    };

    private static Admission With(Admission admission, string portal) =>
        admission with
        {
            Plan = admission.Plan with { Portal = admission.Plan.Portal with { Name = portal } },
        };

    private static TestCaseData Case(string name, Admission admission, params string[] objections) =>
        new TestCaseData(admission, objections).SetName(name);

    private static IEnumerable<TestCaseData> Cases()
    {
        var few = new PlanCounts { Update = 30, PortalLeads = 1000 };
        var many = new PlanCounts { Update = 400, PortalLeads = 1000 };
        var going = new PlanCounts { Delete = 400, PortalLeads = 1000 };
        var made = new PlanCounts { Create = 101, PortalLeads = 1000 };
        yield return Case("A plan within all limits is admitted", Of(PlanPurpose.Apply, few));
        yield return Case(
            "A plan of another portal hears only that",
            Of(PlanPurpose.Apply, many) with
            {
                Host = "other",
            },
            "`host`, this is `other`. Add `--portal test`."
        );
        yield return Case(
            "A portal whose address was typed is chosen by its address",
            With(Of(PlanPurpose.Apply, few), PlanPortal.Unnamed) with
            {
                Host = "other",
            },
            "Add `--portal URL`."
        );
        yield return Case(
            "A portal whose address was typed has no key that makes it seedable",
            With(Of(PlanPurpose.Seed, few), PlanPortal.Unnamed) with
            {
                IsSeedable = false,
            },
            "`host` is not marked for test data. If it is a test portal, name it under `portals`"
        );
        yield return Case(
            "A blocked new lead is named by its key",
            Of(PlanPurpose.Apply, few with { Blocked = 1 }) with
            {
                FirstBlocked = BlockedLead with { Id = null, Key = "k-1" },
            },
            "1 lead is blocked by an assert, the first is the new lead `k-1`."
        );
        yield return Case(
            "An expired plan hears only that",
            Of(PlanPurpose.Apply, many) with
            {
                Now = Now.AddHours(2),
            },
            "expired at 2026-06-01 13:00"
        );
        yield return Case(
            "The last moment of a plan counts",
            Of(PlanPurpose.Apply, few) with
            {
                Now = Now.AddHours(1),
            }
        );
        yield return Case(
            "Too many leads name the key and the flag",
            Of(
                PlanPurpose.Apply,
                new PlanCounts
                {
                    Update = 600,
                    Create = 50,
                    Delete = 351,
                    PortalLeads = 100_000,
                }
            ),
            "`limits.maxChanges` allows 1000"
        );
        yield return Case(
            "As many leads as allowed are admitted",
            Of(PlanPurpose.Apply, new PlanCounts { Update = 1000, PortalLeads = 100_000 })
        );
        yield return Case(
            "Too great a share names the key and the flag",
            Of(PlanPurpose.Apply, many),
            "changes 40 % of the portal's 1000 leads; `limits.maxPercent` allows 30 %"
        );
        yield return Case(
            "A portal with a hundred leads has no share",
            Of(PlanPurpose.Apply, new PlanCounts { Update = 100, PortalLeads = 100 })
        );
        yield return Case("Deletes count in the share of changes", Of(PlanPurpose.Apply, going), "--max-percent 40");
        yield return Case("Deletes count in the share of a seed", Of(PlanPurpose.Seed, going), "--max-percent 40");
        yield return Case("What unseed deletes was made by LeadOps", Of(PlanPurpose.Unseed, going));
        yield return Case("What a rollback deletes was made by LeadOps", Of(PlanPurpose.Rollback, going));
        yield return Case("The share holds a rollback's updates", Of(PlanPurpose.Rollback, many), "--max-percent 40");
        yield return Case("Changes that create too many", Of(PlanPurpose.Apply, made), "--max-creates 101");
        yield return Case("Fixtures may create any number", Of(PlanPurpose.Seed, made));
        yield return Case("A rollback may create any number", Of(PlanPurpose.Rollback, made));
        yield return Case(
            "A seed wants a seedable portal",
            Of(PlanPurpose.Seed, few) with
            {
                IsSeedable = false,
            },
            "`portals.test.seedable: true`"
        );
        yield return Case(
            "An unseed wants a seedable portal",
            Of(PlanPurpose.Unseed, few) with
            {
                IsSeedable = false,
            },
            "`portals.test.seedable: true`"
        );
        yield return Case("Changes need no seedable portal", Of(PlanPurpose.Apply, few) with { IsSeedable = false });
        yield return Case(
            "A rollback of a seed needs no seedable portal",
            Of(PlanPurpose.Rollback, few) with
            {
                IsSeedable = false,
            }
        );
        yield return Case(
            "A blocked lead is named with its reason",
            Of(PlanPurpose.Apply, few with { Blocked = 2 }) with
            {
                FirstBlocked = BlockedLead,
            },
            "2 leads are blocked by an assert, the first is lead 7. The plan says why."
        );
        yield return Case(
            "Blocked leads may be left out",
            Of(PlanPurpose.Apply, few with { Blocked = 2 }) with
            {
                FirstBlocked = BlockedLead,
                SkipsBlocked = true,
            }
        );
        yield return Case(
            "A portal that makes deals of new leads",
            Of(PlanPurpose.Seed, made) with
            {
                MakesDeals = true,
            },
            "--allow-simple-mode"
        );
        yield return Case(
            "All that speaks against a plan is said at once",
            Of(PlanPurpose.Seed, many with { Update = 1001 }) with
            {
                IsSeedable = false,
            },
            "seedable",
            "maxChanges",
            "maxPercent"
        );
        yield return Case(
            "A run that goes on was within the limits when it began",
            Of(PlanPurpose.Apply, many) with
            {
                Use = PlanUse.Continued,
                Now = Now.AddHours(2),
            }
        );
        yield return Case(
            "A run goes on only on its own portal",
            Of(PlanPurpose.Apply, few) with
            {
                Use = PlanUse.Continued,
                Host = "other",
            },
            "this is `other`"
        );
        yield return Case(
            "A seed goes on only on a seedable portal",
            Of(PlanPurpose.Seed, few) with
            {
                Use = PlanUse.Continued,
                IsSeedable = false,
            },
            "seedable"
        );
    }

    [TestCaseSource(nameof(Cases))]
    public void Guards_say_what_speaks_against_a_plan(Admission admission, string[] objections)
    {
        var said = Guards.Objections(admission);

        Assert.That(said, Has.Count.EqualTo(objections.Length), string.Join("\n", said));
        Assert.That(
            said.Zip(objections),
            Has.All.Matches<(string Said, string Part)>(pair => pair.Said.Contains(pair.Part))
        );
    }
}
