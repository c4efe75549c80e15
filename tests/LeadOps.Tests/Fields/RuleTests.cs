using System.Text.RegularExpressions;
using LeadOps.Fields;
using LeadOps.Fields.Rules;

namespace LeadOps.Tests.Fields;

/// <summary>What is special about a field stands in its rule and nowhere else.</summary>
internal sealed partial class RuleTests
{
    private static readonly FieldValue Row = new ListValue(["1"]);

    [Test]
    public void A_quirky_field_is_named_in_its_rule_only()
    {
        var files = Sources("LeadOps").Concat(Sources("LeadOps.Cli")).ToLookup(IsRule);
        var elsewhere = files[false]
            .SelectMany(file => Quirky().Matches(File.ReadAllText(file)).Select(match => $"{file}: {match.Value}"));

        Assert.That(files[true].SelectMany(file => Quirky().Matches(File.ReadAllText(file))), Is.Not.Empty);
        Assert.That(elsewhere, Is.Empty);
    }

    /// <summary>Not even in a message or a comment.</summary>
    [Test]
    public void The_core_names_the_quirkiest_fields_nowhere_else() =>
        Assert.That(
            Sources("LeadOps").Where(file => !IsRule(file) && Quirkiest().IsMatch(File.ReadAllText(file))),
            Is.Empty
        );

    private static bool IsRule(string file) => file.Contains(Path.Combine("Fields", "Rules"), StringComparison.Ordinal);

    private static IEnumerable<string> Sources(string project)
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LeadOps.sln")))
        {
            root = root.Parent;
        }

        return Directory
            .EnumerateFiles(Path.Combine(root.FullName, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
    }

    [GeneratedRegex("CONTACT_IDS|PRODUCT_ROWS|OPPORTUNITY|ADDRESS")]
    private static partial Regex Quirkiest();

    [GeneratedRegex(
        "\"(CONTACT_IDS?|PRODUCT_ROWS|OPPORTUNITY|IS_MANUAL_OPPORTUNITY|ADDRESS\\w*|COMPANY_ID|CURRENCY_ID|"
            + "ORIGIN_ID|ORIGINATOR_ID|SOURCE_ID|ASSIGNED_BY_ID|LINK)\""
    )]
    private static partial Regex Quirky();

    [Test]
    public void Every_rule_names_the_page_it_rests_on_and_its_fields_or_types()
    {
        foreach (var rule in FieldRules.All)
        {
            Assert.That(rule.Page, Does.StartWith("https://apidocs.bitrix24.com/"), rule.GetType().Name);
            Assert.That(rule.Fields.Concat(rule.Types), Is.Not.Empty, rule.GetType().Name);
        }
    }

    [Test]
    public void Every_rule_is_in_the_table()
    {
        var rules = typeof(FieldRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FieldRule)));

