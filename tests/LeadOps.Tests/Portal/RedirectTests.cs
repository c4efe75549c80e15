using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using Microsoft.AspNetCore.Http;

namespace LeadOps.Tests.Portal;

/// <summary>A renamed portal sends its callers to another host.</summary>
internal sealed class RedirectTests
{
    private static readonly PortalCall Create = new(
        "crm.lead.add",
        new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "A" } }
    );

    [Test]
    public async Task A_redirect_to_an_allowed_host_repeats_the_same_post()
    {
        await using var portal = await WirePortal.StartAsync();
        await using var renamed = await WirePortal.StartAsync();
        using var session = portal
            .Then(RedirectTo(renamed.Url))
            .Open(settings => settings with { AllowHosts = [renamed.Url.Authority] });

        var answers = await session.OpenWriter().SendAsync([Create], CancellationToken.None);

        Assert.That(answers, Is.All.InstanceOf<CallResult>());
        Assert.That(renamed.Requests.Single().Method, Is.EqualTo("crm.lead.add"));
        Assert.That(JsonNode.DeepEquals(renamed.Requests.Single().Body, Create.Parameters));
    }

    /// <summary>As when a machine sleeps while it connects: somebody else may have written these leads since.</summary>
    [Test]
    public async Task A_write_that_is_too_old_when_its_bytes_would_leave_stays_here()
    {
        await using var portal = await WirePortal.StartAsync();
        await using var renamed = await WirePortal.StartAsync();
        using var session = portal
            .Then(
                (context, body) =>
                {
                    portal.Time.Advance(TimeSpan.FromMinutes(2));
                    return RedirectTo(renamed.Url)(context, body);
                }
            )
            .Open(settings => settings with { AllowHosts = [renamed.Url.Authority] });
        var sending = new Sending { FreshUntil = portal.Time.GetUtcNow().AddMinutes(1) };

        var answers = await session.OpenWriter().SendAsync([Create], sending, CancellationToken.None);

        Assert.That(answers, Is.All.InstanceOf<CallNotExecuted>());
        Assert.That(sending.MayHaveActed, Is.False);
        Assert.That(renamed.Requests, Is.Empty);
    }

    [TestCase("https://elsewhere.example/rest/1/s3cr3t/", "allowHosts")]
    [TestCase("http://elsewhere.example/rest/1/s3cr3t/", "without https")]
    public async Task A_redirect_elsewhere_or_away_from_https_is_refused(string target, string expected)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(RedirectTo(new Uri(target))).Open();

        var problem = await Assert.ThrowsAsync<LeadOpsException>(() =>
            session.OpenWriter().SendAsync([Create], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.Contain(expected).And.Not.Contains("s3cr3t"));
    }

    [TestCase(301, "/rest/1/s3cr3t/crm.lead.add/")]
    [TestCase(307, "/rest/1/s3cr3t/crm.lead.add.json?x=1")]
    [TestCase(308, "CRM.lead.add")]
    public async Task A_redirect_may_spell_the_method_in_its_way(int status, string location)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(Answer(status, location)).Then(WirePortal.Ok).Open();

        var answers = await session.OpenWriter().SendAsync([Create], CancellationToken.None);

        Assert.That(answers, Is.All.InstanceOf<CallResult>());
        Assert.That(portal.Requests.Select(request => request.Method), Is.All.EqualTo("crm.lead.add"));
    }

    [TestCase("/login/?backurl=/rest/1/s3cr3t/crm.lead.add", "to a page of `127.0.0.1:")]
    [TestCase("https://auth.example/oauth/", "to a page of `auth.example` that is not its API")]
    [TestCase("/", "to a page of `127.0.0.1:")]
    [TestCase(null, "without an address")]
    [TestCase("crm.lead.add", "in a circle")]
    public async Task Any_other_redirect_is_not_followed(string? location, string expected)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(Answer(302, location)).Open();

        var problem = await Assert.ThrowsAsync<LeadOpsException>(() =>
            session.OpenWriter().SendAsync([Create], CancellationToken.None)
        );

        Assert.That(
            problem!.Message,
            Does.Contain("redirects " + expected).And.Contain("Check `portals.test.url`").And.Not.Contains("s3cr3t")
        );
    }

    private static Func<HttpContext, JsonObject, Task> Answer(int status, string? location) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    private static Func<HttpContext, JsonObject, Task> RedirectTo(Uri target) =>
        (context, _) =>
        {
            context.Response.Redirect(new Uri(target, "crm.lead.add").AbsoluteUri);
            return Task.CompletedTask;
        };
}
