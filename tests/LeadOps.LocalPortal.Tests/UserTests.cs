namespace LeadOps.LocalPortal.Tests;

/// <summary>Users are added and changed by administrators.</summary>
internal sealed class UserTests
{
    private const string Secret = "usersecret";

    private static Task<TestPortal> StartAsync() =>
        TestPortal.StartAsync(
            new LocalPortalOptions
            {
                Webhooks =
                [
                    new LocalWebhook(1, Secret) { Scopes = ["crm", "user"] },
                    new LocalWebhook(7, Secret) { Scopes = ["crm", "user"] },
                ],
            }
        );

    [Test]
    public async Task A_new_user_can_be_responsible_for_a_lead_and_be_dismissed()
    {
        await using var portal = await StartAsync();
        Task<System.Text.Json.Nodes.JsonObject> CallAsync(string method, string json) =>
            portal.CallAsync(method, json, secret: Secret);

        var id = (int)
            (await CallAsync("user.add", """{"NAME":"Noor","EMAIL":"noor@acme.example","UF_DEPARTMENT":[15]}"""))[
                "result"
            ]!;
        var updated = await CallAsync("user.update", $$"""{"ID":{{id}},"LAST_NAME":"Smit","ACTIVE":"N"}""");
        var lead = await portal.AddAsync($$"""{"ASSIGNED_BY_ID":{{id}}}""");
        var user = (await CallAsync("user.get", $$"""{"FILTER":{"ID":{{id}} } }"""))["result"]![0]!;

        Assert.That((bool)updated["result"]!, Is.True);
        Assert.That(
            $"{user["NAME"]} {user["LAST_NAME"]} {user["EMAIL"]} {user["ACTIVE"]} {user["UF_DEPARTMENT"]![0]}",
            Is.EqualTo("Noor Smit noor@acme.example false 15")
        );
        Assert.That((string?)(await portal.GetAsync(lead))["ASSIGNED_BY_ID"], Is.EqualTo($"{id}"));
    }

    [Test]
    public async Task What_was_written_to_any_field_of_a_user_is_answered()
    {
        await using var portal = await StartAsync();

        await portal.CallAsync(
            "user.update",
            """{"ID":9,"ACTIVE":false,"WORK_POSITION":"Sales lead","PERSONAL_GENDER":"F","PERSONAL_BIRTHDAY":"1990-05-01"}""",
            secret: Secret
        );
        var answer = await portal.CallAsync("user.search", """{"FILTER":{"FIND":"sales lead"}}""", secret: Secret);

        var user = answer["result"]!.AsArray().Single()!;
        Assert.That(
            $"{user["ID"]} {user["ACTIVE"]} {user["PERSONAL_GENDER"]} {user["PERSONAL_BIRTHDAY"]}",
            Is.EqualTo("9 false F 1990-05-01")
        );
    }

    [TestCase("""{"ACCESS":["AU","G2"]}""", 7, true)]
    [TestCase("""{"ACCESS":["U7"]}""", 7, true)]
    [TestCase("""{"ACCESS":["U9","G1"]}""", 7, false)]
    [TestCase("""{"ACCESS":["G1"]}""", 1, true)]
    public async Task A_caller_is_told_whether_a_right_is_hers(string call, int user, bool expected)
    {
        await using var portal = await StartAsync();

        var answer = await portal.CallAsync("user.access", call, user, Secret);

        Assert.That((bool)answer["result"]!, Is.EqualTo(expected));
    }

    [TestCase("add", """{"NAME":"Noor"}""", 1, Secret, "ERROR_ARGUMENT wrong_email")]
    [TestCase(
        "add",
        """{"EMAIL":"LARS.OHM@acme.example","UF_DEPARTMENT":[1]}""",
        1,
        Secret,
        "ERROR_ARGUMENT User with this email already exists"
    )]
    [TestCase("add", """{"EMAIL":"noor@acme.example"}""", 1, Secret, "ERROR_ARGUMENT no_extranet_field")]
    [TestCase("add", """{"EMAIL":"noor@acme.example","UF_DEPARTMENT":[1]}""", 7, Secret, "ERROR_CORE access_denied")]
    [TestCase("add", """{"EMAIL":"noor@acme.example","UF_DEPARTMENT":[1]}""", 1, null, "ERROR_CORE access_denied")]
    [TestCase("update", """{"ID":999,"NAME":"Noor"}""", 1, Secret, "ERROR_CORE access_denied")]
    public async Task A_user_that_cannot_be_written_is_refused(
        string verb,
        string call,
        int user,
        string? secret,
        string expected
    )
    {
        await using var portal = await StartAsync();

        Assert.That(await portal.ErrorAsync($"user.{verb}", call, user, secret), Is.EqualTo("400 " + expected));
    }
}
