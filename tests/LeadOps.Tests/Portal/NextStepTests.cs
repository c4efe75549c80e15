using System.Text.Json.Nodes;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

/// <summary>
/// What follows from one attempt: reply, what the request is for, how it travels, how often it was tried.
/// </summary>
internal sealed class NextStepTests
{
    private const int Last = NextStep.MostFailures - 1;

    private static readonly PortalCall Call = new("crm.lead.update", new JsonObject { ["id"] = 1 });

    private static readonly Reply Good = new() { Status = 200 };
    private static readonly Reply Lost = new() { Lost = "no answer in time" };
    private static readonly Reply NeverSent = new() { Lost = "no such host", NeverSent = true };

    private static Reply Error(string code, int status) =>
        new() { Status = status, Error = PortalError.Of(code, code, status) };

    private static Reply Page(int status) => new() { Status = status, Error = PortalError.OfPage(status) };

    private static PortalRequest Direct(Purpose purpose) => new([Call], purpose, Envelope.Direct);

    private static PortalRequest Batch(Purpose purpose) => new([Call, Call], purpose, Envelope.Batch);

    private static Attempt Tried(int failures = 0, int waits = 0, bool answered = true, bool mayRefresh = false) =>
        new(failures, waits, answered, mayRefresh);

    private static TestCaseData Case(string step, Reply reply, PortalRequest request, Attempt attempt = default) =>
        new TestCaseData(reply, request, attempt).Returns(step);

    private static IEnumerable<TestCaseData> Table()
    {
        var (read, write) = (Direct(Purpose.Read), Direct(Purpose.Write));
        var (reads, writes) = (Batch(Purpose.Read), Batch(Purpose.Write));

        yield return Case("Deliver", Good, read, Tried());
        yield return Case("Deliver", Good, writes, Tried(Last));

        // A lost answer says nothing about a write.
        yield return Case("RepeatAfter 1", Lost, read, Tried());
        yield return Case("RepeatAfter 7", Lost, reads, Tried(Last - 1));
        yield return Case("Stop", Lost, read, Tried(Last));
        yield return Case("Unknown", Lost, write, Tried());
        yield return Case("Unknown", Lost, writes, Tried());

        // What never left may leave again; an address that never answered is given up soon.
        yield return Case("RepeatAfter 1", NeverSent, write, Tried());
        yield return Case("Stop", NeverSent, write, Tried(Last));
        yield return Case("RepeatAfter 2", NeverSent, read, Tried(1, answered: false));
        yield return Case("Stop", NeverSent, read, Tried(2, answered: false));
        yield return Case("Stop", NeverSent, write, Tried(2, answered: false));

        // Limits pass, however often they are met; nothing was carried out.
        yield return Case("RepeatAfter 1 limit", Error("QUERY_LIMIT_EXCEEDED", 503), write, Tried());
        yield return Case("RepeatAfter 6 limit", Error("QUERY_LIMIT_EXCEEDED", 503), writes, Tried(Last, 90));
        yield return Case("RepeatAfter 3 limit", Error("OPERATION_TIME_LIMIT", 429), read, Tried(waits: 2));

        // A busy server lets reads wait; of a write nobody knows.
        yield return Case("RepeatAfter 6", Page(503), read, Tried(Last, 90));
        yield return Case("Unknown", Page(503), write, Tried());
        yield return Case("RepeatAfter 1", Page(502), reads, Tried());
        yield return Case("Stop", Page(502), reads, Tried(Last));
        yield return Case("Unknown", Page(502), writes, Tried());
        yield return Case("Unknown", Page(200), write, Tried());
        yield return Case("Unknown", Error("INTERNAL_SERVER_ERROR", 500), write, Tried());

        // What is wrong with one call ends that call; a whole batch that is wrong ends the command.
        yield return Case("Fail", Error("NOT_FOUND", 400), read, Tried());
        yield return Case("Fail", Error("NOT_FOUND", 400), write, Tried());
        yield return Case("Stop", Error("NOT_FOUND", 400), writes, Tried());
        yield return Case("Unknown", Error("NOT_FOUND", 500), write, Tried());
        yield return Case("Fail", Error("NOT_FOUND", 500), read, Tried());

        yield return Case("Stop", Error("OVERLOAD_LIMIT", 503), read, Tried());
        yield return Case("Stop", Error("OVERLOAD_LIMIT", 503), writes, Tried());
        yield return Case("Stop", Page(404), write, Tried());
        yield return Case("Stop", new Reply { Error = PortalError.Endless(1) }, write, Tried());

        // A token is renewed once.
        yield return Case("RefreshToken", Error("expired_token", 401), write, Tried(mayRefresh: true));
        yield return Case("RefreshToken", Error("EXPIRED_TOKEN", 401), read, Tried(mayRefresh: true));
        yield return Case("Stop", Error("expired_token", 401), write, Tried());
    }

    [TestCaseSource(nameof(Table))]
    public string What_follows_from_an_attempt(object reply, object request, object attempt) =>
        NextStep.Of((Reply)reply, (PortalRequest)request, (Attempt)attempt) switch
        {
            NextStep.RepeatAfter again => $"RepeatAfter {again.Pause}{(again.Limit is null ? "" : " limit")}",
            var step => step.GetType().Name,
        };

    [Test]
    public void Failures_and_waits_are_counted_apart()
    {
        var waited = (NextStep.RepeatAfter)
            NextStep.Of(Error("QUERY_LIMIT_EXCEEDED", 503), Direct(Purpose.Read), Tried(3, 4));
        var failed = (NextStep.RepeatAfter)NextStep.Of(Lost, Direct(Purpose.Read), Tried(3, 4));

        Assert.That(
            (waited.Next.Failures, waited.Next.Waits, failed.Next.Failures, failed.Next.Waits),
            Is.EqualTo((3, 5, 4, 4))
        );
    }

    private static IEnumerable<TestCaseData> Acted()
    {
        yield return new TestCaseData(Good).Returns(true);
        yield return new TestCaseData(Lost).Returns(true);
        yield return new TestCaseData(NeverSent).Returns(false);
        yield return new TestCaseData(Error("QUERY_LIMIT_EXCEEDED", 503)).Returns(false);
        yield return new TestCaseData(Error("OVERLOAD_LIMIT", 503)).Returns(false);
        yield return new TestCaseData(Error("INTERNAL_SERVER_ERROR", 500)).Returns(true);
        yield return new TestCaseData(Page(404)).Returns(true);
        yield return new TestCaseData(new Reply { Error = PortalError.Endless(1) }).Returns(true);
    }

    /// <summary>Only the portal's own word proves that it did nothing.</summary>
    [TestCaseSource(nameof(Acted))]
    public bool What_a_reply_says_about_the_work(object reply) => ((Reply)reply).MayHaveActed;
}
