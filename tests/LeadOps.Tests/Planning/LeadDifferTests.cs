using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Templating;

namespace LeadOps.Tests.Planning;

/// <summary>What a change plans for one lead, as a table; no portal is asked.</summary>
internal sealed class LeadDifferTests
{
    private static readonly ScopeBuilder Scopes = new(
        FieldCatalogue.Standard,
        new RunFacts(DateTimeOffset.UnixEpoch, "Anna", "test", "host", new Dictionary<string, string>())
    );

    private string file = null!;

    [SetUp]
    public void Make() => file = Path.GetTempFileName();

    [TearDown]
    public void Remove() => File.Delete(file);

    /// <summary>The lead has NAME `Anna`, COMMENTS `seen` and no POST.</summary>
    [TestCase("set: { NAME: Berta }", "NAME Anna → Berta")]
    [TestCase("set: { NAME: Anna }", "")]
    [TestCase("set: { NAME: \"{{ lead.NAME | string.upcase }}\" }", "NAME Anna → ANNA")]
    [TestCase("set: { NAME: null }", "NAME Anna → ")]
    [TestCase("unset: [POST]", "")]
    [TestCase("set: { OPENED: \"{{ null }}\" }\n    mayClear: [OPENED]", "")]
    [TestCase("set: { POST: \"{{ null }}\" }\n    mayClear: [POST]", "")]
    [TestCase("set: { POST: Chief, NAME: Anna }", "POST  → Chief")]
    [TestCase("set: { COMMENTS: \"{{ text.append lead.COMMENTS 'twice' }}\" }", "COMMENTS seen → seen\ntwice")]
    public void What_differs_is_planned(string change, string expected)
    {
        var planned = Diff(Lead(), Change(change));

        Assert.That(Shown(planned), Is.EqualTo(expected));
    }

    [TestCase("NAME: Berta", "NAME: Berta", "NAME Anna → Berta")]
    [TestCase("NAME: Berta", "POST: \"{{ lead.NAME }}\"", "NAME Anna → Berta; POST  → Berta")]
    [TestCase("NAME: Berta", "NAME: \"{{ lead.NAME + '!' }}\"", "NAME Anna → Berta!")]
    public void A_later_change_sees_what_an_earlier_one_plans(string first, string second, string expected)
    {
        var planned = Diff(Lead(), Change($"set: {{ {first} }}"), Change($"set: {{ {second} }}"));

        Assert.That(Shown(planned), Is.EqualTo(expected));
    }

    [Test]
    public void Two_changes_that_want_different_values_are_refused()
    {
        var first = Change("set: { NAME: Berta }");
        var second = Change("set: { NAME: Clara }");

        Assert.That(
            () => Diff(Lead(), first, second),
            Throws.InstanceOf<InvalidInputException>().With.Message.Contains("to another value than")
        );
    }

    [Test]
    public void Override_lets_the_later_change_win()
    {
        var planned = Diff(Lead(), Change("set: { NAME: Berta }"), Change("set: { NAME: Clara }\n    override: true"));

        Assert.That(Shown(planned), Is.EqualTo("NAME Anna → Clara"));
    }

    [Test]
    public void A_failed_assert_blocks_the_lead_with_its_message()
    {
        var planned = Diff(
            Lead(),
            Change("set: { NAME: Berta }\n    assert: [{ that: lead.POST == 'Chief', message: no chief }]")
        );

        Assert.That(planned!.Action, Is.EqualTo(LeadAction.Blocked));
        Assert.That(planned.Reasons, Is.EqualTo(new[] { "no chief" }));
    }

    [Test]
    public void An_empty_template_result_wipes_nothing()
    {
        var change = Change("set: { NAME: \"{{ lead.POST }}\" }");

        Assert.That(
            () => Diff(Lead(), change),
            Throws.InstanceOf<InvalidInputException>().With.Message.Contains("which would wipe it")
        );
    }

    [Test]
    public void A_plan_rests_on_the_fields_that_its_templates_read()
    {
        var planned = Diff(Lead(), Change("set: { POST: \"{{ lead.COMMENTS }}\" }"));

        Assert.That(planned!.Assumed, Contains.Key("COMMENTS").And.Not.ContainKey("NAME"));
    }

    private static PlannedLead? Diff(LeadSnapshot lead, params AppliedChange[] changes) =>
        new LeadDiffer(Scopes, (_, _, _) => { }, CancellationToken.None).Diff(
            lead,
            [.. changes.Select((change, number) => change with { Label = $"change-{number}" })]
        );

    private AppliedChange Change(string body)
    {
        File.WriteAllText(
            file,
            $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {{ all: true }}\n    {body}\n"
        );
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
        problems.ThrowIfErrors();
        return new AppliedChange(manifests[0], manifests[0].Changes[0], "c", null);
    }

    private static LeadSnapshot Lead()
    {
        var lead = LeadSnapshot.Of(new LeadId(7));
        lead.Set("NAME", new TextValue("Anna"));
        lead.Set("COMMENTS", new TextValue("seen"));
        return lead;
    }

    private static string Shown(PlannedLead? lead) =>
        string.Join(
            "; ",
            (lead?.Fields ?? []).Select(field => $"{field.Name} {Text(field.Before)} → {Text(field.After)}")
        );

    private static string Text(FieldValue value) => value is TextValue text ? text.Text : "";
}
