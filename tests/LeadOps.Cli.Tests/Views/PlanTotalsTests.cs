using LeadOps.Cli.Views;
using LeadOps.Plans;

namespace LeadOps.Cli.Tests.Views;

internal sealed class PlanTotalsTests
{
    [TestCase(0, 0, 0, "No changes: no lead is selected.")]
    [TestCase(0, 0, 1, "No changes: 1 lead already as wanted.")]
    [TestCase(0, 0, 7, "No changes: 7 leads already as wanted.")]
    [TestCase(1, 0, 7, null)]
    [TestCase(0, 1, 0, null)]
    public void A_plan_without_changes_says_why(int update, int blocked, int unchanged, string? said) =>
        Assert.That(
            PlanTotals.Nothing(
                new PlanCounts
                {
                    Update = update,
                    Blocked = blocked,
                    Unchanged = unchanged,
                }
            ),
            Is.EqualTo(said)
        );
}
