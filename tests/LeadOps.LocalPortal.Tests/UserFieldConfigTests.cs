using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>userfieldconfig.*: custom fields of leads under camelCase names.</summary>
internal sealed class UserFieldConfigTests
{
    private const string Secret = "configsecret";

    private const string Kind = """
        {"entityId":"CRM_LEAD","fieldName":"UF_CRM_LEAD_KIND","userTypeId":"enumeration","multiple":"Y",
        "editFormLabel":{"en":"Kind"},"listColumnLabel":"ignored","enum":[{"value":"A","def":"Y"},{"value":"B"}]}
        """;

    private static Task<TestPortal> StartAsync(params string[] scopes) =>
        TestPortal.StartAsync(
            new LocalPortalOptions
            {
                Webhooks =
                [
                    new LocalWebhook(1, Secret) { Scopes = scopes.Length > 0 ? scopes : ["crm", "userfieldconfig"] },
                    new LocalWebhook(7, Secret) { Scopes = ["crm", "userfieldconfig"] },
                ],
            }
        );

    private static async Task<JsonNode?> CallAsync(TestPortal portal, string verb, string json)
    {
        var answer = await portal.CallAsync(
            $"userfieldconfig.{verb}",
            $$"""{"moduleId":"crm",{{json}}}""",
            secret: Secret
        );
        Assert.That((int)answer["status"]!, Is.EqualTo(200), answer.ToJsonString());
        return answer["result"];
    }

    [Test]
    public async Task A_field_is_added_changed_and_deleted()
    {
        await using var portal = await StartAsync();
        var lead = await portal.AddAsync("{}");

        var added = (await CallAsync(portal, "add", $"\"field\":{Kind}"))!["field"]!;
        var id = (string)added["id"]!;
        var option = (string)added["enum"]![0]!["id"]!;
        await portal.UpdateAsync(lead, $$"""{"UF_CRM_LEAD_KIND":[{{option}}]}""");
        var changed = (
            await CallAsync(
                portal,
                "update",
                $$"""
                "id":{{id}},"field":{"mandatory":"Y","fieldName":"UF_CRM_LEAD_OTHER","userTypeId":"enumeration",
                "enum":[{"id":{{option}},"del":"Y"},{"value":"C"}]}
                """
            )
        )!["field"]!;
        var legacy = await portal.ResultAsync("crm.lead.userfield.get", $$"""{"id":{{id}}}""");
        var got = await CallAsync(portal, "get", $"\"id\":{id}");
        var deleted = await CallAsync(portal, "delete", $"\"id\":{id}");

        Assert.That(
            $"{added["entityId"]} {added["userTypeId"]} {added["multiple"]} {added["showInList"]} {added["sort"]}",
            Is.EqualTo("CRM_LEAD enumeration Y Y 100")
        );
        Assert.That(added["editFormLabel"]!.ToJsonString(), Is.EqualTo("""{"en":"Kind","de":null,"ru":null}"""));
        Assert.That(added["listColumnLabel"]!["en"], Is.Null);
        Assert.That($"{added["enum"]![0]!["userFieldId"]} {added["enum"]![0]!["def"]}", Is.EqualTo($"{id} Y"));
        Assert.That(
            (
                $"{changed["fieldName"]} {changed["mandatory"]}",
                string.Join(' ', changed["enum"]!.AsArray().Select(item => item!["value"]))
            ),
            Is.EqualTo(("UF_CRM_LEAD_KIND Y", "B C"))
        );
        Assert.That((string?)legacy["MANDATORY"], Is.EqualTo("Y"));
        Assert.That(got!["field"]!.ToJsonString(), Is.EqualTo(changed.ToJsonString()));
        Assert.That(deleted, Is.Null);
        Assert.That((await portal.GetAsync(lead)).AsObject().ContainsKey("UF_CRM_LEAD_KIND"), Is.False);
    }

