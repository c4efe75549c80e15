using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Tests.Runs;

/// <summary>May this plan begin a run, may this run go on: the answer and what the user can do.</summary>
internal sealed class RunAdmissionTests
{
    private static PastRun Run(string name, RunStatus status) =>
        new()
        {
            Run = name,
            Portal = "h",
            PortalName = "t",
            At = DateTimeOffset.UnixEpoch,
            User = "ann",
            Machine = "m",
            Manifests = [],
            Status = status,
            Purpose = PlanPurpose.Apply,
        };

    [TestCase(null, null, null, null)]
    [TestCase("r1", RunStatus.Succeeded, null, "Make a new one with `leadops plan`")]
    [TestCase("r1", RunStatus.RolledBack, null, "Make a new one with `leadops plan`")]
    [TestCase("r1", null, null, "Make a new one with `leadops plan`")]
    [TestCase("r1", RunStatus.Partly, null, "`leadops retry r1`")]
    [TestCase("r1", RunStatus.Running, null, "`leadops resume r1`")]
    [TestCase("r1", RunStatus.Interrupted, null, "`leadops resume r1`")]
    [TestCase("r1", RunStatus.Paused, null, "`leadops resume r1`")]
    [TestCase("r1", RunStatus.Stopped, null, "`leadops resume r1`")]
    [TestCase("r1", RunStatus.Interrupted, "r1", null)]
    [TestCase("r1", RunStatus.Partly, "r1", null)]
    [TestCase("r1", RunStatus.Succeeded, "r1", "complete")]
    [TestCase("r1", RunStatus.RolledBack, "r1", "was rolled back")]
    [TestCase("r2", RunStatus.Interrupted, "r1", "`leadops resume r2`")]
    public void A_plan_is_for_one_run_and_that_run_may_go_on_until_it_is_over(
        string? usedBy,
        RunStatus? status,
        string? run,
        string? expected
    ) =>
        AssertObjection(
            RunAdmission.Objection(
                new AdmissionFacts(usedBy, status, []),
                run is null ? null : Run(run, status ?? RunStatus.Interrupted),
                ""
            ),
            expected
        );

    [TestCase(null, null, null, null)]
    [TestCase("r1", null, null, "already applied by the run r1")]
    [TestCase("r1", null, "r1", null)]
    [TestCase(null, "r1", null, "`leadops resume r1` finishes it, `leadops rollback r1` takes it back")]
    public void A_once_manifest_is_for_one_run(string? appliedBy, string? unfinished, string? run, string? expected) =>
        AssertObjection(
            RunAdmission.Objection(
                new AdmissionFacts(null, null, [new OnceFacts("m", appliedBy, unfinished)]),
                run is null ? null : Run(run, RunStatus.Interrupted),
                ""
            ),
            expected
        );

    private static void AssertObjection(string? objection, string? expected) =>
        Assert.That(objection, expected is null ? Is.Null : Does.Contain(expected));
}
