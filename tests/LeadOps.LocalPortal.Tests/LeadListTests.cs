namespace LeadOps.LocalPortal.Tests;

internal sealed class LeadListTests
{
    /// <summary>1: Alpha, 100, web; 2: beta, 20, tags; 3: no name, company.</summary>
    private static async Task<TestPortal> ThreeAsync()
    {
        var portal = await TestPortal.StartAsync();
        await portal.AddAsync(
            """
            {"TITLE":"One","NAME":"Alpha","OPPORTUNITY":100,"SOURCE_ID":"WEB",
            "PHONE":[{"VALUE":"+4930 111"}],"ORIGINATOR_ID":"a","ORIGIN_ID":"1"}
            """
        );
        portal.Clock.Now += TimeSpan.FromDays(1);
        await portal.AddAsync(
            """
            {"TITLE":"Two","NAME":"beta","OPPORTUNITY":20,"UF_CRM_TAGS":["x","y"],
            "UF_CRM_VIP":1,"EMAIL":[{"VALUE":"A@example.com"}],"ORIGINATOR_ID":"a",
            "ORIGIN_ID":"2"}
            """
        );
        portal.Clock.Now += TimeSpan.FromDays(1);
        await portal.AddAsync(
            """
            {"TITLE":"Three","STATUS_ID":"JUNK","COMPANY_ID":31,"UF_CRM_TAGS":["y"],
            "UF_CRM_NEXT_CALL":"2026-10-01"}
            """
        );
        return portal;
    }

    [TestCase("""{}""", "1 2 3")]
    [TestCase("""{"NAME":"ALPHA"}""", "1")]
    [TestCase("""{"=NAME":["Alpha","beta"]}""", "1 2")]
    [TestCase("""{"@ID":[3,1,77]}""", "1 3")]
    [TestCase("""{"!@ID":[3,1]}""", "2")]
    [TestCase("""{"!=NAME":""}""", "1 2")]
    [TestCase("""{"=NAME":""}""", "3")]
    [TestCase("""{"!STATUS_ID":"JUNK"}""", "1 2")]
    [TestCase("""{">OPPORTUNITY":20}""", "1")]
    [TestCase("""{">=OPPORTUNITY":"20"}""", "1 2")]
    [TestCase("""{"<OPPORTUNITY":100}""", "2 3")]
    [TestCase("""{"%NAME":"ET"}""", "2")]
    [TestCase("""{"!%NAME":"et"}""", "1 3")]
    [TestCase("""{"=%NAME":"%a"}""", "1 2")]
    [TestCase("""{"%=NAME":"al%"}""", "1")]
    [TestCase("""{"!=%NAME":"al%"}""", "2 3")]
    [TestCase("""{"%STATUS_ID":"JUN"}""", "")]
    [TestCase("""{">=DATE_CREATE":"2026-09-02T00:00:00","<DATE_CREATE":"2026-09-03T00:00:00"}""", "2")]
    [TestCase("""{">DATE_CREATE":"not a date"}""", "")]
    [TestCase("""{"=UF_CRM_NEXT_CALL":"2026-10-01"}""", "3")]
    [TestCase("""{"=UF_CRM_TAGS":"y"}""", "2 3")]
    [TestCase("""{"UF_CRM_VIP":1}""", "2")]
    [TestCase("""{"UF_CRM_VIP":"Y"}""", "")]
    [TestCase("""{"PHONE":"+4930 111"}""", "1")]
    [TestCase("""{"PHONE":"+4930111"}""", "")]
    [TestCase("""{"%PHONE":"111"}""", "")]
    [TestCase("""{"EMAIL":"a@EXAMPLE.com"}""", "2")]
    [TestCase("""{"=ORIGINATOR_ID":"a","=ORIGIN_ID":"2"}""", "2")]
    [TestCase("""{"@ORIGIN_ID":["2","1","9"]}""", "1 2")]
    [TestCase("""{"!COMPANY_ID":""}""", "3")]
    [TestCase("""{"COMPANY_ID":"0"}""", "1 2")]
    [TestCase("""{"STATUS_SEMANTIC_ID":"F"}""", "3")]
    [TestCase("""{"HAS_PHONE":"Y"}""", "1")]
    [TestCase("""{"=ORIGN_ID":"2"}""", "1 2 3")]
    [TestCase("""{"CONTACT_IDS":[1]}""", "1 2 3")]
    public async Task A_filter_finds(string filter, string ids)
    {
        await using var portal = await ThreeAsync();

        var found = await portal.FindAsync(filter);

        Assert.That(found, Is.EqualTo(ids));
    }

    [Test]
    public async Task Indexed_fields_are_found_as_they_are_now()
    {
        await using var portal = await ThreeAsync();

        await portal.UpdateAsync(1, """{"ORIGIN_ID":"7","EMAIL":[{"VALUE":"a@example.com"}]}""");
        await portal.ResultAsync("crm.lead.delete", """{"id":2}""");

        Assert.That(await portal.FindAsync("""{"ORIGIN_ID":"1"}"""), Is.Empty);
        Assert.That(await portal.FindAsync("""{"ORIGIN_ID":"7"}"""), Is.EqualTo("1"));
        Assert.That(await portal.FindAsync("""{"ORIGINATOR_ID":"a"}"""), Is.EqualTo("1"));
        Assert.That(await portal.FindAsync("""{"EMAIL":"a@example.com"}"""), Is.EqualTo("1"));
    }