    [Test]
    public async Task Options_stay_when_an_update_does_not_name_the_type()
    {
        await using var portal = await StartAsync();
        var id = (await CallAsync(portal, "add", $"\"field\":{Kind}"))!["field"]!["id"]!;

        var changed = await CallAsync(
            portal,
            "update",
            $$"""
            "id":{{id}},"field":{"enum":[{"value":"C"}]}
            """
        );

        Assert.That(changed!["field"]!["enum"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase(
        "{}",
        "id entityId fieldName userTypeId xmlId sort multiple mandatory showFilter showInList editInList isSearchable settings",
        31
    )]
    [TestCase("""{"select":["id","sort"],"filter":{"userTypeId":"boolean"}}""", "id sort", 1)]
    [TestCase(
        """{"select":{"0":"fieldName","language":"en"},"filter":{"%fieldName":"NOTE"}}""",
        "fieldName languageId editFormLabel listColumnLabel listFilterLabel errorMessage helpMessage",
        1
    )]
    [TestCase("""{"filter":{"entityId":"CRM_LEAD","multiple":"Y","!userTypeId":"string"},"select":["id"]}""", "id", 14)]
    public async Task Fields_are_listed_under_their_names(string call, string members, int total)
    {
        await using var portal = await StartAsync();

        var answer = await portal.CallAsync(
            "userfieldconfig.list",
            call == "{}" ? """{"moduleId":"crm"}""" : $$"""{"moduleId":"crm",{{call[1..]}}""",
            secret: Secret
        );

        var rows = answer["result"]!["fields"]!.AsArray();
        Assert.That((int)answer["total"]!, Is.EqualTo(total));
        Assert.That(string.Join(' ', rows[0]!.AsObject().Select(member => member.Key)), Is.EqualTo(members));
    }

    [Test]
    public async Task The_types_are_those_of_the_older_methods()
    {
        await using var portal = await StartAsync();

        var types = (await CallAsync(portal, "getTypes", "\"x\":1"))!["types"]!.AsObject();
        var older = (await portal.ResultAsync("crm.userfield.types")).AsArray();

        Assert.That(
            types.Select(type => $"{type.Key} {type.Value!["userTypeId"]} {type.Value["description"]}"),
            Is.EqualTo(older.Select(type => $"{type!["ID"]} {type["ID"]} {type["title"]}"))
        );
    }

    [TestCase("get", """{"moduleId":"crm","id":9999}""", 1, " You do not have permission to view user field settings")]
    [TestCase(
        "update",
        """{"moduleId":"crm","id":9999,"field":{}}""",
        1,
        " You cannot change the settings of the user field"
    )]
    [TestCase(
        "update",
        """{"moduleId":"crm","id":881,"field":{}}""",
        7,
        " You cannot change the settings of the user field"
    )]
    [TestCase("delete", """{"moduleId":"crm","id":9999}""", 1, " You cannot delete the user field")]
    [TestCase("delete", """{"moduleId":"crm","id":881}""", 7, " You cannot delete the user field")]
    [TestCase(
        "list",
        """{"moduleId":"crm","filter":{"entityId":"CRM_DEAL"}}""",
        1,
        " You do not have permission to view user field settings"
    )]
    [TestCase("list", "{}", 1, "100 Could not find value for parameter {moduleId}")]
    [TestCase("getTypes", """{"moduleId":"rpa"}""", 1, " The current method required more scopes. (rpa)")]
    [TestCase("getTypes", """{"moduleId":"userfieldconfig"}""", 1, " No settings for UserFieldAccess")]
    [TestCase("add", """{"moduleId":"crm"}""", 1, "100 Could not find value for parameter {field}")]
    [TestCase("add", """{"moduleId":"crm","field":{"entityId":"CRM_LEAD"}}""", 7, " Access denied")]
    [TestCase(
        "add",
        """{"moduleId":"crm","field":{"entityId":"CRM_DEAL","fieldName":"UF_CRM_LEAD_X"}}""",
        1,
        " You cannot create custom fields"
    )]
    [TestCase(
        "add",
        """{"moduleId":"crm","field":{"entityId":"CRM_LEAD","fieldName":"UF_CRM_X"}}""",
        1,
        " You cannot create custom fields"
    )]
    [TestCase(
        "add",
        """{"moduleId":"crm","field":{"entityId":"CRM_LEAD","userTypeId":"string"}}""",
        1,
        " The 'FIELD_NAME' field is not found."
    )]
    [TestCase(
        "add",
        """{"moduleId":"crm","field":{"entityId":"CRM_LEAD","fieldName":"UF_CRM_LEAD_X"}}""",
        1,
        " The 'USER_TYPE_ID' field is not found."
    )]
    public async Task What_a_caller_may_not_do_is_refused(string verb, string call, int user, string expected)
    {
        await using var portal = await StartAsync();
        await portal.ControlAsync("rights", """{"user":7,"rights":{"canChangeSettings":false}}""");

        var error = await portal.ErrorAsync($"userfieldconfig.{verb}", call, user, Secret);

        Assert.That(error, Is.EqualTo("400 " + expected));
    }

    [TestCase("crm", "401 insufficient_scope")]
    [TestCase("userfieldconfig", "400  The current method required more scopes. (crm)")]
    public async Task Both_scopes_are_needed(string scope, string expected)
    {
        await using var portal = await StartAsync(scope);

        var error = await portal.ErrorAsync("userfieldconfig.getTypes", """{"moduleId":"crm"}""", 1, Secret);

        Assert.That(error, Does.StartWith(expected));
    }
}
