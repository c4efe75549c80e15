using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class OAuthTests
{
    private static async Task<JsonObject> TokenAsync(TestPortal portal, string query)
    {
        var application = portal.Server.OAuth;
        var filled = query
            .Replace("ID", application.ClientId, StringComparison.Ordinal)
            .Replace("KEY", application.ClientSecret, StringComparison.Ordinal)
            .Replace("REFRESH", application.RefreshToken, StringComparison.Ordinal);
        using var response = await portal.GetAsync("oauth/token/?" + filled);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body["status_code"] = (int)response.StatusCode;
        return body;
    }

    private static async Task<string> CallAsync(TestPortal portal, string token)
    {
        using var response = await portal.PostAsync("rest/profile", $$"""{"auth":"{{token}}"}""");
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (string?)body["error"] ?? (string)body["result"]!["ID"]!;
    }

    [Test]
    public async Task A_code_becomes_tokens_which_expire_and_are_renewed()
    {
        await using var portal = await TestPortal.StartAsync();
        using var page = await portal.GetAsync($"oauth/authorize/?client_id={portal.Server.OAuth.ClientId}&state=s1");
        var given = JsonNode.Parse(await page.Content.ReadAsStringAsync())!;

        var first = await TokenAsync(
            portal,
            $"grant_type=authorization_code&client_id=ID&client_secret=KEY&code={given["code"]}"
        );
        var used = await TokenAsync(
            portal,
            $"grant_type=authorization_code&client_id=ID&client_secret=KEY&code={given["code"]}"
        );
        var works = await CallAsync(portal, (string)first["access_token"]!);
        portal.Clock.Now += TimeSpan.FromSeconds(3600);
        var expired = await CallAsync(portal, (string)first["access_token"]!);
        var second = await TokenAsync(
            portal,
            $"grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token={first["refresh_token"]}"
        );
        var again = await TokenAsync(
            portal,
            $"grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token={first["refresh_token"]}"
        );

        Assert.That(((string?)given["state"], works, expired), Is.EqualTo(("s1", "1", "expired_token")));
        Assert.That(
            (
                first.ContainsKey("expires"),
                second.ContainsKey("expires"),
                (string?)used["error"],
                (string?)again["error"]
            ),
            Is.EqualTo((false, true, "invalid_grant", "invalid_grant"))
        );
        Assert.That(await CallAsync(portal, (string)second["access_token"]!), Is.EqualTo("1"));
    }

    [TestCase("grant_type=password", "400 invalid_request")]
    [TestCase("grant_type=refresh_token&client_id=ID&client_secret=KEY", "400 invalid_request")]
    [TestCase("grant_type=refresh_token&client_id=nope&client_secret=KEY&refresh_token=REFRESH", "200 wrong_client")]
    [TestCase("grant_type=refresh_token&client_id=ID&client_secret=nope&refresh_token=REFRESH", "400 invalid_client")]
    [TestCase("grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token=dead", "400 invalid_grant")]
    [TestCase(
        "grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token=REFRESH&scope=task",
        "403 invalid_scope"
    )]
    [TestCase("grant_type=authorization_code&client_id=ID&client_secret=KEY&code=dead", "400 invalid_grant")]
    public async Task The_token_server_says_why_not(string query, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        var answer = await TokenAsync(portal, query);

        Assert.That($"{answer["status_code"]} {answer["error"]}", Is.EqualTo(error));
    }

    [Test]
    public async Task A_code_lives_thirty_seconds()
    {
        await using var portal = await TestPortal.StartAsync();
        var code = (string)(await portal.ControlAsync("token", """{"user":7,"code":1}"""))["code"]!;
        portal.Clock.Now += TimeSpan.FromSeconds(30);

        Assert.That(
            (string?)
                (await TokenAsync(portal, $"grant_type=authorization_code&client_id=ID&client_secret=KEY&code={code}"))[
                    "error"
                ],
            Is.EqualTo("invalid_grant")
        );
    }

    [Test]
    public async Task Tokens_outlive_a_restart_of_the_portal()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "portal.db");
        string? refresh;
        await using (var before = await TestPortal.StartAsync(new LocalPortalOptions { DataFile = file }))
        {
            refresh = (string?)
                (
                    await TokenAsync(
                        before,
                        "grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token=REFRESH"
                    )
                )["refresh_token"];
        }

        await using var after = await TestPortal.StartAsync(new LocalPortalOptions { DataFile = file });
        Assert.That(
            (string?)
                (
                    await TokenAsync(
                        after,
                        $"grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token={refresh}"
                    )
                )["error"],
            Is.Null
        );
    }

    [Test]
    public async Task Revoked_tokens_are_worthless()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Chaos = "token-revoked@1" });
        var token = (string)(await portal.ControlAsync("token"))["access_token"]!;

        Assert.That(await CallAsync(portal, token), Is.EqualTo("invalid_token"));
        Assert.That(
            (string?)
                (
                    await TokenAsync(
                        portal,
                        "grant_type=refresh_token&client_id=ID&client_secret=KEY&refresh_token=REFRESH"
                    )
                )["error"],
            Is.EqualTo("invalid_grant")
        );
    }
}
