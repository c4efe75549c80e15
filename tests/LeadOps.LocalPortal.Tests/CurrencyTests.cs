using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Currencies, and how they are written in each language.</summary>
internal sealed class CurrencyTests
{
    [Test]
    public async Task A_currency_is_added_changed_made_the_base_and_deleted()
    {
        await using var portal = await TestPortal.StartAsync();
        var before = (string)(await portal.ResultAsync("crm.currency.base.get"))!;

        var added = await portal.ResultAsync(
            "crm.currency.add",
            """{"fields":{"CURRENCY":"TST","AMOUNT_CNT":1,"AMOUNT":1.2345,"SORT":999,"BASE":"N"}}"""
        );
        var id = await portal.AddAsync("""{"CURRENCY_ID":"TST","OPPORTUNITY":5}""");
        var first = await portal.ResultAsync("crm.currency.get", """{"id":"TST"}""");
        await portal.ResultAsync("crm.currency.update", """{"id":"TST","fields":{"AMOUNT":2.3456,"SORT":998}}""");
        var second = await portal.ResultAsync("crm.currency.get", """{"id":"TST"}""");
        await portal.ResultAsync("crm.currency.base.set", """{"id":"TST"}""");
        var refused = await portal.ErrorAsync("crm.currency.delete", """{"id":"TST"}""");
        await portal.ResultAsync("crm.currency.base.set", $$"""{"id":"{{before}}"}""");
        var deleted = await portal.ResultAsync("crm.currency.delete", """{"id":"TST"}""");

        Assert.That(((string?)added, (bool)deleted), Is.EqualTo(("TST", true)));
        Assert.That((string?)(await portal.GetAsync(id))["CURRENCY_ID"], Is.EqualTo("TST"));
        Assert.That(
            new[] { first, second }.Select(known => $"{known["AMOUNT_CNT"]} {known["AMOUNT"]} {known["SORT"]}"),
            Is.EqualTo(new[] { "1 1.2345 999", "1 2.3456 998" })
        );
        Assert.That(refused, Is.EqualTo("400  Cannot delete base currency."));
        Assert.That(await portal.ErrorAsync("crm.currency.get", """{"id":"TST"}"""), Is.EqualTo("400  Not found"));
    }

