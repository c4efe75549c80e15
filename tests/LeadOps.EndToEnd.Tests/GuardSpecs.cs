using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What refuses a plan does so whatever way the plan comes in.</summary>
internal sealed class GuardSpecs
{
    private const string Close =
        "manifest: 1\nname: close\nchanges:\n  - name: c\n    select: { all: true }\n    set: { COMMENTS: done }\n";

    private const string Fixture =
        "manifest: 1\nname: shop\nfixtures:\n  - name: f\n    count: 3\n    key: \"f-{{ index }}\"\n    set: "
        + "{ TITLE: a }\n";

    private static async Task<Workspace> StartAsync(int leads, string portal = "", string more = "")
    {
        var here = await Workspace.WithPortalAsync(leads);
        Configure(here, portal, more);
        here.Write("close.yml", Close);
        here.Write("shop.yml", Fixture);
        return here;
    }

    private static void Configure(Workspace here, string portal, string more = "") =>
        here.Write("leadops.yml", $"{more}portals:\n  test: {{ url: \"{here.Portal!.WebhookUrl}\"{portal} }}\n");

    private static async Task<int> RequestsAsync(Workspace here) =>
        (int)JsonNode.Parse(await here.ControlAsync("requests"))!["http"]!;

    [Test]
    public async Task A_protected_portal_is_protected_whichever_way_its_address_is_given()
    {
        await using var here = await StartAsync(3, ", protected: true");
        var before = await here.ControlAsync("leads");

        var ran = await here.RunAsync("apply", "close.yml", "--yes", "--portal", here.Portal!.WebhookUrl.ToString());
        var confirmed = await here.RunAsync(
            "apply",
            "close.yml",
            "--confirm",
            here.Portal.WebhookUrl.Authority,
            "--portal",
            here.Portal.WebhookUrl.ToString()
        );

        Assert.That((ran.ExitCode, confirmed.ExitCode), Is.EqualTo((5, 0)), ran.Output + confirmed.Errors);
        Assert.That(ran.Errors, Does.Contain("is protected").And.Contain("--confirm"));
        Assert.That(await here.ControlAsync("leads"), Is.Not.EqualTo(before));
    }

    [TestCase("seed")]
    [TestCase("unseed")]
    public async Task A_saved_fixture_plan_is_refused_after_the_key_was_removed(string verb)
    {
        await using var here = await StartAsync(0, ", seedable: true");
        if (verb == "unseed")
        {
            await here.RunAsync("seed", "shop.yml", "--yes");
        }

        var saved = await here.RunAsync(verb, "shop.yml", "--dry-run", "--out", "f.plan");
        Configure(here, "");
        var before = await here.ControlAsync("leads");
        var applied = await here.RunAsync("apply", "f.plan");

        Assert.That((saved.ExitCode, applied.ExitCode), Is.EqualTo((0, 5)), saved.Errors + applied.Errors);
        Assert.That(applied.Errors, Does.Contain("portals.test.seedable"));
        Assert.That(await here.ControlAsync("leads"), Is.EqualTo(before));
    }

    [Test]
    public async Task The_first_leads_of_a_rollback_are_a_success_of_their_own()
    {
        await using var here = await StartAsync(30);
        await here.RunAsync("apply", "close.yml", "--yes");

        var first = await here.RunAsync("rollback", "latest", "--first", "10", "--yes");
        var rest = await here.RunAsync("resume", "latest");

        Assert.That((first.ExitCode, rest.ExitCode), Is.EqualTo((0, 0)), first.Output + first.Errors + rest.Errors);
        Assert.That(first.Output, Does.Contain("10 applied"));
        Assert.That(rest.Output, Does.Contain("30 applied"));
    }

    [Test]
    public async Task A_rollback_is_held_to_the_share_of_the_portals_leads()
    {
        await using var here = await StartAsync(200);
        await here.RunAsync("apply", "close.yml", "--yes", "--max-percent", "100");

        var shown = await here.RunAsync("rollback", "latest", "--dry-run");
        var refused = await here.RunAsync("rollback", "latest", "--yes");
        var allowed = await here.RunAsync("rollback", "latest", "--yes", "--max-percent", "100");

        Assert.That((shown.ExitCode, refused.ExitCode, allowed.ExitCode), Is.EqualTo((0, 5, 0)), shown.Errors);
        Assert.That(refused.Errors, Does.Contain("100 % of the portal's 200 leads"));
    }

