using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>What the official SDKs ask for around leads, in the way in which they ask.</summary>
internal sealed class SdkTests
{
    [TestCase("crm.enum.activitydirection", 3)]
    [TestCase("crm.enum.activitynotifytype", 4)]
    [TestCase("crm.enum.activitypriority", 4)]
    [TestCase("crm.enum.activitystatus", 4)]
    [TestCase("crm.enum.activitytype", 7)]
    [TestCase("crm.enum.addresstype", 6)]
    [TestCase("crm.enum.contenttype", 4)]
    [TestCase("crm.enum.ownertype", 9)]
    [TestCase("crm.enum.settings.mode", 2)]
    public async Task A_list_of_the_portal_has_numbers_and_names(string method, int count)
    {
        await using var portal = await TestPortal.StartAsync();

        var items = (await portal.ResultAsync(method)).AsArray();

        Assert.That(items, Has.Count.EqualTo(count));
        Assert.That(
            items.Select(item => string.Join(' ', item!.AsObject().Select(member => member.Key))).Distinct(),
            Is.EqualTo(new[] { "ID NAME SYMBOL_CODE SYMBOL_CODE_SHORT" })
        );
        Assert.That(
            items.Select(item => (item!["ID"]!.GetValueKind(), item["NAME"]!.GetValueKind())).Distinct(),
            Is.EqualTo(new[] { (JsonValueKind.Number, JsonValueKind.String) })
        );
    }

    [Test]
    public async Task The_members_of_such_lists_are_described()
    {
        await using var portal = await TestPortal.StartAsync();

        var fields = (await portal.ResultAsync("crm.enum.fields")).AsObject();
        var owners = await portal.ResultAsync("crm.enum.getorderownertypes");

        Assert.That(
            fields.Select(field => $"{field.Key} {(string)field.Value!["type"]!} {(bool)field.Value["isReadOnly"]!}"),
            Is.EqualTo(
                new[] { "ID int True", "NAME string True", "SYMBOL_CODE string True", "SYMBOL_CODE_SHORT string True" }
            )
        );
        Assert.That(owners.ToJsonString(), Does.Contain("\"DEAL\""));
    }

    [TestCase("""{"CODE":"rest_offline_extended"}""", "200 N")]
    [TestCase("""{"CODE":"rest_auth_connector"}""", "200 N")]
    [TestCase("""{"CODE":""}""", "400 CODE_EMPTY")]
    [TestCase("""{"CODE":0}""", "400 CODE_EMPTY")]
    [TestCase("{}", "400 CODE_EMPTY")]
    public async Task A_feature_is_asked_for_by_its_code(string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        var answer = await portal.CallAsync("feature.get", call);

        Assert.That($"{answer["status"]} {answer["result"]?["value"] ?? answer["error"]}", Is.EqualTo(expected));
    }

    [TestCase("ID XML_ID NAME LAST_NAME EMAIL LAST_LOGIN DATE_REGISTER TIME_ZONE IS_ONLINE", JsonValueKind.String)]
    [TestCase("TIMESTAMP_X LAST_ACTIVITY_DATE PERSONAL_GENDER PERSONAL_BIRTHDAY", JsonValueKind.String)]
    [TestCase("UF_EMPLOYMENT_DATE", JsonValueKind.String)]
    [TestCase("ACTIVE", JsonValueKind.True)]
    [TestCase("UF_DEPARTMENT", JsonValueKind.Array)]
    public async Task The_caller_is_told_with_values_of_the_documented_kinds(string names, JsonValueKind kind)
    {
        await using var portal = await TestPortal.StartAsync();

        var (user, fields) = (await portal.ResultAsync("user.current"), await portal.ResultAsync("user.fields"));

        Assert.Multiple(() =>
        {
            foreach (var name in names.Split(' '))
            {
                Assert.That(user[name]?.GetValueKind(), Is.EqualTo(kind), name);
                Assert.That(fields[name]?.GetValueKind(), Is.EqualTo(JsonValueKind.String), name);
            }
        });
    }

