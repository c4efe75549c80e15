using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Storage.Local;
using Microsoft.AspNetCore.Http;

namespace LeadOps.Tests.Portal;

internal sealed class PortalWriterTests
{
    private static readonly PortalCall Create = new(
        "crm.lead.add",
        new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "A" } }
    );

    private static readonly TestCaseData<Func<HttpContext, JsonObject, Task>>[] Untrustworthy =
    [
        new(WirePortal.Json("""{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}""", 500))
        {
            TestName = "an internal error",
        },
        new(WirePortal.Json("""{"error":"","error_description":"Not found"}""", 500))
        {
            TestName = "a known text with status 500",
        },
        new(WirePortal.Json("""{"error":"SOMETHING_NEW"}""", 503)) { TestName = "an unknown code with status 503" },
        new(WirePortal.Json("<html>Service unavailable</html>", 503)) { TestName = "a page with status 503" },
        new(WirePortal.Json("<html>Bad gateway</html>", 502)) { TestName = "a page with status 502" },
        new(WirePortal.Json("<html>Slow down</html>", 429)) { TestName = "a page with status 429" },
        new(WirePortal.Json("<html>Log in</html>")) { TestName = "a page with status 200" },
        new(WirePortal.Json("")) { TestName = "nothing with status 200" },
        new(WirePortal.Json("""{"result":1""")) { TestName = "half a document" },
        new(WirePortal.Json("[]")) { TestName = "a list" },
        new(CutAsync) { TestName = "a body shorter than announced" },
        new(ResetAsync) { TestName = "a reset connection" },
    ];

    [TestCaseSource(nameof(Untrustworthy))]
    public async Task A_write_without_a_trustworthy_answer_is_unknown_and_is_sent_once(
        Func<HttpContext, JsonObject, Task> answer
    )
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(answer).Open();

        var alone = await session.OpenWriter().SendAsync([Create], CancellationToken.None);
        var together = await session.OpenWriter().SendAsync([Create, Create], CancellationToken.None);

        Assert.That(alone.Concat(together), Has.Exactly(3).InstanceOf<CallUnknown>());
        Assert.That(portal.Requests, Has.Count.EqualTo(2));
    }

    [TestCase("""{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}""", 503)]
    [TestCase(
        """{"error":"operation_time_limit","error_description":"Method is blocked due to operation time limit."}""",
        429
    )]
    public async Task A_write_that_a_limit_refused_is_sent_again_as_often_as_needed(string refusal, int status)
    {
        await using var portal = await WirePortal.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            portal.Then(refusal, status);
        }

        using var session = portal.Then("""{"result":17}""").Open();

        var answers = await session.OpenWriter().SendAsync([Create], CancellationToken.None);

        Assert.That(((CallResult)answers[0]).Value.GetInt32(), Is.EqualTo(17));
        Assert.That(portal.Requests, Has.Count.EqualTo(13));
    }

    [Test]
    public async Task A_write_that_never_left_is_tried_again_and_then_ends_the_run()
    {
        var time = new JumpingTime();
        var folder = Directory.CreateTempSubdirectory("leadops-wire").FullName;
        using var state = LocalState.In(folder, TestOperator.Me, time);
        using var session = new PortalSession(
            new PortalSettings
            {
                Name = "test",
                Url = new Uri("http://127.0.0.1:1/rest/1/s3cr3t/"),
                DisplayHost = "nowhere",
            },
            state,
            time
        );

        var problem = await Assert.ThrowsAsync<PortalException>(() =>
            session.OpenWriter().SendAsync([Create], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.Contain("nowhere").And.Not.Contains("s3cr3t"));
        Assert.That(session.Stats.Snapshot().Retries, Is.EqualTo(2));
    }

    [Test]
    public async Task Parts_of_a_batch_end_each_in_its_own_way()
    {
        await using var portal = await WirePortal.StartAsync();
        portal.Then(
            """
            {"result":{"result":{"c0":7},"result_error":{
              "c1":{"error":"","error_description":"Not found"},
              "c2":{"error":"OPERATION_TIME_LIMIT",
                "error_description":"Method is blocked due to operation time limit."},
              "c3":{"error":"INTERNAL_SERVER_ERROR","error_description":""},
              "c4":"Access denied."},"result_total":[],"result_next":[],"result_time":[]},"time":{"operating":"x"}}
            """
        );
        using var session = portal.Open();

        var answers = await session.OpenWriter().SendAsync([.. Enumerable.Repeat(Create, 6)], CancellationToken.None);

        Assert.That(
            answers.Select(answer => answer.GetType()),
            Is.EqualTo(
                new[]
                {
                    typeof(CallResult),
                    typeof(CallFailure),
                    typeof(CallNotExecuted),
                    typeof(CallUnknown),
                    typeof(CallFailure),
                    typeof(CallNotExecuted),
                }
            )
        );
    }

    [Test]
    public async Task A_container_may_be_a_list()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then("""{"result":{"result":[1,2],"result_error":[]}}""").Open();

        var answers = await session.OpenWriter().SendAsync([Create, Create], CancellationToken.None);

        Assert.That(answers, Is.All.InstanceOf<CallResult>());
    }

    [Test]
    public async Task A_batch_that_is_answered_like_something_else_is_unknown()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then("""{"result":17}""").Open();

        var answers = await session.OpenWriter().SendAsync([Create, Create], CancellationToken.None);

        Assert.That(answers, Is.All.InstanceOf<CallUnknown>());
    }

    [TestCase(
        """{"error":"OVERLOAD_LIMIT","error_description":"REST API is blocked due to overload"}""",
        503,
        Failure.Portal
    )]
    [TestCase(
        """{"error":"INVALID_CREDENTIALS","error_description":"Invalid request credentials"}""",
        401,
        Failure.Access
    )]
    [TestCase("""{"error":"NO_AUTH_FOUND","error_description":"Wrong authorization data"}""", 200, Failure.Access)]
    [TestCase("<html>Forbidden</html>", 403, Failure.Access)]
    public async Task What_no_call_can_survive_ends_the_run_at_once(string body, int status, Failure failure)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(body, status).Open();

        var problem = await Assert.ThrowsAsync<PortalException>(() =>
            session.OpenWriter().SendAsync([Create], CancellationToken.None)
        );

        Assert.That(problem!.Failure, Is.EqualTo(failure));
        Assert.That(portal.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_empty_code_and_a_zero_are_errors()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal
            .Then("""{"error":"","error_description":"Not found"}""", 400)
            .Then("""{"error":0,"error_description":"Owner was not found"}""")
            .Open();

        var first = await session.OpenWriter().SendAsync([Create], CancellationToken.None);
        var second = await session.OpenWriter().SendAsync([Create], CancellationToken.None);

        Assert.That(first.Concat(second), Is.All.InstanceOf<CallFailure>());
    }

    [Test]
    public async Task Calls_that_a_batch_would_change_and_too_many_calls_are_refused()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Open();
        var looksLikeReference = new PortalCall(
            "crm.lead.update",
            new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = "pay $result[c0] now" } }
        );

        await Assert.ThrowsAsync<ArgumentException>(() =>
            session.OpenWriter().SendAsync([Create, looksLikeReference], CancellationToken.None)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            session.OpenWriter().SendAsync([.. Enumerable.Repeat(Create, 51)], CancellationToken.None)
        );
        Assert.That(portal.Requests, Is.Empty);
    }

    private static async Task CutAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"result":1}""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static Task ResetAsync(HttpContext context, JsonObject body)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    [TestCase("""{"result":17,"time":{"duration":42.5}}""", 200, 42.5)]
    [TestCase("<html>504 Gateway Time-out</html>", 504, 60)]
    public async Task How_long_a_request_took_is_also_what_the_portal_says(string answer, int status, double seconds)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(answer, status).Open();
        var sending = new Sending();

        await session
            .OpenWriter()
            .SendAsync(
                [new PortalCall("crm.lead.update", new JsonObject { ["id"] = 1 })],
                sending,
                CancellationToken.None
            );

        Assert.That(sending.Took.TotalSeconds, Is.EqualTo(seconds).Within(0.01));
    }
}
