using System.Text.Json;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

/// <summary>A success whose content is something else is no answer.</summary>
internal sealed class AnswerShapesTests
{
    private static bool Fits(string method, string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return AnswerShapes.Fits(method, document.RootElement);
    }

    [TestCase("crm.lead.list", """[{"ID":"1","TITLE":null},{"ID":2}]""")]
    [TestCase("crm.lead.list", "[]")]
    [TestCase("crm.lead.get", """{"ID":"7"}""")]
    [TestCase("crm.lead.add", "7")]
    [TestCase("crm.lead.add", "\"7\"")]
    [TestCase("crm.lead.fields", """{"ID":{"type":"integer"}}""")]
    [TestCase("crm.item.list", """{"items":[{"id":1}]}""")]
    [TestCase("crm.item.add", """{"item":{"id":1}}""")]
    [TestCase("crm.duplicate.findbycomm", "[]")]
    [TestCase("crm.duplicate.findbycomm", """{"LEAD":[1,"2"],"CONTACT":[3]}""")]
    [TestCase("crm.lead.contact.items.get", """[{"CONTACT_ID":410,"SORT":10}]""")]
    [TestCase("crm.status.list", """[{"STATUS_ID":"NEW"}]""")]
    [TestCase("server.time", "\"2026-06-01T10:00:00+02:00\"")]
    [TestCase("crm.lead.update", "\"whatever\"")]
    public void What_a_portal_answers_is_read(string method, string answer) =>
        Assert.That(Fits(method, answer), Is.True);

    [TestCase("crm.lead.list", "null")]
    [TestCase("crm.lead.list", """{"0":{"ID":"1"}}""")]
    [TestCase("crm.lead.list", "[null]")]
    [TestCase("crm.lead.list", """[{"TITLE":"no id"}]""")]
    [TestCase("crm.lead.list", """[{"ID":"x"}]""")]
    [TestCase("crm.lead.get", "true")]
    [TestCase("crm.lead.get", "[]")]
    [TestCase("crm.lead.add", "true")]
    [TestCase("crm.lead.add", "0")]
    [TestCase("crm.lead.fields", """{"ID":"integer"}""")]
    [TestCase("crm.item.list", "[]")]
    [TestCase("crm.item.list", """{"items":{"id":1}}""")]
    [TestCase("crm.item.add", """{"item":7}""")]
    [TestCase("crm.duplicate.findbycomm", """{"LEAD":{"0":1}}""")]
    [TestCase("crm.duplicate.findbycomm", """{"LEAD":["x"]}""")]
    [TestCase("crm.lead.contact.items.get", """{"CONTACT_ID":410}""")]
    [TestCase("crm.status.list", "[{}]")]
    [TestCase("server.time", "\"now\"")]
    public void Anything_else_is_no_answer(string method, string answer) => Assert.That(Fits(method, answer), Is.False);

    [Test]
    public async Task A_read_whose_answer_is_none_is_repeated()
    {
        await using var portal = await WirePortal.StartAsync();
        using var session = portal
            .Then("""{"result":{"result":{"c0":"hello","c1":[]},"result_error":[]}}""")
            .Then("""{"result":[{"ID":"5"}]}""")
            .Open();

        var answers = await session.Reader.BatchAsync(
            [new PortalCall("crm.lead.list", []), new PortalCall("crm.lead.list", [])],
            CancellationToken.None
        );

        Assert.That(answers, Is.All.InstanceOf<CallResult>());
        Assert.That(((CallResult)answers[0]).Value[0].GetProperty("ID").GetString(), Is.EqualTo("5"));
        Assert.That(portal.Requests, Has.Count.EqualTo(2));
    }
}
