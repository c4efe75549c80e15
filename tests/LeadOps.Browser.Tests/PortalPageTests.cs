using LeadOps.EndToEnd.Tests;
using LeadOps.LocalPortal;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadOps.Browser.Tests;

/// <summary>The page of the local portal, driven as a person drives it.</summary>
internal sealed class PortalPageTests
{
    private const string Manifest = """
        manifest: 1
        name: retire
        changes:
          - name: close
            select: { where: { STATUS_ID: NEW }, expect: { max: 50 } }
            set: { STATUS_ID: JUNK, COMMENTS: Closed by the test }
        """;

    private BrowserBench bench = null!;

    [OneTimeSetUp]
    public async Task StartBrowser() => bench = await BrowserBench.StartAsync();

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        if (bench is not null)
        {
            await bench.DisposeAsync();
        }
    }

    [SetUp]
    public void Forget() => bench.Forget();

    [TearDown]
    public void NothingWasWrong() => Assert.That(bench.Complaints, Is.Empty, string.Join('\n', bench.Complaints));

    [Test]
    public async Task I_watch_an_apply_with_a_fault_arrive()
    {
        await using var work = await Workspace.WithPortalAsync(leads: 40, chaos: "500:crm.lead.update@2");
        work.Write("manifests/retire.yml", Manifest);
        var page = await bench.OpenAsync(work.Portal!.PageUrl);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        var open = await Stage(page, "NEW").InnerTextAsync();

        var plan = await work.RunAsync("plan", "--out", "retire.plan");
        var apply = await work.RunAsync("apply", "retire.plan");

        Assert.That((plan.ExitCode, apply.ExitCode), Is.EqualTo((0, 0)), plan.Errors + apply.Errors);
        Assert.That(int.Parse(open, System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(1));
        await Expect(Stage(page, "NEW")).ToHaveTextAsync("0");
        await BrowserBench.KeepAsync(page, "after-apply");

        await page.GetByRole(AriaRole.Button, new() { Name = "Requests", Exact = true }).ClickAsync();
        var struck = page.Locator("#requests tr", new() { HasText = "500 (call" });
        await Expect(struck).ToHaveCountAsync(1);
        await Expect(struck).ToContainTextAsync("1 failed");
        await BrowserBench.KeepAsync(page, "requests");

        await page.GetByRole(AriaRole.Button, new() { Name = "Leads", Exact = true }).ClickAsync();
        await page.Locator("[data-stage=JUNK] .card").First.ClickAsync();
        var write = page.Locator("dialog .write").First;
        await Expect(write).ToContainTextAsync("changed by Anna Keller");
        await Expect(write).ToContainTextAsync("crm.lead.update in a batch");
        await Expect(write.Locator(".change", new() { HasText = "Stage" }).Locator("del"))
            .ToHaveTextAsync("Unprocessed (NEW)");
        await Expect(write.Locator(".change", new() { HasText = "Stage" }).Locator("ins"))
            .ToHaveTextAsync("Low-quality lead (JUNK)");
        await Expect(write).ToContainTextAsync("Closed by the test");
        await BrowserBench.KeepAsync(page, "lead");
    }

    [TestCase(BrowserBench.Desk, false)]
    [TestCase(BrowserBench.Desk, true)]
    [TestCase(BrowserBench.Phone, false)]
    [TestCase(BrowserBench.Phone, true)]
    public async Task Everybody_can_read_every_view_of_it(int width, bool isDark)
    {
        await using var portal = await StartAsync();
        var page = await bench.OpenAsync(portal.PageUrl, width, isDark);

        foreach (var view in new[] { "Leads", "Requests", "Switches" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = view, Exact = true }).ClickAsync();
            await Accessibility.AssertAsync(page);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Leads", Exact = true }).ClickAsync();
        await page.Locator("[data-lead='3']").First.ClickAsync();
        await Expect(page.Locator("dialog .head h2")).ToBeVisibleAsync();
        await Accessibility.AssertAsync(page);
    }

    [Test]
    public async Task I_edit_a_lead_as_a_colleague()
    {
        await using var portal = await StartAsync();
        var page = await bench.OpenAsync(portal.PageUrl);

        await page.GetByLabel("Search leads").FillAsync("3");
        await page.Locator("[data-lead='3']").First.ClickAsync();
        await page.GetByLabel("Field", new() { Exact = true }).SelectOptionAsync("TITLE");
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("<b>Seen</b> by Mara");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();

        await Expect(page.Locator("dialog .head h2")).ToHaveTextAsync("<b>Seen</b> by Mara");
        await Expect(page.Locator("dialog .write").First).ToContainTextAsync("changed by Mara Vogt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(page.Locator(".card", new() { HasText = "<b>Seen</b> by Mara" })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task I_set_a_fault_and_see_whom_it_strikes()
    {
        await using var portal = await StartAsync();
        var page = await bench.OpenAsync(portal.PageUrl);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switches", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "500 on the next" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the faults" }).ClickAsync();
        await Expect(page.Locator("output", new() { HasText = "Set: 500@1" })).ToBeVisibleAsync();
        using var http = new HttpClient();
        using var first = await http.GetAsync(new Uri(portal.WebhookUrl, "crm.lead.fields"));
        using var second = await http.GetAsync(new Uri(portal.WebhookUrl, "crm.lead.fields"));

        Assert.That(((int)first.StatusCode, (int)second.StatusCode), Is.EqualTo((500, 200)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Requests", Exact = true }).ClickAsync();
        await Expect(page.Locator("#requests tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("#requests tbody tr").Last).ToContainTextAsync("500");
    }

    [Test]
    public async Task I_take_a_right_away_and_set_a_rule()
    {
        await using var portal = await StartAsync();
        var page = await bench.OpenAsync(portal.PageUrl);
        using var http = new HttpClient();
        var lars = new Uri(
            portal.BaseUrl,
            portal.WebhookUrl.AbsolutePath.Replace("/1/", "/7/", StringComparison.Ordinal)
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Switches", Exact = true }).ClickAsync();

        await page.GetByLabel("edit", new() { Exact = true }).SelectOptionAsync("None");
        await page.GetByRole(AriaRole.Button, new() { Name = "Grant" }).ClickAsync();
        await Expect(page.Locator("output", new() { HasText = "Granted." })).ToBeVisibleAsync();
        await page.GetByLabel("Rules").FillAsync("after STATUS_ID becomes IN_PROCESS set POST=Seen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the rules" }).ClickAsync();
        await Expect(page.Locator("output", new() { HasText = "1 rules." })).ToBeVisibleAsync();

        using var denied = await http.GetAsync(new Uri(lars, "crm.lead.update?id=1&fields%5BPOST%5D=x"));
        await http.GetStringAsync(new Uri(portal.WebhookUrl, "crm.lead.update?id=1&fields%5BSTATUS_ID%5D=NEW"));
        await http.GetStringAsync(new Uri(portal.WebhookUrl, "crm.lead.update?id=1&fields%5BSTATUS_ID%5D=IN_PROCESS"));
        var lead = await http.GetStringAsync(new Uri(portal.WebhookUrl, "crm.lead.get?id=1"));

        Assert.That(await denied.Content.ReadAsStringAsync(), Does.Contain("Access denied."));
        Assert.That(lead, Does.Contain("\"POST\":\"Seen\""));
    }

    [Test]
    public async Task Without_the_secret_the_page_shows_nothing()
    {
        await using var portal = await StartAsync();
        await using var own = await BrowserBench.StartAsync();
        var page = await own.OpenAsync(new Uri(portal.BaseUrl, "?secret=wrongone"));

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not the portal's secret.");
        await Expect(page.Locator("main")).ToBeHiddenAsync();
        await page.GetByLabel("Secret").FillAsync(portal.WebhookUrl.Segments[3].Trim('/'));
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();

        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        Assert.That(page.Url, Does.Not.Contain("secret"));
    }

    [TestCase(BrowserBench.Desk, false)]
    [TestCase(BrowserBench.Desk, true)]
    [TestCase(BrowserBench.Phone, false)]
    [TestCase(BrowserBench.Phone, true)]
    public async Task Every_section_fits_its_window(int width, bool isDark)
    {
        await using var portal = await StartAsync();
        var page = await bench.OpenAsync(portal.PageUrl, width, isDark);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(portal.WebhookUrl, "crm.lead.update?id=1&fields%5BPOST%5D=Buyer"));

        foreach (var section in new[] { "Leads", "Requests", "Switches", "Connect" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = section, Exact = true }).ClickAsync();
            await Expect(page.Locator($"#{section.ToLowerInvariant()}")).Not.ToBeEmptyAsync();
            await BrowserBench.AssertFitsAsync(page);
            await BrowserBench.KeepAsync(page, $"{section}-{width}-{(isDark ? "dark" : "light")}");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Leads", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        await Expect(page.Locator("tr[data-lead]")).ToHaveCountAsync(60);
        await BrowserBench.AssertFitsAsync(page);
        await BrowserBench.KeepAsync(page, $"Table-{width}-{(isDark ? "dark" : "light")}");
        await page.Locator("tr[data-lead='1']").ClickAsync();
        await Expect(page.Locator("dialog .write")).ToHaveCountAsync(1);
        await BrowserBench.AssertFitsAsync(page);
        await BrowserBench.KeepAsync(page, $"Lead-{width}-{(isDark ? "dark" : "light")}");
    }

    private static Task<LocalPortalServer> StartAsync() =>
        LocalPortalServer.StartAsync(
            new LocalPortalOptions
            {
                SeedLeads = 60,
                Tariff = PortalTariff.Standard,
                Cost = "0.4s",
            },
            CancellationToken.None
        );

    private static ILocator Stage(IPage page, string stage) => page.Locator($"[data-stage={stage}] h2 span");
}
