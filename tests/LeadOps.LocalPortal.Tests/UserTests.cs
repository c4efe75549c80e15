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
