namespace LeadOps.Tests.Manifests;

/// <summary>Wrong manifests: each names its place and the remedy.</summary>
internal sealed class ManifestMistakeTests
{
    private const string Head = "manifest: 1\nname: m\nchanges:\n";

    private static IEnumerable<TestCaseData> Mistakes()
    {
        TestCaseData Case(string yaml, string message) => new TestCaseData(yaml, message).SetName("{m}: " + message);
        yield return Case("", "m.yml:1:1: The file is empty.");
        yield return Case("name: m\nchanges: []", "m.yml:1:1: The key `manifest` is missing.");
        yield return Case("manifest: 2\nname: m", "m.yml:1:11: `2` is not a known manifest version.");
        yield return Case(
            "manifest: 1\nname: My Name",
            "m.yml:2:7: The name `My Name` of the manifest has other characters"
        );
        yield return Case(
            "manifest: 1\nname: m\nchange: []",
            "m.yml:3:1: Unknown key `change` in a manifest. Did you mean `changes`?"
        );
        yield return Case(
            "manifest: 1\nname: m\nname: n",
            "m.yml:3:1: The key `name` comes twice; the first is at 2:1."
        );
        yield return Case("manifest: 1\nname: m", "m.yml:1:1: The manifest has neither `changes` nor `fixtures`.");
        yield return Case(
            "manifest: 1\nname: m\nonce: yes",
            "m.yml:3:7: `yes` is not a value for `once`. Write `true` or `false`."
        );
        yield return Case(
            Head + "  - select: { id: 1 }\n    set: { TITLE: x }",
            "m.yml:4:5: The key `name` is missing in the change."
        );
        yield return Case(Head + "  - name: c\n    set: { TITLE: x }", "m.yml:4:5: The change `c` has no `select`.");
        yield return Case(Head + "  - name: c\n    select: { id: 1 }", "m.yml:4:5: The change `c` sets nothing.");
        yield return Case(
            Head + "  - name: c\n    select: {}\n    set: { TITLE: x }",
            "m.yml:5:13: The selector is empty; it would mean every lead."
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: {} }\n    set: { TITLE: x }",
            "The conditions are empty"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1, all: true }\n    set: { TITLE: x }",
            "The selector has `id` and `all`; it takes one of them."
        );
        yield return Case(
            Head + "  - name: c\n    select: { all: false }\n    set: { TITLE: x }",
            "`all: false` selects nothing."
        );
        yield return Case(
            Head + "  - name: c\n    select: { wher: { STATUS_ID: NEW } }\n    set: { TITLE: x }",
            "Unknown key `wher` in a selector. Did you mean `where`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { STATUS: NEW } }\n    set: { TITLE: x }",
            "Leads have no field `STATUS`"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { SOURSE_ID: WEB } }\n    set: { TITLE: x }",
            "Did you mean `SOURCE_ID`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { OPPORTUNITY: { gtee: 1 } } }\n    set: { TITLE: x }",
            "Unknown operator `gtee`. Did you mean `gte`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { OPPORTUNITY: lots } }\n    set: { TITLE: x }",
            "`lots` is not a number; write it with a dot"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { DATE_CREATE: { lt: soon } } }\n    set: { TITLE: x }",
            "`soon` is not a date with time"
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { STATUS_ID: null } }\n    set: { TITLE: x }",
            "The condition on `STATUS_ID` has no value."
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { STATUS_ID: { in: NEW } } }\n    set: { TITLE: x }",
            "`in` takes a list."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1, limit: many }\n    set: { TITLE: x }",
            "m.yml:5:29: `many` is not a value for `limit`."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1, expect: { min: 5, max: 2 } }\n    set: { TITLE: x }",
            "`expect` has min 5 above max 2."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1, orderBy: { TITLE: up } }\n    set: { TITLE: x }",
            "`up` is not a direction."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1, when: lead.NAME == }\n    set: { TITLE: x }",
            "m.yml:5:"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { TITEL: x }",
            "m.yml:6:12: Leads have no field `TITEL`; the portal would ignore it silently. Did you mean `TITLE`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { DATE_CREATE: 2026-01-01 }",
            "m.yml:6:12: `DATE_CREATE` is read-only"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { TITLE: null }",
            "m.yml:6:19: `TITLE` has no empty state"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"\" }",
            "m.yml:6:18: `NAME` gets an empty text"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { OPENED: maybe }",
            "`maybe` is not Y or N"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: { add: [x] } }",
            "`NAME` holds one value; `add`, `remove` and `replace` are for multiple fields."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { PHONE: { ad: [x] } }",
            "Unknown key `ad` in the edit of `PHONE`. Did you mean `add`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { EMAIL: [notmail] }",
            "m.yml:6:20: `notmail` is not an e-mail address"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { PHONE: { add: [ { VALUE: abc } ] } }",
            "m.yml:6:37: `abc` is not a phone number"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: [12, twelve] }\n    set: { NAME: x }",
            "m.yml:5:24: `twelve` is not a lead id."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 0 }\n    set: { NAME: x }",
            "m.yml:5:19: `0` is not a lead id."
        );
        yield return Case(
            Head + "  - name: c\n    select: { where: { NAME: '' } }\n    set: { NAME: x }",
            "m.yml:5:30: The condition on `NAME` compares with an empty value."
        );
        yield return Case(
            Head + "  - name: c\n    select: { filter: { OPENED: maybe } }\n    set: { NAME: x }",
            "m.yml:5:33: `maybe` is neither yes nor no."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { PHONE: abc }",
            "m.yml:6:19: `abc` is not a phone number"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { PHONE: 7.9E+10 }",
            "m.yml:6:19: `7.9E+10` is a phone that a spreadsheet turned into a number"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{ lead.TITLE } x\" }",
            "m.yml:6:18: `{ lead.TITLE }` has single braces"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: { lead.TITLE } }",
            "m.yml:6:18: YAML reads `{ lead.TITLE }` as a mapping. For code write `\"{{ lead.TITLE }}\"`"
        );
        yield return Case(
            Head
                + "  - name: c\n    select: { id: 1 }\n    set:\n      NAME: "
                + ">\n        one\n        two {{ lead.NAMEN }}",
            "m.yml:9:21: Leads have no field `NAMEN`"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: [a, b] }",
            "`NAME` holds one value, not a list."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{{ lead.NMAE }}\" }",
            "m.yml:6:27: Leads have no field `NMAE`"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{{ leed.NAME }}\" }",
            "m.yml:6:22: `leed` is not known in templates. Did you mean `lead`?"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{{ vars.x }}\" }",
            "`vars.x` is not known."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{{ row.x }}\" }",
            "`row` exists only in a change with `forEach`."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: \"{{ fake.first_name }}\" }",
            "`fake` exists only in fixtures"
        );
        yield return Case(
            Head
                + "  - name: c\n    select: { id: 1 }\n    set:\n      COMMENTS: "
                + "|\n        line one\n        {{ lead.X Y\n",
            "m.yml:"
        );
        yield return Case(
            Head
                + "  - name: c\n    select: { id: 1 }\n    set:\n      COMMENTS: "
                + "|\n        line one\n        {{ lead.NMAE }}\n",
            "m.yml:9:17: Leads have no field `NMAE`"
        );
        yield return Case(
            Head + "  - name: c\n    forEach: rws\n    select: { id: 1 }\n    set: { NAME: x }",
            "m.yml:5:14: There are no rows `rws`."
        );
        yield return Case(
            "manifest: 1\nname: m\nrows: { a: ../../etc/passwd.csv }\nchanges: []",
            "lies outside the manifest's folder"
        );
        yield return Case(
            "manifest: 1\nname: m\nrows: { a: none.csv }\nchanges: []",
            "m.yml:3:12: The rows file `none.csv` cannot be read: there is no such file"
        );
        yield return Case("manifest: 1\nname: m\nx: &a [1]\ny: *b", "The alias `*b` has no anchor before it.");
        yield return Case("manifest: 1\nname: m\nx: { <<: { a: 1 } }", "Merge keys (`<<`) are not supported.");
        yield return Case("manifest: 1\nname: \"m", "The YAML is broken");
        yield return Case("a: [1, 2\nb: 3", "The YAML is broken");
        yield return Case("- 1\n- 2", "A list stands where a manifest is expected.");
        yield return Case("manifest: 1\nname: m\n---\nmanifest: 1", "more than one YAML document");
        yield return Case(
            Head
                + "  - name: c\n    select: { id: 1 }\n    set: { NAME: x }\n  - name: c\n    select: { id: "
                + "1 }\n    set: { NAME: x }",
            "The name `c` is already used"
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: x }\n    unset: [NAME]",
            "`NAME` is both set and unset."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: x }\n    params: { NOTIFY: Y }",
            "Unknown key `NOTIFY` in `params`."
        );
        yield return Case(
            Head + "  - name: c\n    select: { id: 1 }\n    set: { NAME: x }\n    assert: [ { message: no } ]",
            "The assertion has no `that`."
        );
        yield return Case(
            "manifest: 1\nname: m\nx: " + new string('[', 100) + new string(']', 100),
            "The nesting is deeper than 64 levels."
        );
    }

    [TestCase("manfest: 1\nname: m\nchanges:\n  - { name: c, select: { id: 1 }, set: { TITLE: x } }")]
    [TestCase("manifest: 1\nnam: m\nchanges:\n  - { name: c, select: { id: 1 }, set: { TITLE: x } }")]
    [TestCase(Head + "  - { nme: c, select: { id: 1 }, set: { TITLE: x } }")]
    [TestCase(Head + "  - { name: c, selct: { id: 1 }, set: { TITLE: x } }")]
    [TestCase(Head + "  - { name: c, select: { id: 1 }, st: { TITLE: x } }")]
    [TestCase(Head + "  - { name: c, select: { ids: 1 }, set: { TITLE: x } }")]
    [TestCase(Head + "  - { name: c, select: { wher: { STATUS_ID: NEW } }, set: { TITLE: x } }")]
    [TestCase(Head + "  - { name: c, select: { id: 1 }, set: { PHONE: { ad: [ \"+4930777\" ] } } }")]
    [TestCase("manifest: 1\nname: m\nfixtures:\n  - { name: f, cont: 2, key: \"{{ index }}\", set: { TITLE: x } }")]
    [TestCase("manifest: 1\nname: m\nfixtures:\n  - { name: f, count: 2, kye: \"{{ index }}\", set: { TITLE: x } }")]
    public void A_misspelt_key_is_one_mistake(string yaml)
    {
        var shown = CheckedManifest.Problems(yaml);

        Assert.That(shown, Does.Contain("Unknown key").And.Contain("Did you mean"));
        Assert.That(shown.Trim().Split('\n'), Has.Length.EqualTo(1), shown);
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_wrong_manifest_names_place_and_remedy(string yaml, string message)
    {
        var shown = CheckedManifest.Problems(yaml);

        Assert.That(shown, Does.Contain(message));
    }
}
