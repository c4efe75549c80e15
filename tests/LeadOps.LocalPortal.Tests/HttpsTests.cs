using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class HttpsTests
{
    [Test]
    public async Task An_SDK_that_trusts_the_certificate_calls_over_https()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { HttpsPort = 0, SeedLeads = 1 });
        using var root = X509Certificate2.CreateFromPem(portal.Server.Certificate);
        using var trusting = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        using var client = new HttpClient(trusting);
        using var stranger = new HttpClient();

        using var answer = await client.PostAsJsonAsync(
            new Uri(portal.Server.HttpsUrl!, "crm.lead.get"),
            new { id = 1 }
        );
        var byName = await client.GetStringAsync(
            new UriBuilder(portal.Server.HttpsUrl!)
            {
                Host = "localhost",
                Path = portal.Server.HttpsUrl!.AbsolutePath + "profile",
            }.Uri
        );

        Assert.That((string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["result"]!["ID"], Is.EqualTo("1"));
        Assert.That(byName, Does.StartWith("""{"result":{"ID":"1","""));
        Assert.That(async () => await stranger.GetAsync(portal.Server.HttpsUrl), Throws.TypeOf<HttpRequestException>());
        Assert.That((await portal.GetAsync(1))["ID"], Is.Not.Null);
    }

    [Test]
    public async Task A_portal_that_wants_https_answers_over_https_only()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { HttpsPort = 0 });
        await portal.ControlAsync("settings", """{"blocked":"https"}""");
        using var trusting = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, given, _, _) =>
                given!.ExportCertificatePem() == portal.Server.Certificate,
        };
        using var client = new HttpClient(trusting);

        var plain = await portal.ErrorAsync("profile");
        using var secure = await client.GetAsync(new Uri(portal.Server.HttpsUrl!, "profile"));

        Assert.That(plain, Is.EqualTo("400 INVALID_REQUEST Https required"));
        Assert.That(secure.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_taken_port_for_https_is_named()
    {
        await using var first = await TestPortal.StartAsync();

        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { HttpsPort = first.Server.BaseUrl.Port }),
            Throws
                .TypeOf<LocalPortalException>()
                .With.Message.EqualTo(
                    $"Port {first.Server.BaseUrl.Port} is taken or may not be used. "
                        + "Stop the program that holds it, or give another with `--https`."
                )
        );
    }
}