    [Test]
    public async Task Pages_have_fifty_rows_and_say_where_the_next_begins()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { SeedLeads = 120 });

        var first = await portal.CallAsync("crm.lead.list", """{"select":["ID"],"order":{"ID":"DESC"}}""");
        var last = await portal.CallAsync("crm.lead.list", """{"select":["ID"],"start":100}""");
        var uncounted = await portal.CallAsync("crm.lead.list", """{"select":["ID"],"start":-1,"filter":{">ID":30}}""");

        Assert.That(
            ((string?)first["result"]![0]!["ID"], (int?)first["next"], (int?)first["total"]),
            Is.EqualTo(("120", 50, 120))
        );
        Assert.That((last["result"]!.AsArray().Count, last["next"]), Is.EqualTo((20, (object?)null)));
        Assert.That(
            (
                (string?)uncounted["result"]![0]!["ID"],
                uncounted["next"],
                uncounted["total"],
                uncounted["result"]!.AsArray().Count
            ),
            Is.EqualTo(("31", (object?)null, (object?)null, 50))
        );
    }

    [TestCase("""["TITLE","NO_SUCH"]""", "ID TITLE")]
    [TestCase("""["UF_*","PHONE"]""", null)]
    public async Task A_selection_gives_what_exists(string select, string? names)
    {
        await using var portal = await ThreeAsync();

        var row = (await portal.ResultAsync("crm.lead.list", $$"""{"filter":{"ID":1},"select":{{select}} }"""))[
            0
        ]!.AsObject();

        Assert.That(
            names is null
                ? row.ContainsKey("PHONE") && row.ContainsKey("UF_CRM_NOTE") && !row.ContainsKey("TITLE")
                : string.Join(' ', row.Select(pair => pair.Key)) == names,
            row.ToJsonString()
        );
    }

    [TestCase("""{"filter":"ID=1"}""", "400  Parameter 'filter' must be array.")]
    [TestCase("""{"order":"ID"}""", "400  Parameter 'order' must be array.")]
    public async Task A_wrong_shape_is_refused(string call, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync("crm.lead.list", call), Is.EqualTo(error));
    }

    [Test]
    public async Task Rows_are_sorted_by_value_and_not_by_text()
    {
        await using var portal = await ThreeAsync();

        var byAmount = await portal.ResultAsync(
            "crm.lead.list",
            """{"select":["ID"],"order":{"OPPORTUNITY":"desc","ID":"ASC","NO_SUCH":"ASC"}}"""
        );

        Assert.That(byAmount.AsArray().Select(row => (string)row!["ID"]!), Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [TestCase("""{"TITLE":"DESC"}""", 60)]
    [TestCase("""{"ID":"DESC"}""", 0)]
    [TestCase("""{"OPPORTUNITY":"ASC","ID":"DESC"}""", 50)]
    public async Task Pages_of_an_order_fit_together(string order, int start)
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { SeedLeads = 130 });

        var pages = new List<string>();
        foreach (var from in new[] { 0, 50, 100, start })
        {
            pages.Add(
                string.Join(
                    ' ',
                    (
                        await portal.ResultAsync(
                            "crm.lead.list",
                            $$"""{"select":["ID"],"order":{{order}},"start":{{from}} }"""
                        )
                    )
                        .AsArray()
                        .Select(row => (string)row!["ID"]!)
                )
            );
        }

        var all = string.Join(' ', pages.Take(3)).Split(' ');
        Assert.That(all.Distinct().Count(), Is.EqualTo(130));
        Assert.That(pages[3].Split(' '), Is.EqualTo(all.Skip(start).Take(50)));
    }

    [Test]
    public async Task A_whole_number_may_be_written_with_a_point()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { SeedLeads = 1 });

        Assert.That((string?)(await portal.ResultAsync("crm.lead.get", """{"id":1.0}"""))["ID"], Is.EqualTo("1"));
    }

    [Test]
    public async Task The_history_of_stages_is_read_in_steps()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { SeedLeads = 120 });
        var whole = await portal.CallAsync("crm.stagehistory.list", """{"entityTypeId":1}""");

        var ids = new List<long>();
        while (true)
        {
            var step = (
                await portal.ResultAsync(
                    "crm.stagehistory.list",
                    $$"""
                    {"entityTypeId":1,"start":-1,"order":{"ID":"ASC"},
                    "filter":{">ID":{{ids.LastOrDefault()}} } }
                    """
                )
            )["items"]!.AsArray();
            if (step.Count == 0)
            {
                break;
            }

            ids.AddRange(step.Select(item => (long)item!["ID"]!));
        }

        Assert.That(ids, Is.Ordered.Ascending.And.Unique);
        Assert.That(ids, Has.Count.EqualTo((int)whole["total"]!));
    }
}
