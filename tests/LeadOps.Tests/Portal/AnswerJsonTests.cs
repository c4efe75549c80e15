using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

internal sealed class AnswerJsonTests
{
    private static readonly PortalCall Users = new("user.get", []);

    [TestCase("""{"result":5}""", TestName = "plain")]
    [TestCase("\uFEFF{\"result\":5}", TestName = "after a byte order mark")]
    [TestCase("\r\n\n  {\"result\":5}\n\n", TestName = "between blank lines")]
    [TestCase("""{"error":null,"error_description":null,"result":5}""", TestName = "beside an error that is null")]
    [TestCase("""{"time":null,"total":null,"next":null,"result":5}""", TestName = "beside members that are null")]
    [TestCase("""{"time":[],"debug":{"x":[]},"result":5}""", TestName = "beside members that nobody knows")]
    public async Task A_result_is_read(string body)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(body).Open();

        var result = await session.Reader.CallAsync("crm.settings.mode.get", [], CancellationToken.None);

        Assert.That((result.GetInt32(), portal.Requests.Count), Is.EqualTo((5, 1)));
    }

    [TestCase("""{"error":"","error_description":"Not found","result":null}""")]
    [TestCase("""{"error":0,"error_description":"Not found"}""")]
    [TestCase("\uFEFF{\"error\":\"NOT_FOUND\",\"error_description\":\"Not found\"}")]
    public async Task An_empty_code_is_an_error_all_the_same(string body)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(body).Open();

        var problem = await Assert.ThrowsAsync<PortalException>(() =>
            session.Reader.CallAsync("crm.settings.mode.get", [], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.Contain("Not found"));
    }

    [TestCase("""{"error":"","error_description":""}""", "an error without code and text (HTTP 200)")]
    [TestCase("""{"error":0}""", "an error without code and text (HTTP 200)")]
    [TestCase("""{"error":"NEW_CODE"}""", "NEW_CODE")]
    public async Task An_error_that_says_little_is_told_all_the_same(string body, string told)
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal.Then(body).Open();

        var problem = await Assert.ThrowsAsync<PortalException>(() =>
            session.Reader.CallAsync("crm.settings.mode.get", [], CancellationToken.None)
        );

        Assert.That(problem!.Message, Does.StartWith($"The portal answered {told}. "));
    }

    [TestCase("50", "120", 50, 120)]
    [TestCase("\"50\"", "\"120\"", 50, 120)]
    [TestCase("50.0", "1.2e2", 50, 120)]
    [TestCase("null", "0", null, 0)]
    [TestCase("false", "\"\"", null, null)]
    [TestCase("-1", "\"many\"", null, null)]
    [TestCase("1e400", "99999999999", null, null)]
    public async Task The_place_of_the_next_page_is_a_number_or_a_text(
        string next,
        string total,
        int? place,
        int? count
    )
    {
        await using var portal = await WirePortal.StartAsync();
        const string Body = """
            {"result":{"result":{"c0":[],"c1":[]},"result_error":[],"result_next":{"c0":NEXT},"result_total":{"c0":TOTAL}}}
            """;
        using var session = portal
            .Then(
                Body.Replace("NEXT", next, StringComparison.Ordinal).Replace("TOTAL", total, StringComparison.Ordinal)
            )
            .Open();

        var answers = await session.Reader.BatchAsync([Users, Users], CancellationToken.None);

        Assert.That(
            ((CallResult)answers[0], (CallResult)answers[1]) is var (first, last)
                ? (first.Next, first.Total, last.Next)
                : default,
            Is.EqualTo((place, count, (int?)null))
        );
    }
}
