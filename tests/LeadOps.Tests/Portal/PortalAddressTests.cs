using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

internal sealed class PortalAddressTests
{
    [TestCase("https://a.example/rest/1/abc123/")]
    [TestCase("https://a.example/rest/1/abc123")]
    [TestCase(" https://a.example/rest/1/abc123/\n")]
    public void An_address_is_taken_with_or_without_its_last_slash(string text) =>
        Assert.That(PortalAddress.Parse(text, "url"), Is.EqualTo(new Uri("https://a.example/rest/1/abc123/")));

    [Test]
    public void Loopback_may_be_plain() =>
        Assert.That(PortalAddress.Parse("http://127.0.0.1:8024/rest/1/abc123/", "url").Port, Is.EqualTo(8024));

    [TestCase("", "empty")]
    [TestCase("a.example/rest/1/abc123/", "not a web address")]
    [TestCase("ftp://a.example/rest/1/abc123/", "not a web address")]
    [TestCase("http://a.example/rest/1/abc123/", "https")]
    [TestCase("https://a.example/rest/1/abc 123/", "space")]
    [TestCase("https://HOST/rest/USER/SECRET/", "placeholder")]
    [TestCase("https://a.example/rest/1/<abc123>/", "placeholder")]
    [TestCase("https://a.example/1/abc123/", "/rest/")]
    [TestCase("https://a.example/", "/rest/")]
    [TestCase("https://a.example/rest/abc123/", "user")]
    [TestCase("https://a.example/rest/1/", "secret")]
    [TestCase("https://a.example/rest/api/1/abc123/", "REST 3.0")]
    [TestCase("https://a.example/rest/1/abc123/crm.lead.list.json", "`crm.lead.list.json`")]
    [TestCase("https://a.example/rest/1/abc123/?x=abc123", "more than a path")]
    public void A_wrong_address_is_explained_without_its_secret(string text, string expected)
    {
        var problem = Assert.Throws<LeadOpsException>(() => PortalAddress.Parse(text, "portals.test.url"));

        Assert.That(
            problem!.Message,
            Does.StartWith("portals.test.url: ").And.Contain(expected).And.Not.Contain("abc")
        );
        Assert.That(problem.Failure, Is.EqualTo(Failure.Invalid));
    }

    [TestCase(
        "GET https://a.example/rest/1/abc123/profile?x",
        ExpectedResult = "GET https://a.example/rest/1/***/profile?x"
    )]
    [TestCase("/REST/API/1/abc123", ExpectedResult = "/REST/API/1/***")]
    [TestCase("?auth=abc123&x=1", ExpectedResult = "?auth=***&x=1")]
    [TestCase("""{"access_token":"abc123","x":1}""", ExpectedResult = """{"access_token":"***","x":1}""")]
    public string Secrets_are_masked_anywhere(string text) => PortalAddress.Mask(text);
}
