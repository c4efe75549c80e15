namespace LeadOps.Tests.Manifests;

/// <summary>What `plan` would refuse without looking at any lead is told before, at its own place.</summary>
internal sealed class ShapeMistakeTests
{
    private const string Fixture = "manifest: 1\nname: m\nfixtures:\n  - name: f\n    count: 2\n";

    [TestCase("id: { a: 1 }", "m.yml:5:19: A mapping stands where a lead id is expected.")]
    [TestCase("id: [ { a: 1 } ]", "m.yml:5:21: A mapping stands where a lead id is expected.")]
    [TestCase("id: null", "m.yml:5:19: Nothing stands where a lead id is expected.")]
    [TestCase("origin: { ORIGINATOR_ID: [a], ORIGIN_ID: b }", "A list stands where ORIGINATOR_ID is expected.")]
    [TestCase("where: { STATUS_ID: [ { a: b } ] }", "A mapping stands where a value is expected.")]
    [TestCase("where: { STATUS_ID: { notIn: [ [a] ] } }", "A list stands where a value is expected.")]
    [TestCase("filter: { DATE_CREATE: 2026-05-01 }", "m.yml:5:38: To the portal `2026-05-01` is one second")]
    [TestCase("where: { DATE_CREATE: { lt: \"{{ ago 3 'dayz' }}\" } }", "Did you mean `days`?")]
    [TestCase("where: { NAME: '{{ lead.LAST_NAME }}' }", "m.yml:5:34: `lead` does not exist here")]
    [TestCase("any: [ { NAME: { not: '{{ lead.LAST_NAME }}' } } ]", "`lead` does not exist here")]
    [TestCase("id: '{{ lead.ID }}'", "`lead` does not exist here")]
    [TestCase("filter: { '=NAME': '{{ lead.LAST_NAME }}' }", "`lead` does not exist here")]
    [TestCase("origin: { ORIGINATOR_ID: a, ORIGIN_ID: '{{ lead.ID }}' }", "`lead` does not exist here")]
    public void A_selector(string select, string says) =>
        Assert.That(
            CheckedManifest.Problems(
                $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {{ {select} }}\n    set: {{ NAME: x }}\n"
            ),
            Does.Contain(says)
        );

    [TestCase(">")]
    [TestCase(">=")]
    [TestCase("<")]
    [TestCase("<=")]
    public void A_day_in_the_portal_s_filter_is_its_midnight_where_leads_are_ordered(string sign) =>
        Assert.That(
            CheckedManifest.Problems(
                "manifest: 1\nname: m\nchanges:\n  - name: c\n    set: { NAME: x }\n"
                    + $"    select: {{ filter: {{ '{sign}DATE_CREATE': '2026-05-01' }} }}\n"
            ),
            Is.Empty
        );

    [TestCase("TITLE: '{{ lead.TITLE '", "m.yml:6:20: The template `{{ lead.TITLE` is wrong: `{{` is never closed")]
    [TestCase("TITLE: \"a {{ lead.TITLE }} {{ lead\"", "m.yml:6:39: The template")]
    [TestCase("TITLE: { a: b }", "`TITLE`")]
    [TestCase("PHONE: [[x]]", "m.yml:6:20: `PHONE` takes no list within the list.")]
    [TestCase("PHONE: [ { VALUE: { a: b } } ]", "m.yml:6:30: `VALUE` of `PHONE` holds one value.")]
    [TestCase("PHONE: { remove: [ { VALUE: x } ] }", "m.yml:6:31: `remove` and `replace` of `PHONE` take texts")]
    [TestCase(
        "PRODUCT_ROWS: [ { PRODUCT_NAME: [a] } ]",
        "m.yml:6:44: `PRODUCT_NAME` of `PRODUCT_ROWS` holds one value."
    )]
    [TestCase("COMMENTS: \"{{ ago 3 'dayz' }}\"", "m.yml:6:26: `ago`: `dayz` is not a unit of time")]
    [TestCase("COMMENTS: \"{{ date.parse '01.02.2026' }}\"", "`01.02.2026` is not a date")]
    [TestCase("COMMENTS: \"{{ enum 'UF_CRM_X' 'y' }}\"", "")]
    [TestCase("COMMENTS: \"{{ user 'Nobody' }}\"", "")]
    public void A_value(string set, string says)
    {
        var problems = CheckedManifest.Problems(
            $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {{ id: 1 }}\n    set: {{ {set} }}\n"
        );

        Assert.That(problems, says.Length > 0 ? Does.Contain(says) : Is.Empty);
    }

    [TestCase("    params: { REGISTER_SONET_EVENT: maybe }", "`maybe` is not a value for `REGISTER_SONET_EVENT`.")]
    [TestCase("    params: { REGISTER_SONET_EVENT: '{{ lead.NOPE }}' }", "Leads have no field `NOPE`")]
    [TestCase("    description: { a: b }", "A mapping stands where a description is expected.")]
    [TestCase("    assert: [ { that: lead.ID > 1, message: [x] } ]", "A list stands where a message is expected.")]
    public void A_key_of_a_change(string line, string says) =>
        Assert.That(
            CheckedManifest.Problems(
                $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {{ id: 1 }}\n    set: {{ NAME: x }}\n{line}\n"
            ),
            Does.Contain("m.yml:7:").And.Contain(says)
        );

    [TestCase("    key: a\n    set: { TITLE: x }\n", "m.yml:6:10: The key `a` of `f` comes twice.")]
    [TestCase("    key: [a]\n    set: { TITLE: x }\n", "m.yml:6:10: A list stands where the key of a fixture")]
    [TestCase("    key: 'k{{ index }}'\n    set: { TITLE: '{{ fake.fist_name }}' }\n", "Did you mean `first_name`?")]
    [TestCase(
        "    key: 'k{{ index }}'\n    set: { TITLE: x }\ntests:\n  - name: t\n    fixtures: [g]\n"
            + "    expect: { secondPlanEmpty: true }\n",
        "m.yml:10:16: There is no fixture `g`."
    )]
    public void A_fixture(string rest, string says) =>
        Assert.That(CheckedManifest.Problems(Fixture + rest), Does.Contain(says));
}