    [TestCase("{}", "1 7 9 11")]
    [TestCase("""{"NAME":"anna"}""", "1")]
    [TestCase("""{"FILTER":{"NAME":"anna"}}""", "1")]
    [TestCase("""{"WORK_POSITION":"sales"}""", "7 9")]
    [TestCase("""{"FILTER":{"WORK_POSITION":"sales","LAST_NAME":"vo"}}""", "9")]
    [TestCase("""{"FILTER":{"USER_TYPE":"employee"}}""", "1 7 9 11")]
    [TestCase("""{"FILTER":{"USER_TYPE":"extranet"}}""", "")]
    [TestCase("""{"FIND":"sales lars"}""", "7")]
    [TestCase("""{"FILTER":{"FIND":"keller"}}""", "1")]
    public async Task A_user_is_searched_by_parts_in_a_filter_or_beside_it(string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        var users = (await portal.ResultAsync("user.search", call)).AsArray();

        Assert.That(string.Join(' ', users.Select(user => (string)user!["ID"]!)), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_user_who_was_dismissed_has_empty_objects_for_dates()
    {
        await using var portal = await TestPortal.StartAsync();

        var user = (await portal.ResultAsync("user.get", """{"FILTER":{"ACTIVE":false}}"""))[0]!;

        Assert.That(user["LAST_ACTIVITY_DATE"]!.ToJsonString(), Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_lead_has_no_rows_that_wait_for_payment()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("{}");

        var answer = await portal.ResultAsync(
            "crm.item.productrow.getAvailableForPayment",
            $$"""{"ownerType":"L","ownerId":{{id}}}"""
        );

        Assert.That(answer["productRows"]!.AsArray(), Is.Empty);
    }

    [TestCase("""{"id":1,"rows":null}""")]
    [TestCase("""{"id":1}""")]
    [TestCase("""{"id":1,"rows":"x"}""")]
    public async Task Rows_that_are_not_a_list_are_refused_and_stay(string call)
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("{}");
        await portal.ResultAsync("crm.lead.productrows.set", """{"id":1,"rows":[{"PRICE":5}]}""");

        var error = await portal.ErrorAsync("crm.lead.productrows.set", call);

        Assert.That(error, Is.EqualTo("400  The parameter rows must be array"));
        Assert.That(
            (await portal.ResultAsync("crm.lead.productrows.get", """{"id":1}""")).AsArray(),
            Has.Count.EqualTo(1)
        );
    }

    /// <summary>
    /// Pages of one batch, each from where the one before it ended. What stands behind the last full page is empty
    /// or begins anew, and the SDKs leave it aside.
    /// </summary>
    [TestCase("crm.lead.list", "", "", "ID", 120)]
    [TestCase("crm.item.list", "entityTypeId=1&", "[items]", "id", 120)]
    [TestCase("crm.stagehistory.list", "entityTypeId=1&", "[items]", "ID", 120)]
    [TestCase("crm.contact.list", "", "", "ID", 120)]
    public async Task A_batch_reads_page_after_page_by_its_own_results(
        string method,
        string parameters,
        string wrapper,
        string idField,
        int count
    )
    {
        await using var portal = await TestPortal.StartAsync();
        var made = method == "crm.contact.list" ? "crm.contact.add" : "crm.lead.add";
        for (var i = 0; i < count; i++)
        {
            await portal.ResultAsync(made, """{"fields":{"NAME":"Ada"}}""");
        }

        var commands = Enumerable
            .Range(0, 4)
            .Select(page =>
                $"{method}?{parameters}order[{idField}]=DESC&start=-1"
                + (page == 0 ? "" : $"&filter[%3C{idField}]=$result[req_{page - 1}]{wrapper}[49][{idField}]")
            );
        var batch = new JsonObject
        {
            ["halt"] = true,
            ["cmd"] = new JsonObject(
                commands.Select((command, page) => KeyValuePair.Create($"req_{page}", (JsonNode?)command))
            ),
        };
        var answer = (await portal.ResultAsync("batch", batch.ToJsonString()))["result"]!;

        var ids = new List<long>();
        for (var page = 0; page < 3; page++)
        {
            var rows = answer[$"req_{page}"]!;
            ids.AddRange((rows is JsonArray ? rows : rows["items"])!.AsArray().Select(row => Id(row![idField]!)));
        }

        Assert.That(ids, Is.Ordered.Descending.And.Unique);
        Assert.That(ids, Has.Count.GreaterThanOrEqualTo(count));
    }

    private static long Id(JsonNode node) => long.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
