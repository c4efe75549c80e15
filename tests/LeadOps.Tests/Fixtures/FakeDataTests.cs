using LeadOps.Fixtures;
using LeadOps.Templates;

namespace LeadOps.Tests.Fixtures;

internal sealed class FakeDataTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Data", "fake-data.txt");

    private static string Evaluate(string template, FakeData fake) =>
        Template
            .Parse(template, TemplateMode.Text, TemplateOptions.Strict)
            .Render(new TemplateScope(new Dictionary<string, object?> { ["fake"] = fake }), CancellationToken.None);

    [Test]
    public void Manifests_know_what_is_invented() =>
        Assert.That(LeadOps.Manifests.ScopeNames.FakeMembers, Is.EquivalentTo(FakeData.AllNames));

    private static IEnumerable<string> Lines() =>
        from name in FakeData
            .AllNames.Except(["unique", "int", "amount", "date", "pick", "weighted", "chance"])
            .Concat([
                "int 1 1000",
                "amount 10 5000",
                "amount 10 5000 'small'",
                "date '2026-01-01' '2026-12-31'",
                "pick ['a', 'b', 'c', 'd']",
                "weighted {a: 1, b: 5}",
                "chance 0.5",
                "first_name 'de'",
                "last_name 'ru'",
                "city 'de'",
                "email 'de'",
                "email 'ru'",
                "phone 'de'",
                "phone 'en_GB'",
                "phone 'fr'",
                "phone 'ru'",
            ])
        select $"{name}\t{Evaluate($"{{{{ fake.{name} }}}}", new FakeData("shop", "web", "web-1", "NAME"))}";

    /// <summary>
    /// When this fails after an upgrade, users' test data would change: raise FakeData.Version with the new file.
    /// </summary>
    [Test]
    public void Fake_data_of_this_version_never_changes()
    {
        var lines = Lines().Prepend($"version\t{FakeData.Version}").ToList();
        TestContext.Out.WriteLine(string.Join('\n', lines));

        Assert.That(lines, Is.EqualTo(File.ReadAllLines(Golden)));
    }

    [Test]
    public void Another_field_or_lead_does_not_change_the_others()
    {
        var first = Evaluate("{{ fake.email }}", new FakeData("shop", "web", "web-1", "EMAIL"));
        Evaluate("{{ fake.email }}", new FakeData("shop", "web", "web-0", "EMAIL"));

        Assert.That(Evaluate("{{ fake.email }}", new FakeData("shop", "web", "web-1", "EMAIL")), Is.EqualTo(first));
        Assert.That(Evaluate("{{ fake.email }}", new FakeData("shop", "web", "web-1", "WEB")), Is.Not.EqualTo(first));
    }

    [Test]
    public void Unique_values_differ_for_a_thousand_leads_and_stay_on_reserved_ranges()
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);

        var phones = Enumerable
            .Range(0, 1000)
            .Select(i => Evaluate("{{ fake.unique.phone }}", new FakeData("shop", "web", $"{i}", "PHONE", taken)))
            .ToList();
        var emails = Enumerable
            .Range(0, 1000)
            .Select(i => Evaluate("{{ fake.unique.email }}", new FakeData("shop", "web", $"{i}", "EMAIL", taken)))
            .ToList();

        Assert.That(phones, Is.Unique.And.All.Matches(@"^\+1\d{3}55501\d{2}$"));
        Assert.That(emails, Is.Unique.And.All.Matches(@"@example\.(com|org|net)$"));
    }

    [TestCase("en", @"^\+1\d{3}55501\d{2}$")]
    [TestCase("de", @"^\+49(3023125|6990009|4066969|2214710|8999998)\d{3}$")]
    [TestCase("en_GB", @"^\+44(7700900|2079460|1174960|1214960|1614960)\d{3}$")]
    [TestCase("fr", @"^\+33(19900|26191|35301|46571|53649|63998)\d{4}$")]
    [TestCase("ru", @"^\+1\d{3}55501\d{2}$")]
    public void Phones_are_those_that_the_country_keeps_for_fiction(string locale, string range)
    {
        var phones = Enumerable
            .Range(0, 500)
            .Select(i => Evaluate($"{{{{ fake.phone '{locale}' }}}}", new FakeData("shop", "web", $"{i}", "PHONE")));

        Assert.That(phones, Is.All.Matches(range));
    }

    [TestCase("en")]
    [TestCase("de")]
    [TestCase("ru")]
    public void An_email_bears_the_name_of_its_lead_in_plain_letters(string locale)
    {
        for (var i = 0; i < 200; i++)
        {
            string Of(string name, string field) =>
                Evaluate($"{{{{ fake.{name} '{locale}' }}}}", new FakeData("shop", "web", $"{i}", field));
            var (first, last) = (Of("first_name", "NAME"), Of("last_name", "LAST_NAME"));

            Assert.That(
                Of("unique.email", "EMAIL"),
                Does.Match($@"^{Latin.Letters(first)}\.{Latin.Letters(last)}\d+@example\.(com|org|net)$")
            );
        }
    }

    [TestCase("Müller-Weiß", "muellerweiss")]
    [TestCase("Щукина", "shchukina")]
    [TestCase("O'Conner", "oconner")]
    [TestCase("Žofie", "zofie")]
    [TestCase("山田", "lead")]
    public void Names_are_spelled_as_in_addresses(string name, string letters) =>
        Assert.That(Latin.Letters(name), Is.EqualTo(letters));

    [TestCase("amount 9 5", "`9` comes after `5`; write the smaller one first")]
    [TestCase("int 9 5", "`9` comes after `5`; write the smaller one first")]
    [TestCase("int 1 99999999999", "goes from -2147483648 to 2147483647")]
    [TestCase("date '2026-05-01' '2026-01-01'", "`2026-05-01` comes after `2026-01-01`")]
    [TestCase("date 'soon' '2026-01-01'", "`soon` is not a date; write it as 2026-05-01")]
    [TestCase("weighted {A: 'x'}", "the weight `x` of A is not a number of at least 0")]
    [TestCase("weighted {A: 1, B: -1}", "the weight `-1` of B is not a number of at least 0")]
    [TestCase("weighted {A: 0}", "needs a weight above 0")]
    [TestCase("chance 2", "`2` is not a share; write it from 0 to 1, such as 0.25")]
    [TestCase("pick []", "needs a list that is not empty")]
    [TestCase("city 'xx'", "there is no locale `xx`; for instance en, de, ru")]
    public void A_wrong_argument_is_told(string template, string message)
    {
        var problem = Assert.Throws<TemplateException>(() =>
            Evaluate($"{{{{ fake.{template} }}}}", new FakeData("shop", "web", "web-1", "NAME"))
        )!;

        Assert.That(problem.Message, Does.Contain(message));
    }

    [Test]
    public void Too_many_unique_values_are_told()
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);

        void Take() =>
            Enumerable
                .Range(0, 300)
                .ToList()
                .ForEach(i =>
                    Evaluate(
                        "{{ fake.unique.country_code }}",
                        new FakeData("shop", "web", $"{i}", "ADDRESS_COUNTRY_CODE", taken)
                    )
                );

        Assert.That(
            Take,
            Throws
                .TypeOf<TemplateException>()
                .With.Message.Match("`fake.unique.country_code` finds no new value: \\d+ are in use")
        );
    }
}
