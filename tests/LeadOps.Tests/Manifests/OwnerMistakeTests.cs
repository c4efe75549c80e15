namespace LeadOps.Tests.Manifests;

/// <summary>
/// What people who know their CRM and no YAML write; the first line of the error alone says what to correct.
/// </summary>
internal sealed class OwnerMistakeTests
{
    private const string Head = "manifest: 1\nname: m\nchanges:\n";
    private const string Change = Head + "  - name: c\n    select: { id: 1 }\n";

    [TestCase(Head + "  - name: c\n   select: { id: 1 }\n", "5:4: The YAML is broken: this line is not indented")]
    [TestCase(Change + "  set: { NAME: A }\n", "6:3: The YAML is broken: this line is not indented")]
    [TestCase(Change + "     set: { NAME: A }\n", "6:6: The YAML is broken: this line is not indented")]
    [TestCase(
        Change + "    set:\n      NAME: \"A\" B\n",
        "7:17: The YAML is broken: this does not belong to the value"
    )]
    [TestCase(
        Change + "    set: { NAME: 'don't' }\n",
        "The YAML is broken: a comma or a bracket is missing before this"
    )]
    [TestCase(
        Change + "    set: { NAME: \"Anna }\n",
        "6:18: The YAML is broken: the quote that opens here is not closed"
    )]
    [TestCase(
        Change + "    set:\n      NAME: A: B\n",
        "The YAML is broken: a text with a colon and a blank in it needs"
    )]
    [TestCase(
        Change + "    set:\n      NAME: @anna\n",
        "7:13: The YAML is broken: a text that begins with this character needs"
    )]
    [TestCase(
        Change + "    set:\n      NAME: %x\n",
        "7:13: The YAML is broken: a text that begins with this character needs"
    )]
    [TestCase("manifest 1\nname: m\n", "The YAML is broken: the line above is neither a key nor the rest of a text")]
    [TestCase("rows: { a: \"data\\leads.csv\" }\n", "`\\` begins a code within double quotes. Write `/` in paths")]
    [TestCase(Change + "    set:\n      NAME A\n", "7:7: `NAME A` stands where fields are expected")]
    [TestCase(Change + "    set:\n      NAME:A\n", "7:7: `NAME:A` stands where fields are expected")]
    [TestCase(Change + "    set:\n      - NAME: A\n", "7:7: A list stands where fields are expected")]
    [TestCase(
        Change + "    set:\n    NAME: A\n",
        "7:5: Unknown key `NAME` in a change. It is a field: write it below `set`"
    )]
    [TestCase(Change + "    set: { NAME: lead.TITLE }\n", "6:18: `lead.TITLE` has no braces")]
    [TestCase(Change + "    set: { NAME: lead.com }\n    unset: [NAME]\n", "`NAME` is both set and unset")]
    [TestCase(
        Change + "    set: { NAME: \"{{ TITLE }}\" }\n",
        "`TITLE` is not known in templates. Did you mean `lead.TITLE`?"
    )]
    [TestCase(
        "manifest: 1\nname: m\nvars: { city: Riga }\nchanges: [{ name: c, select: { id: 1 }, set: { NAME: \"{{ city }}\" } }]",
        "`city` is not known in templates. Did you mean `vars.city`?"
    )]
    [TestCase(
        "manifest: 1\nname: m\nrows: { r: Data/Leads.csv }\nchanges: [{ name: c, forEach: r, select: { id: \"{{ id }}\" }, "
            + "set: { NAME: A } }]",
        "`id` is not known in templates. Did you mean `row.id`?"
    )]
    [TestCase(
        "manifest: 1\nname: m\nrows: { r: Data/Leads.csv }\nchanges: [{ name: c, forEach: r, select: { id: row.id }, "
            + "set: { NAME: A } }]",
        "`row.id` has no braces"
    )]
    [TestCase("manifest: 1\nname: m\nrows: { r: data/leads.csv }\nchanges: []", "Did you mean `Data/Leads.csv`?")]
    [TestCase("manifest: 1\nname: m\nrows: { r: Data/Lead.csv }\nchanges: []", "Did you mean `Data/Leads.csv`?")]
    [TestCase("manifest: 1\nname: m\nrows: { r: 'Data\\Leads.csv' }\nchanges: []", "Did you mean `Data/Leads.csv`?")]
    [TestCase("manifest: 1\nname: m\nrows: { r: ~$leads.xlsx }\nchanges: []", "Name the workbook: `leads.xlsx`.")]
    [TestCase(
        Head + "  - name: c\n    select: { where: STATUS_ID = NEW }\n    set: { NAME: A }\n",
        "`STATUS_ID = NEW` stands where conditions"
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: [STATUS_ID, NEW] }\n    set: { NAME: A }\n",
        "A list stands where conditions"
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: { OPPORTUNITY: { '>': 1 } } }\n    set: { NAME: A }\n",
        "Did you mean `gt`?"
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: { OPPORTUNITY: { '<>': 1 } } }\n    set: { NAME: A }\n",
        "Did you mean `not`?"
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: { DATE_CREATE: { before: 1 } } }\n    set: { NAME: A }\n",
        "Did you mean `lt`?"
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: { NAME: { eq: 1 } } }\n    set: { NAME: A }\n",
        "Write the value itself: `NAME: value`."
    )]
    [TestCase(
        Head + "  - name: c\n    select: { where: { First Name: A } }\n    set: { NAME: A }\n",
        "Did you mean `NAME`?"
    )]
    [TestCase(Change + "    set: { last name: A }\n", "Did you mean `LAST_NAME`?")]
    [TestCase(
        Change + "    set: { BIRTHDATE: 01.05.2026 }\n",
        "declare its column: `types: { COLUMN: date }` and `dates: dd.MM.yyyy`"
    )]
    [TestCase(Change + "    set: { BIRTHDATE: 5/1/2026 }\n", "`dates: M/d/yyyy` or `dates: d/M/yyyy`")]
    [TestCase(Head + "  - name: c\n    select: { STATUS_ID: NEW }\n    set: { NAME: A }\n", "write it below `where`")]
    public void The_first_line_says_what_to_correct(string manifest, string expected)
    {
        var problems = CheckedManifest.Problems(
            manifest,
            ("Data/Leads.csv", "id,name\n1,Anna\n"),
            ("~$leads.xlsx", "Anna")
        );

        Assert.That(problems.Split('\n')[0], Does.Contain(expected));
    }
}