        Assert.That(FieldRules.All.Select(rule => rule.GetType()), Is.EquivalentTo(rules));
    }

    /// <summary>What is read and what a plan rests on when only this field is named.</summary>
    [TestCase("TITLE", "TITLE", "")]
    [TestCase("OPPORTUNITY", "CURRENCY_ID IS_MANUAL_OPPORTUNITY OPPORTUNITY", "")]
    [TestCase(
        "PRODUCT_ROWS",
        "CURRENCY_ID IS_MANUAL_OPPORTUNITY OPPORTUNITY PRODUCT_ROWS",
        "IS_MANUAL_OPPORTUNITY OPPORTUNITY"
    )]
    [TestCase(
        "ADDRESS_CITY",
        "ADDRESS ADDRESS_2 ADDRESS_CITY ADDRESS_COUNTRY ADDRESS_COUNTRY_CODE ADDRESS_POSTAL_CODE "
            + "ADDRESS_PROVINCE ADDRESS_REGION",
        "ADDRESS ADDRESS_2 ADDRESS_CITY ADDRESS_COUNTRY ADDRESS_COUNTRY_CODE ADDRESS_POSTAL_CODE "
            + "ADDRESS_PROVINCE ADDRESS_REGION"
    )]
    [TestCase("CONTACT_ID", "CONTACT_ID", "")]
    [TestCase("UF_CRM_ANY", "UF_CRM_ANY", "")]
    public void A_field_comes_with_its_company(string field, string read, string assumed)
    {
        Assert.That(string.Join(' ', FieldRules.Complete([field])), Is.EqualTo(read));
        Assert.That(string.Join(' ', FieldRules.AssumedWith(field).Order()), Is.EqualTo(assumed));
    }

    [TestCase("TITLE", false, Carrier.Lead, Moment.WithLead)]
    [TestCase("TITLE", true, Carrier.Lead, Moment.WithLead)]
    [TestCase("CONTACT_ID", false, Carrier.Lead, Moment.WithLead)]
    [TestCase("CONTACT_ID", true, Carrier.Contacts, Moment.AfterLead)]
    [TestCase("CONTACT_IDS", false, Carrier.Contacts, Moment.AfterLead)]
    [TestCase("CONTACT_IDS", true, Carrier.Contacts, Moment.AfterLead)]
    [TestCase("PRODUCT_ROWS", false, Carrier.ProductRows, Moment.AfterLead)]
    [TestCase("PRODUCT_ROWS", true, Carrier.ProductRows, Moment.BeforeLead)]
    public void A_value_has_its_call(string field, bool isEmpty, Carrier carrier, Moment moment) =>
        Assert.That(
            FieldRules.Call(field, isEmpty ? FieldValue.Empty : Row),
            Is.EqualTo(new FieldCall(carrier, moment))
        );

    [TestCase("OPPORTUNITY", "OPPORTUNITY", "IS_MANUAL_OPPORTUNITY")]
    [TestCase("OPPORTUNITY PRODUCT_ROWS", "PRODUCT_ROWS", "IS_MANUAL_OPPORTUNITY")]
    [TestCase("OPPORTUNITY", "TITLE", "")]
    [TestCase("OPPORTUNITY IS_MANUAL_OPPORTUNITY", "OPPORTUNITY", "")]
    [TestCase("PRODUCT_ROWS", "PRODUCT_ROWS", "")]
    public void An_amount_pulls_its_flag_along(string set, string changed, string along) =>
        Assert.That(
            string.Join(' ', FieldRules.PlannedWith(set.Split(' '), name => name == changed).Select(one => one.Field)),
            Is.EqualTo(along)
        );

    [TestCase("TITLE", false)]
    [TestCase("STATUS_ID", false)]
    [TestCase("ASSIGNED_BY_ID", false)]
    [TestCase("CURRENCY_ID", false)]
    [TestCase("OPENED", false)]
    [TestCase("IS_MANUAL_OPPORTUNITY", false)]
    [TestCase("SOURCE_ID", true)]
    [TestCase("CONTACT_ID", true)]
    [TestCase("PRODUCT_ROWS", true)]
    [TestCase("OPPORTUNITY", true)]
    [TestCase("COMMENTS", true)]
    public void What_has_no_empty_state_cannot_be_cleared(string field, bool canClear) =>
        Assert.That(FieldCatalogue.Standard.Find(field)!.CanClear, Is.EqualTo(canClear));

    /// <summary>Whether a portal, not a person, may have left the value on a new lead with two chairs at ten.</summary>
    [TestCase("OPPORTUNITY", "20.00", "", true)]
    [TestCase("OPPORTUNITY", "0.00", "", true)]
    [TestCase("OPPORTUNITY", "25.00", "", false)]
    [TestCase("OPPORTUNITY", "25.00", "PRODUCT_ROWS", false)]
    [TestCase("IS_MANUAL_OPPORTUNITY", "Y", "OPPORTUNITY", true)]
    [TestCase("IS_MANUAL_OPPORTUNITY", "Y", "", false)]
    [TestCase("IS_MANUAL_OPPORTUNITY", "N", "", true)]
    [TestCase("OPENED", "Y", "", true)]
    [TestCase("OPENED", "N", "", false)]
    [TestCase("CURRENCY_ID", "EUR", "", true)]
    [TestCase("COMMENTS", "call back", "", false)]
    [TestCase("ASSIGNED_BY_ID", "7", "", true)]
    [TestCase("ASSIGNED_BY_ID", "8", "", false)]
    public void A_portal_gives_some_values_by_itself(string field, string value, string set, bool isGiven)
    {
        var chair = ProductRow
            .Of(
                new Dictionary<string, object?>
                {
                    ["PRODUCT_NAME"] = "Chair",
                    ["PRICE"] = 10,
                    ["QUANTITY"] = 2,
                }
            )
            .Row!;
        var lead = new NewLead(
            name =>
                name == field ? new TextValue(value)
                : name == "PRODUCT_ROWS" ? new RowsValue([chair])
                : name == "CREATED_BY_ID" ? new TextValue("7")
                : FieldValue.Empty,
            name => name == set,
            HasDefaultSource: false
        );

        Assert.That(lead.IsGiven(FieldCatalogue.Standard.Find(field)!), Is.EqualTo(isGiven));
    }
}