    [Test]
    public async Task I_may_take_away_all_that_I_seeded_on_an_empty_portal()
    {
        await using var here = await StartAsync(0, ", seedable: true");
        here.Write("shop.yml", Fixture.Replace("count: 3", "count: 200", StringComparison.Ordinal));
        await here.RunAsync("seed", "shop.yml", "--yes");

        var unseeded = await here.RunAsync("unseed", "shop.yml", "--yes");

        Assert.That(unseeded.ExitCode, Is.Zero, unseeded.Errors);
        Assert.That(unseeded.Output, Does.Contain("200 applied"));
    }

    [Test]
    public async Task A_rollback_can_be_looked_at_saved_and_applied_later()
    {
        await using var here = await StartAsync(5);
        await here.RunAsync("apply", "close.yml", "--yes");

        var shown = await here.RunAsync(
            "rollback",
            "latest",
            "--dry-run",
            "--detailed-exitcode",
            "--out",
            "back.plan",
            "--output",
            "json"
        );
        var between = await here.ControlAsync("leads");
        var applied = await here.RunAsync("apply", "back.plan");

        Assert.That((shown.ExitCode, applied.ExitCode), Is.EqualTo((2, 0)), shown.Errors + applied.Errors);
        Assert.That(shown.Output, Does.Contain("\"update\": 5"));
        Assert.That(between, Does.Contain("done"));
        Assert.That(await here.ControlAsync("leads"), Does.Not.Contain("done"));
    }

    [TestCase("apply", "close.yml")]
    [TestCase("plan", "close.yml")]
    [TestCase("seed", "shop.yml")]
    [TestCase("unseed", "shop.yml")]
    [TestCase("rollback", "latest")]
    [TestCase("resume", "latest")]
    [TestCase("retry", "latest")]
    public async Task An_unknown_format_is_refused_before_any_request(string verb, string what)
    {
        await using var here = await StartAsync(5, ", seedable: true");
        await here.RunAsync("apply", "close.yml", "--yes");
        var before = await RequestsAsync(here);

        var refused = await here.RunAsync(verb, what, "--output", "yaml");

        Assert.That((refused.ExitCode, await RequestsAsync(here)), Is.EqualTo((3, before)), refused.Errors);
        Assert.That(refused.Errors, Does.Contain("`--output yaml`"));
    }

    [TestCase("apply", "close.yml")]
    [TestCase("apply", "saved.plan")]
    [TestCase("rollback", "latest")]
    [TestCase("seed", "shop.yml")]
    [TestCase("unseed", "shop.yml")]
    public async Task A_protected_portal_wants_its_host_whatever_is_applied(string verb, string what)
    {
        await using var here = await StartAsync(5, ", seedable: true");
        await here.RunAsync("apply", "close.yml", "--yes");
        await here.RunAsync("seed", "shop.yml", "--yes");
        here.Write("close.yml", Close.Replace("done", "other", StringComparison.Ordinal));
        await here.RunAsync("plan", "close.yml", "--out", "saved.plan");
        here.Write("shop.yml", Fixture.Replace("TITLE: a", "TITLE: b", StringComparison.Ordinal));
        Configure(here, ", seedable: true, protected: true");

        var refused = await here.RunAsync(verb, what, "--yes");
        var wrong = await here.RunAsync(verb, what, "--confirm", "elsewhere");
        var confirmed = await here.RunAsync(verb, what, "--confirm", here.Portal!.WebhookUrl.Authority);

        Assert.That(
            (refused.ExitCode, wrong.ExitCode, confirmed.ExitCode),
            Is.EqualTo((5, 5, 0)),
            refused.Errors + wrong.Errors + confirmed.Errors
        );
        Assert.That(refused.Errors, Does.Contain($"--confirm {here.Portal.WebhookUrl.Authority}"));
        Assert.That(wrong.Errors, Does.Contain("`elsewhere` is not the host"));
    }
}
