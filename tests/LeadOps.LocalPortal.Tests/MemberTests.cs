using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Which members an answer has, and in which order.</summary>
internal sealed class MemberTests
{
    private const string Lead =
        "ID TITLE HONORIFIC NAME SECOND_NAME LAST_NAME COMPANY_TITLE COMPANY_ID CONTACT_ID IS_RETURN_CUSTOMER "
        + "BIRTHDATE "
        + "SOURCE_ID SOURCE_DESCRIPTION STATUS_ID STATUS_DESCRIPTION POST COMMENTS CURRENCY_ID OPPORTUNITY "
        + "IS_MANUAL_OPPORTUNITY HAS_PHONE HAS_EMAIL HAS_IMOL ASSIGNED_BY_ID CREATED_BY_ID MODIFY_BY_ID DATE_CREATE "
        + "DATE_MODIFY DATE_CLOSED STATUS_SEMANTIC_ID OPENED ORIGINATOR_ID ORIGIN_ID MOVED_BY_ID MOVED_TIME ADDRESS "
        + "ADDRESS_2 ADDRESS_CITY ADDRESS_POSTAL_CODE ADDRESS_REGION ADDRESS_PROVINCE ADDRESS_COUNTRY "
        + "ADDRESS_COUNTRY_CODE ADDRESS_LOC_ADDR_ID UTM_SOURCE UTM_MEDIUM UTM_CAMPAIGN UTM_CONTENT UTM_TERM "
        + "LAST_ACTIVITY_BY LAST_ACTIVITY_TIME";

    [Test]
    public async Task A_list_answers_leads_in_the_order_of_the_portal()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("""{"PHONE":[{"VALUE":"1"}]}""");

        var row = (await portal.ResultAsync("crm.lead.list", """{"select":["*"]}"""))[0]!.AsObject();

        Assert.That(Names(row), Is.EqualTo(Lead));
    }

    [Test]
    public async Task A_lead_is_answered_in_the_order_of_the_portal_with_multifields_at_the_end()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"EMAIL":[{"VALUE":"a@example.com"}],"PHONE":[{"VALUE":"1"}]}""");

        var names = Names((await portal.GetAsync(id)).AsObject());

        Assert.That(names, Does.StartWith(Lead + " UF_CRM_NOTE ").And.EndsWith(" PHONE EMAIL"));
    }

    [Test]
    public async Task Product_rows_are_answered_in_the_order_of_the_portal()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("{}");
        await portal.ResultAsync(
            "crm.lead.productrows.set",
            $$"""{"id":{{id}},"rows":[{"PRODUCT_NAME":"Audit","PRICE":1}]}"""
        );

        var row = (await portal.ResultAsync("crm.lead.productrows.get", $$"""{"id":{{id}}}"""))[0]!;
        var item = (
            await portal.ResultAsync(
                "crm.item.productrow.list",
                $$"""{"filter":{"=ownerType":"L","=ownerId":{{id}} } }"""
            )
        )["productRows"]![0]!;

        Assert.That(
            Names(row),
            Is.EqualTo(
                "ID OWNER_ID OWNER_TYPE PRODUCT_ID PRODUCT_NAME ORIGINAL_PRODUCT_NAME PRODUCT_DESCRIPTION PRICE "
                    + "PRICE_EXCLUSIVE "
                    + "PRICE_NETTO PRICE_BRUTTO PRICE_ACCOUNT QUANTITY DISCOUNT_TYPE_ID DISCOUNT_RATE DISCOUNT_SUM "
                    + "TAX_RATE "
                    + "TAX_INCLUDED CUSTOMIZED MEASURE_CODE MEASURE_NAME SORT XML_ID TYPE STORE_ID RESERVE_ID "
                    + "DATE_RESERVE_END "
                    + "RESERVE_QUANTITY"
            )
        );
        Assert.That(
            Names(item),
            Is.EqualTo(
                "id ownerId ownerType productId productName price priceAccount priceExclusive priceNetto "
                    + "priceBrutto quantity "
                    + "discountTypeId discountRate discountSum taxRate taxIncluded customized measureCode "
                    + "measureName sort xmlId "
                    + "type storeId"
            )
        );
    }

    [TestCase("crm.status.fields", "{}", "EXTRA", "crm_status_extra")]
    [TestCase("crm.currency.fields", "{}", "LANG", "currency_localization")]
    [TestCase("crm.currency.fields", "{}", "DATE_UPDATE", "datetime")]
    [TestCase("crm.contact.fields", "{}", "TYPE_ID", "crm_status")]
    [TestCase("crm.contact.fields", "{}", "COMPANY_IDS", "crm_company")]
    [TestCase("crm.company.fields", "{}", "REG_ADDRESS_CITY", "string")]
    public async Task A_description_has_the_documented_member(string method, string call, string member, string type)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That((string?)(await portal.ResultAsync(method, call))[member]?["type"], Is.EqualTo(type));
    }

    [TestCase("crm.item.productrow.fields", "{}", "taxName", false)]
    [TestCase("crm.item.productrow.fields", "{}", "customized", false)]
    [TestCase("crm.item.productrow.fields", "{}", "type", true)]
    [TestCase("crm.item.productrow.fields", "{}", "storeId", true)]
    [TestCase("crm.item.productrow.fields", "{}", "priceNetto", true)]
    [TestCase("crm.item.fields", """{"entityTypeId":1}""", "contacts", false)]
    public async Task An_item_description_has_the_documented_member(
        string method,
        string call,
        string member,
        bool isReadOnly
    )
    {
        await using var portal = await TestPortal.StartAsync();

        var fields = (await portal.ResultAsync(method, call))["fields"]!;

        Assert.That((bool?)fields[member]?["isReadOnly"], Is.EqualTo(isReadOnly));
    }

    [Test]
    public async Task A_currency_is_answered_with_its_languages()
    {
        await using var portal = await TestPortal.StartAsync();

        var currency = await portal.ResultAsync("crm.currency.get", """{"id":"USD"}""");

        Assert.That(
            ((string?)currency["LANG"]!["en"]!["FORMAT_STRING"], (string?)currency["LANG"]!["de"]!["HIDE_ZERO"]),
            Is.EqualTo(("$#", "Y"))
        );
    }

    [TestCase("user_basic", true)]
    [TestCase("user_brief", false)]
    public async Task What_is_told_of_a_user_depends_on_the_scope(string scope, bool hasEmail)
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Webhooks = [new LocalWebhook(7, "another1") { Scopes = ["crm", scope] }] }
        );

        var fields = (await portal.CallAsync("user.fields", user: 7, secret: "another1"))["result"]!.AsObject();
        var user = (await portal.CallAsync("user.current", user: 7, secret: "another1"))["result"]!.AsObject();

        Assert.That((fields.ContainsKey("EMAIL"), user.ContainsKey("EMAIL")), Is.EqualTo((hasEmail, hasEmail)));
        Assert.That((string?)fields["LAST_NAME"], Is.EqualTo("Last Name"));
        Assert.That(
            new[] { "SECOND_NAME", "DATE_REGISTER", "TIMESTAMP_X", "UF_EMPLOYMENT_DATE", "USER_TYPE" }.All(
                user.ContainsKey
            ),
            user.ToJsonString()
        );
    }

    private static string Names(JsonNode row) => string.Join(' ', row.AsObject().Select(member => member.Key));
}
