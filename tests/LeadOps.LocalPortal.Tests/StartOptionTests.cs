namespace LeadOps.LocalPortal.Tests;

/// <summary>What a portal is started with: its secret and its time zone.</summary>
internal sealed class StartOptionTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_chosen_secret_survives_new_data()
    {
        foreach (var file in new[] { "one.db", "two.db" })
        {
            await using var portal = await TestPortal.StartAsync(
                new LocalPortalOptions { DataFile = Path.Combine(folder, file), WebhookSecret = "mysecret1" }
            );

            Assert.That(portal.Server.WebhookUrl.AbsolutePath, Is.EqualTo("/rest/1/mysecret1/"));
            Assert.That((string?)(await portal.CallAsync("profile"))["result"]!["ID"], Is.EqualTo("1"));
        }

        await using var again = await TestPortal.StartAsync(
            new LocalPortalOptions { DataFile = Path.Combine(folder, "one.db") }
        );
        Assert.That(again.Secret, Is.EqualTo("mysecret1"));
    }

    [TestCase("short")]
    [TestCase("with-dashes")]
    [TestCase("has/slash")]
    public void A_secret_that_cannot_stand_in_an_address_is_refused(string secret) =>
        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { WebhookSecret = secret }),
            Throws
                .TypeOf<LocalPortalException>()
                .With.Message.EqualTo("The secret needs at least 8 letters and digits, and nothing else.")
                .And.Property("Option")
                .EqualTo("WebhookSecret")
        );

    [TestCase(null, "2026-09-01T10:00:00+02:00", "2026-12-24T02:00:00+02:00", "2026-12-24T18:00:00+02:00")]
    [TestCase("+00:00", "2026-09-01T08:00:00+00:00", "2026-12-24T00:00:00+00:00", "2026-12-24T18:00:00+00:00")]
    [TestCase("+05:30", "2026-09-01T13:30:00+05:30", "2026-12-24T05:30:00+05:30", "2026-12-24T18:00:00+05:30")]
    [TestCase("Europe/Berlin", "2026-09-01T10:00:00+02:00", "2026-12-24T01:00:00+01:00", "2026-12-24T18:00:00+01:00")]
    [TestCase("Europe/Moscow", "2026-09-01T11:00:00+03:00", "2026-12-24T03:00:00+03:00", "2026-12-24T18:00:00+03:00")]
    public async Task The_server_writes_and_reads_dates_in_its_time_zone(
        string? zone,
        string now,
        string day,
        string meeting
    )
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { TimeZone = zone });

        var id = await portal.AddAsync(
            """{"UF_CRM_NEXT_CALL":"2026-12-24","UF_CRM_MEETING":"24.12.2026 18:00:00","BIRTHDATE":"24.12.2026"}"""
        );

        var lead = await portal.GetAsync(id);
        Assert.That((string?)await portal.ResultAsync("server.time"), Is.EqualTo(now));
        Assert.That(
            ((string?)lead["UF_CRM_NEXT_CALL"], (string?)lead["BIRTHDATE"], (string?)lead["UF_CRM_MEETING"]),
            Is.EqualTo((day, day, meeting))
        );
        Assert.That((string?)lead["DATE_CREATE"], Is.EqualTo(now));
        Assert.That(
            await portal.FindAsync("""{">=UF_CRM_MEETING":"2026-12-24T18:00:00","UF_CRM_NEXT_CALL":"2026-12-24"}"""),
            Is.EqualTo(TestPortal.Text(id))
        );
    }

    [TestCase("+02:00", "2026-12-24T02:00:00+02:00")]
    [TestCase("Asia/Kolkata", "2026-12-24T05:30:00+05:30")]
    [TestCase("+14:00", "2026-12-24T14:00:00+14:00")]
    [TestCase("-05:00", "2026-12-23T19:00:00-05:00")]
    [TestCase("America/New_York", "2026-12-23T19:00:00-05:00")]
    [TestCase("-12:00", "2026-12-23T12:00:00-12:00")]
    public async Task A_day_is_found_and_written_back_as_it_was_answered(string zone, string answered)
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { TimeZone = zone });
        var id = await portal.AddAsync("""{"UF_CRM_NEXT_CALL":"2026-12-24","UF_CRM_DATES":["2026-12-24"]}""");

        await portal.UpdateAsync(id, $$"""{"UF_CRM_NEXT_CALL":"{{answered}}"}""");

        var lead = await portal.GetAsync(id);
        Assert.That(
            ((string?)lead["UF_CRM_NEXT_CALL"], (string?)lead["UF_CRM_DATES"]![0]),
            Is.EqualTo((answered, answered))
        );
        foreach (
            var (filter, isFound) in new[]
            {
                ("""{"UF_CRM_NEXT_CALL":"2026-12-24"}""", true),
                ("""{"UF_CRM_NEXT_CALL":"24.12.2026"}""", true),
                ($$"""{"UF_CRM_NEXT_CALL":"{{answered}}"}""", true),
                ("""{">=UF_CRM_NEXT_CALL":"2026-12-24","<=UF_CRM_NEXT_CALL":"2026-12-24"}""", true),
                ("""{">UF_CRM_NEXT_CALL":"2026-12-23","<UF_CRM_NEXT_CALL":"2026-12-25"}""", true),
                ("""{"UF_CRM_DATES":"2026-12-24"}""", true),
                ("""{">UF_CRM_NEXT_CALL":"2026-12-24"}""", false),
                ("""{"<UF_CRM_NEXT_CALL":"2026-12-24"}""", false),
                ("""{"UF_CRM_NEXT_CALL":"2026-12-23"}""", false),
            }
        )
        {
            Assert.That(await portal.FindAsync(filter), Is.EqualTo(isFound ? TestPortal.Text(id) : ""), filter);
        }
    }

    [TestCase("0001-01-01")]
    [TestCase("01.01.0001")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("9999-12-31")]
    [TestCase("9999-12-31T23:59:59-12:00")]
    [TestCase("0000-00-00")]
    [TestCase("2026-02-30")]
    public async Task A_date_that_no_calendar_shows_everywhere_is_not_a_date(string text)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync($$"""{"UF_CRM_MEETING":"{{text}}","BIRTHDATE":"{{text}}"}""");

        var lead = await portal.GetAsync(id);

        Assert.That(((string?)lead["UF_CRM_MEETING"], (string?)lead["BIRTHDATE"]), Is.EqualTo(("", "")));
        Assert.That(await portal.FindAsync($$"""{">DATE_CREATE":"{{text}}"}"""), Is.Empty);
        Assert.That(await portal.FindAsync($$"""{"<=BIRTHDATE":"{{text}}"}"""), Is.Empty);
    }

    [TestCase("")]
    [TestCase("Europe/Atlantis")]
    [TestCase("+25:00")]
    [TestCase("2")]
    public void An_unknown_time_zone_is_refused(string zone) =>
        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { TimeZone = zone }),
            Throws
                .TypeOf<LocalPortalException>()
                .With.Message.EqualTo(
                    $"`{zone}` is not a time zone. Write an offset such as `+02:00`, or a name such as `Europe/Berlin`."
                )
        );

    [Test]
    public async Task A_data_file_keeps_its_time_zone()
    {
        var options = new LocalPortalOptions { DataFile = Path.Combine(folder, "zone.db"), TimeZone = "Asia/Tokyo" };
        await using (var first = await TestPortal.StartAsync(options))
        {
            await first.AddAsync("""{"TITLE":"x"}""");
        }

        await using (var again = await TestPortal.StartAsync(options with { TimeZone = null }))
        {
            Assert.That((string?)await again.ResultAsync("server.time"), Does.EndWith("+09:00"));
        }

        Assert.That(
            async () => await TestPortal.StartAsync(options with { TimeZone = "Europe/Berlin" }),
            Throws.TypeOf<LocalPortalException>().With.Message.Contains("`Asia/Tokyo`, not `Europe/Berlin`")
        );
    }
}