    [TestCase("crm.currency.add", "{}", "400  Parameter 'fields' must be array.")]
    [TestCase(
        "crm.currency.add",
        """{"fields":{"CURRENCY":"TST"}}""",
        "400 ERROR_CORE Undefined array key \"AMOUNT_CNT\""
    )]
    [TestCase("crm.currency.update", """{"id":"US","fields":{}}""", "400  The parameter id is not defined or invalid.")]
    [TestCase("crm.currency.delete", """{"id":"XXX"}""", "400  Not found")]
    public async Task A_currency_that_cannot_be_written_is_refused(string method, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync(method, call), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_currency_has_the_languages_that_it_was_added_with_and_those_that_were_set()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.ResultAsync(
            "crm.currency.add",
            """{"fields":{"CURRENCY":"TST","AMOUNT_CNT":1,"AMOUNT":1,"LANG":{"en":{"FULL_NAME":"Test","DECIMALS":4}}}}"""
        );

        var set = await portal.ResultAsync(
            "crm.currency.localizations.set",
            """{"id":"TST","localizations":{"en":{"FORMAT_STRING":"$#"},"nl":{"FULL_NAME":"Proef"}}}"""
        );
        var texts = await portal.ResultAsync("crm.currency.localizations.get", """{"id":"TST"}""");
        var currency = await portal.ResultAsync("crm.currency.get", """{"id":"TST"}""");
        await portal.ResultAsync("crm.currency.localizations.delete", """{"id":"TST","lids":["en","de"]}""");
        var rest = await portal.ResultAsync("crm.currency.localizations.get", """{"id":"TST"}""");
        var without = await portal.ResultAsync("crm.currency.get", """{"id":"TST"}""");

        Assert.That((bool)set, Is.True);
        Assert.That(Names(texts), Is.EqualTo("en nl"));
        Assert.That(
            $"{texts["en"]!["FULL_NAME"]} {texts["en"]!["FORMAT_STRING"]} {texts["en"]!["DECIMALS"]}",
            Is.EqualTo("Test $# 4")
        );
        Assert.That(
            $"{currency["FULL_NAME"]} {currency["FORMAT_STRING"]} {currency["DECIMALS"]} {currency["LID"]}",
            Is.EqualTo("Test $# 4 en")
        );
        Assert.That(Names(currency["LANG"]!), Is.EqualTo("en nl"));
        Assert.That(Names(rest), Is.EqualTo("nl"));
        Assert.That((without["FULL_NAME"], without["LID"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    [TestCase("set", """{"id":"EUR","localizations":{}}""", "false")]
    [TestCase("set", """{"id":"EUR","localizations":{"en":"Euro"}}""", "false")]
    [TestCase("set", """{"id":"ZZZ","localizations":{"en":{"FULL_NAME":"Z"}}}""", "false")]
    [TestCase("delete", """{"id":"EUR","lids":[]}""", "false")]
    [TestCase("delete", """{"id":"EUR","lids":["pl"]}""", "false")]
    [TestCase("delete", """{"id":"ZZZ","lids":["en"]}""", "false")]
    [TestCase("get", """{"id":"ZZZ"}""", "[]")]
    public async Task What_changes_no_language_is_no_error(string verb, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        var before = await portal.ResultAsync("crm.currency.localizations.get", """{"id":"EUR"}""");

        var answer = await portal.ResultAsync($"crm.currency.localizations.{verb}", call);

        Assert.That(answer.ToJsonString(), Is.EqualTo(expected));
        Assert.That(
            (await portal.ResultAsync("crm.currency.localizations.get", """{"id":"EUR"}""")).ToJsonString(),
            Is.EqualTo(before.ToJsonString())
        );
    }

    [TestCase("fields", "{}", 7, "400  Access denied.")]
    [TestCase("get", """{"id":"EUR"}""", 7, "400  Access denied.")]
    [TestCase("set", """{"id":"EUR","localizations":{"en":{}}}""", 7, "400  Access denied.")]
    [TestCase("delete", """{"id":"EUR","lids":["en"]}""", 7, "400  Access denied.")]
    [TestCase("get", "{}", 1, "400  The parameter id is invalid or not defined.")]
    [TestCase("set", """{"localizations":{"en":{}}}""", 1, "400  The parameter id is invalid or not defined.")]
    [TestCase("delete", """{"lids":["en"]}""", 1, "400  The parameter id is invalid or not defined.")]
    public async Task Languages_are_for_those_who_may_change_settings(
        string verb,
        string call,
        int user,
        string expected
    )
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.ControlAsync("rights", """{"user":7,"rights":{"canChangeSettings":false}}""");

        var error = await portal.ErrorAsync($"crm.currency.localizations.{verb}", call, user);

        Assert.That(error, Is.EqualTo(expected));
    }

    [Test]
    public async Task Languages_stay_with_the_data()
    {
        var options = new LocalPortalOptions
        {
            DataFile = Path.Combine(Directory.CreateTempSubdirectory().FullName, "portal.db"),
        };
        await using (var portal = await TestPortal.StartAsync(options))
        {
            await portal.ResultAsync(
                "crm.currency.localizations.set",
                """{"id":"USD","localizations":{"nl":{"FULL_NAME":"Dollar"}}}"""
            );
        }

        await using var again = await TestPortal.StartAsync(options);

        Assert.That(
            Names(await again.ResultAsync("crm.currency.localizations.get", """{"id":"USD"}""")),
            Is.EqualTo("en de nl")
        );
    }

    private static string Names(JsonNode node) => string.Join(' ', node.AsObject().Select(member => member.Key));
}
