using System.Text.Json.Nodes;
using LeadOps.Portal;
using Microsoft.AspNetCore.Http;

namespace LeadOps.Tests.Portal;

internal sealed class PortalReaderTests
{
    private static readonly PortalCall Read = new("crm.lead.userfield.get", new JsonObject { ["id"] = 1 });

    [TestCase("""{"error":"INTERNAL_SERVER_ERROR"}""", 500)]
    [TestCase("<html>Bad gateway</html>", 502)]
    [TestCase("", 200)]
    public async Task A_read_is_repeated_until_the_portal_recovers(string body, int status)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(body, status).Then(body, status).Then("""{"result":5}""").Open();

        var result = await session.Reader.CallAsync("crm.lead.userfield.get", [], CancellationToken.None);

        Assert.That(result.GetInt32(), Is.EqualTo(5));
        Assert.That(session.Stats.Snapshot().Retries, Is.EqualTo(2));
    }

    [Test]
    public async Task A_read_that_keeps_failing_is_given_up_with_advice()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then("<html/>", 500).Open();

        var problem = await Assert.ThrowsAsync<PortalException>(() =>
            session.Reader.CallAsync("crm.lead.userfield.get", [], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.Contain("HTTP 500").And.Contain("try again later"));
        Assert.That(portal.Requests, Has.Count.EqualTo(8));
    }

    [TestCase("attachment; filename=\"offer.pdf\"", "offer.pdf")]
    [TestCase("attachment; filename=offer.pdf", "offer.pdf")]
    [TestCase("attachment; filename=\"Angebot ü 😀.pdf\"", "Angebot ü 😀.pdf")]
    [TestCase(
        "attachment; filename=\"Договор.pdf\"; filename*=utf-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80.pdf",
        "Договор.pdf"
    )]
    [TestCase("attachment", null)]
    [TestCase(null, null)]
    public async Task A_file_is_known_by_the_name_that_its_answer_gives(string? disposition, string? name)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal
            .Then(
                (context, _) =>
                {
                    context.Response.Headers.ContentDisposition = disposition;
                    return context.Response.WriteAsync("hello");
                }
            )
            .Open();

        var file = await session.Reader.FileAsync("/file?token=1", CancellationToken.None);

        Assert.That(file, Is.EqualTo(name is null ? null : ((string, long)?)(name, 5)));
    }

    [TestCase("crm.lead.update")]
    [TestCase("crm.lead.delete")]
    [TestCase("crm.lead.contact.items.set")]
    [TestCase("batch")]
    public async Task A_method_that_may_write_is_refused(string method)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Open();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            session.Reader.BatchAsync([new PortalCall(method, [])], CancellationToken.None)
        );
        Assert.That(portal.Requests, Is.Empty);
    }

    [Test]
    public async Task Parts_of_a_batch_that_failed_for_the_moment_are_asked_again()
    {
        await using var portal = await WirePortal.StartAsync();
        portal.Then(
            """
            {"result":{"result":{"c0":1},"result_error":{
             "c1":{"error":"OPERATION_TIME_LIMIT"},"c2":{"error":"INTERNAL_SERVER_ERROR"},
             "c3":{"error":"","error_description":"Not found"}}}}
            """
        );
        using var session = portal.Then("""{"result":{"result":{"c0":2,"c1":3},"result_error":[]}}""").Open();

        var answers = await session.Reader.BatchAsync([Read, Read, Read, Read], CancellationToken.None);

        Assert.That(
            answers.Take(3).Select(answer => ((CallResult)answer).Value.GetInt32()),
            Is.EqualTo(new[] { 1, 2, 3 })
        );
        Assert.That(answers[3], Is.InstanceOf<CallFailure>());
        Assert.That(((JsonObject)portal.Requests.Last().Body["cmd"]!).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_read_that_a_batch_would_change_goes_by_itself()
    {
        await using var portal = await WirePortal.StartAsync();
        portal.Then(
            (context, body) =>
                WirePortal.Json(
                    body["cmd"] is null
                        ? """{"result":3}"""
                        : """{"result":{"result":{"c0":1,"c1":2},"result_error":[]}}"""
                )(context, body)
        );
        using var session = portal.Open();
        var odd = new PortalCall(
            "crm.lead.userfield.list",
            new JsonObject { ["filter"] = new JsonObject { ["TITLE"] = "$result[c0]" } }
        );

        var answers = await session.Reader.BatchAsync([Read, odd, Read], CancellationToken.None);

        Assert.That(answers.Select(answer => ((CallResult)answer).Value.GetInt32()), Is.EqualTo(new[] { 1, 3, 2 }));
        Assert.That(
            portal.Requests.Select(request => request.Method),
            Is.EquivalentTo(["batch", "crm.lead.userfield.list"])
        );
    }
}
