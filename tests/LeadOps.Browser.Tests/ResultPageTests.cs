using LeadOps.EndToEnd.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadOps.Browser.Tests;

/// <summary>The pages of a plan and of a run, as the executable writes them, opened from a file.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class ResultPageTests
{
    private const string Manifest = """
        manifest: 1
        name: spring-cleaning
        description: Spring cleaning before the new pipeline starts
        changes:
          - name: close
            description: Nobody touched these since spring
            select: { where: { STATUS_ID: NEW } }
            set: { STATUS_ID: JUNK, COMMENTS: "<b>{{ lead.TITLE }}</b> closed by the test" }
            assert: [{ that: lead.ID != 2, message: Lead 2 belongs to sales }]
          - name: source
            select: { where: { ID: { gt: 20 } } }
            set: { SOURCE_ID: EMAIL, SOURCE_DESCRIPTION: "Campaign {{ lead.ID }}" }
        """;

    private static readonly object[][] Looks =
    [
        ["plan.html", BrowserBench.Desk, false],
        ["plan.html", BrowserBench.Desk, true],
        ["plan.html", BrowserBench.Phone, false],
        ["plan.html", BrowserBench.Phone, true],
        ["report.html", BrowserBench.Desk, false],
        ["report.html", BrowserBench.Desk, true],
        ["report.html", BrowserBench.Phone, false],
        ["report.html", BrowserBench.Phone, true],
    ];

    private BrowserBench bench = null!;
    private Workspace work = null!;

    [OneTimeSetUp]
    public async Task MakePages()
    {
        bench = await BrowserBench.StartAsync();
        work = await Workspace.WithPortalAsync(leads: 300, chaos: "limit@14-15");
        work.Write(
            "leadops.yml",
            "defaultPortal: test\nlimits: { maxPercent: 100 }\nportals:\n  test:\n    url: "
                + $"{work.Portal!.WebhookUrl}\n"
        );
        work.Write("m.yml", Manifest);
        var plan = await work.RunAsync("plan", "m.yml", "--out", "m.plan", "--output", "html");
        work.Write("plan.html", plan.Output);
        await work.ControlAsync("edit", "&id=21&fields[SOURCE_DESCRIPTION]=Edited by a colleague");
        await work.ControlAsync("edit", "&id=22&fields[SOURCE_ID]=PARTNER");
        await work.RunAsync("apply", "m.plan", "--skip-blocked", "--first", "100");
        var resumed = await work.RunAsync("resume", "latest", "--report", "report.html");
        Assert.That(resumed.ExitCode, Is.EqualTo(4), resumed.Output + resumed.Errors);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await (work?.DisposeAsync() ?? default);
        await (bench?.DisposeAsync() ?? default);
    }

    [TearDown]
    public void NothingWasWrong()
    {
        var complaints = bench.Complaints.ToList();
        bench.Forget();
        Assert.That(complaints, Is.Empty);
    }

    [TestCaseSource(nameof(Looks))]
    public async Task It_fits_and_everybody_can_read_it(string name, int width, bool isDark)
    {
        var page = await OpenAsync(name, width, isDark);

        await BrowserBench.KeepAsync(
            page,
            $"{Path.GetFileNameWithoutExtension(name)}-{width}{(isDark ? "-dark" : "")}"
        );
        await BrowserBench.AssertFitsAsync(page);
        await Accessibility.AssertAsync(page);
    }

    [Test]
    public async Task The_plan_says_who_what_why_and_what_would_be_refused()
    {
        var page = await OpenAsync("plan.html");

        await Expect(page.Locator(".facts")).ToContainTextAsync("Anna Keller");
        await Expect(page.Locator(".facts")).ToContainTextAsync("Spring cleaning before the new pipeline starts");
        await Expect(page.Locator(".box.bad")).ToContainTextAsync("1 lead is blocked by an assert");
        await Expect(page.Locator(".box.warn")).ToContainTextAsync("a stage change may start automation");
        await Expect(page.Locator(".change").First).ToContainTextAsync("Nobody touched these since spring");
        await Expect(page.Locator(".change").First).ToContainTextAsync("Stage STATUS_ID");
    }

    [Test]
    public async Task I_filter_by_change_and_action_and_search()
    {
        var page = await OpenAsync("plan.html");
        var rows = page.Locator("#leads tr");

        await page.GetByLabel("Action").SelectOptionAsync("blocked");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("Lead 2 belongs to sales");

        await page.GetByLabel("Action").SelectOptionAsync("all");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Change" }).SelectOptionAsync("source");
        await Expect(rows.First).ToContainTextAsync("#21");
        await Expect(page.Locator("#count")).ToContainTextAsync("of 280 leads shown");

        await page.GetByLabel("Search leads").FillAsync("campaign 123");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("#123");
    }

    [Test]
    public async Task Groups_open_and_on_paper_all_are_open()
    {
        var page = await OpenAsync("plan.html");
        var group = page.Locator("details").First;

        await group.Locator("summary").ClickAsync();
        await Expect(group).Not.ToHaveAttributeAsync("open", "");
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.That(await page.Locator("details:not([open])").CountAsync(), Is.Zero);
        await Expect(page.Locator("#filters")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_stale_lead_shows_what_the_portal_holds()
    {
        var page = await OpenAsync("report.html");

        await page.GetByLabel("Verdict").SelectOptionAsync("stale");
        var rows = page.Locator("#leads tr");

        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("portal holds Edited by a colleague");
        await Expect(rows.Last).ToContainTextAsync("portal holds Existing client (PARTNER)");
    }

    [Test]
    public async Task The_report_shows_the_whole_run_with_what_it_waited_for()
    {
        var page = await OpenAsync("report.html");

        await Expect(page.Locator("h1")).ToContainTextAsync("partly");
        await Expect(page.Locator(".chart .cut")).ToHaveCountAsync(1);
        await Expect(page.Locator("figcaption")).ToContainTextAsync("503 QUERY_LIMIT_EXCEEDED");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Nobody touched these since spring");
    }

    [Test]
    public async Task Ten_thousand_leads_are_searched_without_lag()
    {
        await using var many = await Workspace.WithPortalAsync(10_000);
        many.Write("m.yml", Manifest);
        var plan = await many.RunAsync("plan", "m.yml", "--output", "html");
        File.WriteAllText(Path.Combine(work.Folder, "many.html"), plan.Output);

        var page = await OpenAsync("many.html");
        await Expect(page.Locator("#leads tr")).ToHaveCountAsync(200);
        var took = await page.EvaluateAsync<double>(
            "() => { const start = performance.now(); search.value = 'campaign 9876'; filter(); "
                + "return performance.now() - start }"
        );

        await Expect(page.Locator("#leads tr")).ToHaveCountAsync(1);
        Assert.That(took, Is.LessThan(1000));
    }

    [Test]
    public async Task A_value_of_a_lead_is_text_and_a_strange_script_does_not_run()
    {
        var page = await OpenAsync("plan.html");

        await page.EvaluateAsync(
            "() => { const script = document.createElement('script'); "
                + "script.textContent = 'window.strange = 1'; document.body.append(script) }"
        );

        Assert.That(await page.EvaluateAsync<bool>("() => window.strange === undefined"), Is.True);
        Assert.That(bench.Complaints, Has.Some.Contains("Content Security Policy"));
        bench.Forget();
        Assert.That(await page.Locator("#leads td b b, #leads ins b").CountAsync(), Is.Zero);
    }

    private Task<IPage> OpenAsync(string name, int width = BrowserBench.Desk, bool isDark = false) =>
        bench.OpenAsync(new Uri(Path.Combine(work.Folder, name)), width, isDark);
}
