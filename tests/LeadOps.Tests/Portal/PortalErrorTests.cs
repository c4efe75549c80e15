using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

internal sealed class PortalErrorTests
{
    internal sealed record Documented(
        string Code,
        int? HttpStatus,
        string Message,
        string Retry,
        string ExitHint,
        bool Pattern = false,
        bool Synthetic = false
    )
    {
        public override string ToString() => $"{Code} {Message}";
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly string[] Ends = ["auth", "scope", "plan", "config", "blocked"];

    /// <summary>Placeholders in brackets describe a text instead of giving it.</summary>
    private static IEnumerable<Documented> Errors() =>
        JsonSerializer
            .Deserialize<List<Documented>>(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "portal-errors.json")),
                Web
            )!
            .Where(error => !error.Synthetic && !error.Message.StartsWith('('));

    [TestCaseSource(nameof(Errors))]
    public void Every_documented_error_has_one_outcome_and_advice(Documented documented)
    {
        var text = Regex.Replace(documented.Message, "{[^}]*}", "Some `text`: 'X'");

        var error = PortalError.Of(documented.Code.ToUpperInvariant(), text, documented.HttpStatus ?? 400);

        Assert.That(error.Kind, Is.EqualTo(IsForEverything(documented) ? ErrorKind.Stop : Expected(documented)));
        Assert.That(
            error.Failure == Failure.Access,
            Is.EqualTo(documented.ExitHint is "auth" or "scope" or "permission" or "plan")
        );
        Assert.That(error.Advice, Is.Not.Empty);
    }

    private static ErrorKind Expected(Documented error) =>
        (error.Retry, error.ExitHint) switch
        {
            ("backoff", "rate_limit") or ("after_reset", _) => ErrorKind.Wait,
            ("backoff", _) => ErrorKind.Retry,
            (_, var hint) when Ends.Contains(hint) || hint == "quota" => ErrorKind.Stop,
            _ => ErrorKind.Fail,
        };

    private static bool IsForEverything(Documented error) =>
        error.Code
            is "user_access_error"
                or "allowed_only_intranet_user"
                or "METHOD_CONFIRM_WAITING"
                or "METHOD_CONFIRM_DENIED"
                or "AUTHORIZE_ERROR";

    [TestCase("", "Not found.", 400, ErrorKind.Fail, "new plan")]
    [TestCase("0", "owner was NOT FOUND", 400, ErrorKind.Fail, "new plan")]
    [TestCase("", "The required field 'Budget' is missing.<br />", 400, ErrorKind.Fail, "Correct the value")]
    [TestCase("The field Title is required.", "", 400, ErrorKind.Fail, "Correct the value")]
    [TestCase("Query_Limit_Exceeded", "", 503, ErrorKind.Wait, "waits")]
    [TestCase(
        "ACCESS_DENIED",
        "Insufficient permissions to change the stage",
        400,
        ErrorKind.Fail,
        "rights on these leads"
    )]
    [TestCase("ACCESS_DENIED", "You may not do this.", 400, ErrorKind.Fail, "rights on these leads")]
    [TestCase("ACCESS_DENIED", "Available only on better plans", 403, ErrorKind.Stop, "subscription")]
    [TestCase("ACCESS_DENIED", "", 403, ErrorKind.Stop, "subscription")]
    [TestCase("NEVER_SEEN", "Something", 400, ErrorKind.Fail, "Correct the value")]
    [TestCase("NEVER_SEEN", "Something", 503, ErrorKind.Retry, "try again later")]
    [TestCase("NEVER_SEEN", "Something", 401, ErrorKind.Stop, "doctor")]
    public void A_variant_is_recognised(string code, string text, int status, ErrorKind kind, string advice)
    {
        var error = PortalError.Of(code, text, status);

        Assert.That(error.Kind, Is.EqualTo(kind));
        Assert.That(error.Advice, Does.Contain(advice));
    }

    [TestCase(404, ErrorKind.Stop)]
    [TestCase(403, ErrorKind.Stop)]
    [TestCase(408, ErrorKind.Retry)]
    [TestCase(429, ErrorKind.Retry)]
    [TestCase(503, ErrorKind.Retry)]
    [TestCase(200, ErrorKind.Retry)]
    public void A_page_is_judged_by_its_status(int status, ErrorKind kind) =>
        Assert.That(PortalError.OfPage(status).Kind, Is.EqualTo(kind));

    [Test]
    public void A_secret_in_the_portal_s_text_is_masked() =>
        Assert.That(
            PortalError.Of("X", "see https://a.example/rest/1/abc123/profile", 400).Text,
            Is.EqualTo("see https://a.example/rest/1/***/profile")
        );
}
