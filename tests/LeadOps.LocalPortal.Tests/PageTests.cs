using System.Net;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>What the page is told. The page itself is tested in a browser.</summary>
internal sealed class PageTests
{
    [TestCase("", "text/html")]
    [TestCase("page/page.css", "text/css")]
    [TestCase("page/main.js", "text/javascript")]
    public async Task The_page_loads_its_own_files_and_nothing_else(string path, string type)
    {
        await using var portal = await TestPortal.StartAsync();

        using var answer = await portal.GetAsync(path);

        Assert.That(
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((HttpStatusCode.OK, type))
        );
        Assert.That(
            string.Join(';', answer.Headers.GetValues("Content-Security-Policy")),
            Does.StartWith("default-src 'none'; script-src 'self'; style-src 'self'").And.Not.Contain("unsafe")
        );
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Not.Contain("https://").And.Not.Contain(portal.Secret + "/")
        );
    }

    [TestCase("page/nothing.js")]
    [TestCase("page/../Data/lead-fields.json")]
    [TestCase("page/lead-fields.json")]
    [TestCase("favicon.ico")]
    public async Task Other_files_are_not_served(string path)
    {
        await using var portal = await TestPortal.StartAsync();

        using var answer = await portal.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("state")]
    [TestCase("board")]
    [TestCase("leads")]
    [TestCase("lead")]
    [TestCase("requests")]
    [TestCase("limits")]
    [TestCase("events")]
    public async Task Data_wants_the_secret(string door)
    {
        await using var portal = await TestPortal.StartAsync();

        using var without = await portal.GetAsync($"page/{door}?id=1");
        using var wrong = await portal.GetAsync($"page/{door}?id=1&secret=wrong");

        Assert.That(
            (without.StatusCode, wrong.StatusCode),
            Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized))
        );
    }

    [Test]
    public async Task Each_write_of_a_lead_is_told_with_its_author_and_its_changes()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Automation = ["after STATUS_ID becomes IN_PROCESS set POST=Seen"] }
        );
        var id = await portal.AddAsync("""{"TITLE":"First","PHONE":[{"VALUE":"+4930111"}]}""");
        await portal.ResultAsync(
            "crm.lead.update",
            $$"""
            {"id":{{id}},"fields":{"STATUS_ID":"IN_PROCESS","PHONE":[{"VALUE":"+4930222",
            "VALUE_TYPE":"HOME"}]} }
            """,
            7
        );
        await portal.ControlAsync("edit", $$"""{"id":{{id}},"fields":{"TITLE":"Second"} }""");
        await portal.ResultAsync("batch", $$"""{"cmd":{"a":"crm.lead.update?id={{id}}&fields[OPPORTUNITY]=5"} }""");
        await portal.ResultAsync("crm.lead.delete", $$"""{"id":{{id}}}""");

        var history = (await AskAsync(portal, $"lead?id={id}"))["history"]!.AsArray();

        Assert.That(
            history.Select(write => $"{write!["kind"]} by {write["who"]}, {write["how"]}"),
            Is.EqualTo(
                new[]
                {
                    "deleted by Anna Keller, crm.lead.delete",
                    "changed by Anna Keller, crm.lead.update in a batch",
                    "changed by Mara Vogt, a colleague",
                    "changed by Anna Keller, automation",
                    "changed by Lars Ohm, crm.lead.update",
                    "created by Anna Keller, crm.lead.add",
                }
            )
        );
        Assert.That(
            history[4]!["changes"]!
                .AsArray()
                .Select(change => $"{change!["field"]}: {change["before"]} > {change["after"]}"),
            Is.EquivalentTo(
                new[]
                {
                    "STATUS_ID: Unprocessed (NEW) > In process (IN_PROCESS)",
                    "PHONE: +4930111 (WORK) > +4930111 (WORK), +4930222 (HOME)",
                }
            )
        );
    }

    [TestCase("crm.item.update", """{"entityTypeId":1,"id":1,"fields":{"post":"x"}}""", "POST")]
    [TestCase("crm.lead.contact.add", """{"id":1,"fields":{"CONTACT_ID":410}}""", "CONTACT_ID CONTACT_IDS")]
    [TestCase(
        "crm.lead.productrows.set",
        """{"id":1,"rows":[{"PRODUCT_NAME":"Audit","PRICE":9,"QUANTITY":2}]}""",
        "OPPORTUNITY PRODUCT_ROWS"
    )]
    [TestCase("crm.lead.update", """{"id":1,"fields":{"TITLE":"Lead #1"}}""", null)]
    public async Task Whatever_changes_a_lead_is_told(string method, string call, string? fields)
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("""{"TITLE":"Lead #1"}""");

        await portal.ResultAsync(method, call);

        var history = (await AskAsync(portal, "lead?id=1"))["history"]!.AsArray();
        Assert.That(history, Has.Count.EqualTo(fields is null ? 1 : 2));
        if (fields is not null)
        {
            Assert.That(
                string.Join(' ', history[0]!["changes"]!.AsArray().Select(change => (string)change!["field"]!).Order()),
                Is.EqualTo(fields)
            );
        }
    }

    [Test]
    public async Task Of_many_writes_the_last_fifty_are_kept()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("{}");
        for (var i = 0; i < 60; i++)
        {
            await portal.UpdateAsync(id, $$"""{"POST":"{{i}}"}""");
        }

        var history = (await AskAsync(portal, $"lead?id={id}"))["history"]!.AsArray();

        Assert.That((history.Count, (string?)history[0]!["changes"]![0]!["after"]), Is.EqualTo((50, "59")));
    }

    [Test]
    public async Task A_request_is_told_with_its_answer_its_cost_and_the_fault_that_struck_it()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Chaos = "500@2,limit:crm.lead.update@1", Cost = "0.4s" }
        );
        var id = await portal.AddAsync("{}");
        await portal.CallAsync("crm.lead.get", $$"""{"id":{{id}}}""");
        await portal.CallAsync(
            "batch",
            $$"""{"cmd":{"a":"crm.lead.update?id={{id}}","b":"crm.lead.get?id={{id}}","c":"crm.lead.get?id={{id}}"} }"""
        );
        await portal.CallAsync("crm.lead.get", """{"id":99}""", 7);

        var requests = (await AskAsync(portal, "requests")).AsArray();

        Assert.That(
            requests.Select(request =>
                $"{request!["number"]} {request["method"]} {request["who"]} {request["status"]} "
                + $"{request["error"]} {request["failed"]} {request["faults"]!.ToJsonString()}"
            ),
            Is.EqualTo(
                new[]
                {
                    "4 crm.lead.get Lars Ohm 400 Not found 0 []",
                    """3 batch Anna Keller 200  1 ["limit (call 1)"]""",
                    """2 crm.lead.get  500  0 ["500"]""",
                    "1 crm.lead.add Anna Keller 200  0 []",
                }
            )
        );
        Assert.That((double)requests[1]!["cost"]!, Is.GreaterThanOrEqualTo(0.8));
        Assert.That(
            requests[1]!["calls"]!.ToJsonString(),
            Is.EqualTo("""[{"method":"crm.lead.update","count":1},{"method":"crm.lead.get","count":2}]""")
        );
    }

    [Test]
    public async Task Gauges_tell_the_bucket_and_the_budgets()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Tariff = PortalTariff.Standard, Cost = "2s" }
        );
        await portal.CallAsync("crm.lead.list");
        await portal.CallAsync("crm.lead.list");

        var limits = await AskAsync(portal, "limits");
        portal.Clock.Now += TimeSpan.FromSeconds(10);
        var later = await AskAsync(portal, "limits");

        Assert.That(
            (
                (double)limits["bucket"]!["level"]!,
                (double)later["bucket"]!["level"]!,
                (int)limits["bucket"]!["capacity"]!
            ),
            Is.EqualTo((2, 0, 50))
        );
        Assert.That((string?)limits["operating"]![0]!["method"], Is.EqualTo("crm.lead.list"));
        Assert.That((double)limits["operating"]![0]!["seconds"]!, Is.GreaterThanOrEqualTo(4));
        Assert.That(limits.ToJsonString(), Does.Not.Contain(portal.Secret));
    }

    [TestCase("", 60)]
    [TestCase("search=61", 1)]
    [TestCase("search=%2B4930999", 1)]
    [TestCase("search=nobody", 0)]
    [TestCase("stage=JUNK", 1)]
    public async Task Leads_are_found(string query, int total)
    {
        await using var portal = await TestPortal.StartAsync();
        for (var i = 0; i < 59; i++)
        {
            await portal.AddAsync("""{"TITLE":"x"}""");
        }

        await portal.AddAsync("""{"TITLE":"no 61","STATUS_ID":"JUNK","PHONE":[{"VALUE":"+4930999"}]}""");

        var page = await AskAsync(portal, $"leads?{query}");

        Assert.That((int)page["total"]!, Is.EqualTo(total));
    }

    private static async Task<JsonNode> AskAsync(TestPortal portal, string door)
    {
        var mark = door.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var answer = await portal.GetAsync($"page/{door}{mark}secret={portal.Secret}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
