using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Tests.Applying;

/// <summary>How a lead ends, from plan, portal and answer; no portal is asked.</summary>
internal sealed class JudgeTests
{
    private static readonly Judge Judge = new(FieldCatalogue.Standard, (_, _) => []);

    private static PlanLine Line(LeadAction action) =>
        action == LeadAction.Create
            ? OneLead.Planned(action, new PlannedField("CONTACT_IDS", FieldValue.Empty, new ListValue(["5"]), "c"))
            : OneLead.Planned(action);

    private static Seen Seen(LeadSnapshot? lead) =>
        new(lead is null ? [] : new() { [0] = lead }, DateTimeOffset.UnixEpoch);

    // Update: NAME from `old` to `new`, resting on COMMENTS `seen`.
    [TestCase(LeadAction.Update, "old/seen", "write")]
    [TestCase(LeadAction.Update, "new/seen", "Unchanged")]
    [TestCase(LeadAction.Update, "new/other", "Unchanged")]
    [TestCase(LeadAction.Update, "mine/seen", "Stale STALE")]
    [TestCase(LeadAction.Update, "old/other", "Stale STALE")]
    [TestCase(LeadAction.Update, "gone", "Stale GONE")]
    // Delete: NAME was `old`.
    [TestCase(LeadAction.Delete, "old/seen", "write")]
    [TestCase(LeadAction.Delete, "mine/seen", "Stale STALE")]
    [TestCase(LeadAction.Delete, "gone", "Unchanged")]
    // Create: NAME `new` with contact 5.
    [TestCase(LeadAction.Create, "gone", "write")]
    [TestCase(LeadAction.Create, "new/seen/5", "Unchanged")]
    [TestCase(LeadAction.Create, "new/seen", "write")]
    [TestCase(LeadAction.Create, "mine/seen/5", "Differs")]
    public void Before_the_write(LeadAction action, string now, string expected)
    {
        var decision = Judge.Decide(new Chunk([Line(action)]), Seen(OneLead.Held(now)));

        Assert.That(
            decision.Decided is [var outcome] ? $"{outcome.Verdict} {outcome.Error?.Code}".Trim() : "write",
            Does.StartWith(expected)
        );
    }

    private static CallAnswer? Answer(string text) =>
        text switch
        {
            "result" => null,
            "failure" => new CallFailure(PortalError.Of("ACCESS_DENIED", "Access denied", 400)),
            "refusal" => new CallFailure(PortalError.Of("OVERLOAD_LIMIT", "blocked", 503)),
            "not executed" => new CallNotExecuted("limit"),
            _ => new CallUnknown("lost"),
        };

    [TestCase(LeadAction.Update, "result", "new/seen", "Applied")]
    [TestCase(LeadAction.Update, "result", "other/seen", "Differs")]
    [TestCase(LeadAction.Update, "result", "gone", "Differs")]
    [TestCase(LeadAction.Update, "failure", "old/seen", "Failed")]
    [TestCase(LeadAction.Update, "failure", "gone", "Stale")]
    [TestCase(LeadAction.Update, "refusal", "old/seen", "again")]
    [TestCase(LeadAction.Update, "not executed", "old/seen", "again")]
    [TestCase(LeadAction.Update, "not executed", "mine/seen", "Stale")]
    [TestCase(LeadAction.Update, "lost", "new/seen", "Applied")]
    [TestCase(LeadAction.Update, "lost", "old/seen", "again lost")]
    [TestCase(LeadAction.Update, "lost", "mine/seen", "Stale")]
    [TestCase(LeadAction.Delete, "result", "gone", "Applied")]
    [TestCase(LeadAction.Delete, "result", "old/seen", "Differs")]
    [TestCase(LeadAction.Delete, "failure", "gone", "Unchanged")]
    [TestCase(LeadAction.Delete, "lost", "gone", "Applied")]
    [TestCase(LeadAction.Delete, "lost", "old/seen", "again lost")]
    [TestCase(LeadAction.Create, "result", "new/x/5", "Applied")]
    [TestCase(LeadAction.Create, "result", "new/x", "again second")]
    [TestCase(LeadAction.Create, "lost", "gone", "again lost")]
    [TestCase(LeadAction.Create, "lost", "new/x/5", "Applied")]
    [TestCase(LeadAction.Create, "lost", "new/x", "again lost")]
    public void After_the_write(LeadAction action, string answer, string now, string expected)
    {
        var judged = Judge.AfterWrite(Line(action), OneLead.Held(now), Answer(answer));

        Assert.That(
            judged.Outcome is { } outcome ? $"{outcome.Verdict}"
                : judged.Line.IsSecondWrite ? "again second"
                : judged.Line.LostWrites > 0 ? "again lost"
                : "again",
            Is.EqualTo(expected)
        );
        Assert.That(judged.Outcome is not null || judged.Line.IsBegun);
    }

    [Test]
    public void A_write_whose_answer_is_lost_three_times_and_that_was_not_carried_out_has_failed()
    {
        var line = Line(LeadAction.Update);
        var judged = default(Judgement);

        for (var i = 0; i < Judge.MostLostWrites; i++)
        {
            judged = Judge.AfterWrite(line, OneLead.Held("old/seen"), new CallUnknown("lost"));
            line = judged.Line;
        }

        Assert.That(
            (judged.Outcome?.Verdict, judged.Outcome?.Error?.Code),
            Is.EqualTo((Verdict.Failed, Verdicts.NoAnswer))
        );
    }

    [Test]
    public void What_was_made_by_half_is_written_a_second_time_only_once()
    {
        var again = Judge.AfterWrite(Line(LeadAction.Create), OneLead.Held("new/x"), null).Line;

        Assert.That(Judge.AfterWrite(again, OneLead.Held("new/x"), null).Outcome?.Verdict, Is.EqualTo(Verdict.Differs));
    }

    [Test]
    public void A_line_that_may_be_written_is_settled_before_it_is_written_again()
    {
        var line = Line(LeadAction.Update) with { MayBeWritten = true };

        var decision = Judge.Decide(new Chunk([line]), Seen(OneLead.Held("new/seen")));

        Assert.That(decision.Decided.Single().Verdict, Is.EqualTo(Verdict.Applied));
    }
}
