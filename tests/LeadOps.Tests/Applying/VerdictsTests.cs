using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Tests.Applying;

/// <summary>
/// The verdict on a lead, as a table. A plan changes NAME from `old` to `new` and rests on COMMENTS being `seen`; the
/// portal holds `NAME/COMMENTS`, or the lead is `gone`.
/// </summary>
internal sealed class VerdictsTests
{
    private static readonly Verdicts Verdicts = new(FieldCatalogue.Standard);

    private static readonly Dictionary<string, string> Titles = new()
    {
        ["NAME"] = "First name",
        ["COMMENTS"] = "Remarks",
    };

    private static readonly Verdicts Titled = new(
        new FieldCatalogue(
            FieldCatalogue.Standard.All.Select(field =>
                field with
                {
                    Title = Titles.GetValueOrDefault(field.Name, field.Name),
                }
            ),
            isOffline: true,
            TimeZoneInfo.Utc
        )
    );

    [TestCase(LeadAction.Update, "old/seen", null)]
    [TestCase(LeadAction.Update, "new/seen", Verdict.Unchanged)]
    [TestCase(LeadAction.Update, "new/moved", Verdict.Unchanged)]
    [TestCase(LeadAction.Update, "other/seen", Verdict.Stale)]
    [TestCase(LeadAction.Update, "old/moved", Verdict.Stale)]
    [TestCase(LeadAction.Update, "gone", Verdict.Stale)]
    [TestCase(LeadAction.Delete, "old/seen", null)]
    [TestCase(LeadAction.Delete, "other/seen", Verdict.Stale)]
    [TestCase(LeadAction.Delete, "gone", Verdict.Unchanged)]
    [TestCase(LeadAction.Create, "gone", null)]
    [TestCase(LeadAction.Create, "new/seen", Verdict.Unchanged)]
    [TestCase(LeadAction.Create, "other/seen", Verdict.Differs)]
    public void Before_the_write(LeadAction action, string now, Verdict? expected) =>
        Assert.That(Verdicts.BeforeWrite(OneLead.Planned(action), OneLead.Held(now))?.Verdict, Is.EqualTo(expected));

    [TestCase(LeadAction.Update, "new/seen", false, Verdict.Applied)]
    [TestCase(LeadAction.Update, "old/seen", false, Verdict.Differs)]
    [TestCase(LeadAction.Update, "gone", false, Verdict.Differs)]
    [TestCase(LeadAction.Update, "new/seen", true, Verdict.Failed)]
    [TestCase(LeadAction.Update, "gone", true, Verdict.Stale)]
    [TestCase(LeadAction.Delete, "gone", false, Verdict.Applied)]
    [TestCase(LeadAction.Delete, "old/seen", false, Verdict.Differs)]
    [TestCase(LeadAction.Delete, "gone", true, Verdict.Unchanged)]
    [TestCase(LeadAction.Delete, "old/seen", true, Verdict.Failed)]
    [TestCase(LeadAction.Create, "new/seen", false, Verdict.Applied)]
    [TestCase(LeadAction.Create, "other/seen", false, Verdict.Differs)]
    [TestCase(LeadAction.Create, "gone", true, Verdict.Failed)]
    public void After_the_write(LeadAction action, string now, bool isRefused, Verdict expected)
    {
        var error = isRefused ? new LeadError("ERROR_CORE", "refused") : null;

        var outcome = Verdicts.AfterWrite(OneLead.Planned(action), OneLead.Held(now), error);

        Assert.That(outcome.Verdict, Is.EqualTo(expected));
        Assert.That(outcome.Error is null, Is.EqualTo(expected is Verdict.Applied or Verdict.Unchanged));
    }

    /// <summary>Null means that the write is sent again.</summary>
    [TestCase(LeadAction.Update, "new/seen", Verdict.Applied)]
    [TestCase(LeadAction.Update, "old/seen", null)]
    [TestCase(LeadAction.Update, "other/seen", Verdict.Stale)]
    [TestCase(LeadAction.Update, "gone", Verdict.Stale)]
    [TestCase(LeadAction.Delete, "gone", Verdict.Applied)]
    [TestCase(LeadAction.Delete, "old/seen", null)]
    [TestCase(LeadAction.Create, "gone", null)]
    [TestCase(LeadAction.Create, "new/seen", Verdict.Applied)]
    [TestCase(LeadAction.Create, "other/seen", Verdict.Differs)]
    public void After_a_lost_answer(LeadAction action, string now, Verdict? expected) =>
        Assert.That(Verdicts.Settled(OneLead.Planned(action), OneLead.Held(now))?.Verdict, Is.EqualTo(expected));

    [Test]
    public void A_field_that_moved_is_named_with_both_values()
    {
        var outcome = Verdicts.BeforeWrite(OneLead.Planned(LeadAction.Update), OneLead.Held("other/seen"));

        Assert.That(outcome!.Error!.Message, Is.EqualTo("NAME (First Name) was `old` in the plan and is now `other`"));
    }

    [Test]
    public void A_value_is_shown_as_people_wrote_it()
    {
        var outcome = Verdicts.BeforeWrite(
            OneLead.Planned(LeadAction.Update),
            OneLead.Held("Anna \"Ann\" 🎪 שלום/seen")
        );

        Assert.That(
            outcome!.Error!.Message,
            Is.EqualTo("NAME (First Name) was `old` in the plan and is now `Anna \"Ann\" 🎪 שלום`")
        );
    }

    [TestCase("moved/seen", "NAME (First name) was `old` in the plan and is now `moved`")]
    [TestCase("old/moved", "COMMENTS (Remarks), which the plan depends on, was `seen` in the plan and is now `moved`")]
    public void A_field_that_moved_is_named_by_its_code_and_its_title(string now, string message)
    {
        var outcome = Titled.BeforeWrite(OneLead.Planned(LeadAction.Update), OneLead.Held(now));

        Assert.That(outcome!.Error!.Message, Is.EqualTo(message));
    }

    [Test]
    public void A_field_that_differs_after_the_write_is_named_by_its_code_and_its_title()
    {
        var outcome = Titled.AfterWrite(OneLead.Planned(LeadAction.Update), OneLead.Held("old/seen"), null);

        Assert.That(outcome.Error!.Message, Is.EqualTo("NAME (First name) should be `new` but the portal holds `old`"));
    }
}
