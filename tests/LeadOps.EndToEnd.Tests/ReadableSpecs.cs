namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// What a person reads: slips of the pen are named with what to write instead, plans say things once.
/// </summary>
internal sealed class ReadableSpecs
{
    private static string Manifest(string select, string set) =>
        $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {select}\n    set:\n      {set}\n";

    [TestCase("COMMENTS:", "m.yml:7:7: `COMMENTS` has no value. Write `null` to clear it on purpose.")]
    [TestCase(
        "COMMENTS: {{ lead.TITLE }}",
        "m.yml:7:18: YAML reads an unquoted `{{` as a mapping. Quote the whole value: `\"{{ … }}\"`."
    )]
    [TestCase("COMMENTS: {{ lead.TITLE | string.upcase }} x", "Quote the whole value: `\"{{ … }}\"`.")]
    public async Task A_slip_in_a_value_is_told_with_what_to_write_instead(string set, string expected)
    {
        await using var here = Workspace.Empty();
        here.Write("m.yml", Manifest("{ id: 1 }", set));

        var validated = await here.RunAsync("validate", "m.yml");

        Assert.That(validated.ExitCode, Is.EqualTo(3));
        Assert.That(validated.Errors, Does.Contain(expected).And.Not.Contain("multiple fields"));
    }

    [Test]
    public async Task Validating_online_names_every_mistake_in_one_pass_by_its_place()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write("m.yml", Manifest("{ where: { STATUS_ID: nope }, limt: 5 }", "UF_NOPE: 1\n      TITLE: null"));

        var online = await here.RunAsync("validate", "m.yml", "--online");
        var unreachable = await here.RunAsync(
            "validate",
            "m.yml",
            "--online",
            "--portal",
            "http://127.0.0.1:9/rest/1/x/"
        );

        Assert.That((online.ExitCode, unreachable.ExitCode), Is.EqualTo((3, 3)));
        Assert.That(Places(online.Errors), Is.EqualTo(new[] { "5:35", "5:43", "7:7", "8:14" }), online.Errors);
        Assert.That(Places(unreachable.Errors), Is.EqualTo(new[] { "5:43", "8:14" }), unreachable.Errors);
        Assert.That(unreachable.Errors, Does.Contain("127.0.0.1:9"));
    }

    private static IEnumerable<string> Places(string errors) =>
        errors
            .Split('\n')
            .Where(line => line.StartsWith("error: m.yml:", StringComparison.Ordinal))
            .Select(line => string.Join(':', line.Split(':')[2..4]).Trim());

    [Test]
    public async Task A_broken_template_is_one_error()
    {
        await using var here = Workspace.Empty();
        here.Write("m.yml", Manifest("{ id: 1 }", "COMMENTS: \"{{ 1 + }}\""));

        var validated = await here.RunAsync("validate", "m.yml");

        Assert.That(validated.Errors.Trim().Split('\n'), Has.Length.EqualTo(1), validated.Errors);
    }

    [Test]
    public async Task A_misspelt_option_is_not_taken_for_a_path()
    {
        await using var here = Workspace.Empty();

        var run = await here.RunAsync("plan", "--ful");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Errors, Does.Contain("There is no option `--ful`. Did you mean `--full`?"));
    }

    [Test]
    public async Task Leads_named_by_id_that_the_portal_does_not_have_are_said()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("m.yml", Manifest("{ id: [2, 99, 98] }", "COMMENTS: seen"));

        var plan = await here.RunAsync("plan", "m.yml");

        Assert.That(plan.Output, Does.Contain("c: there is no lead 98, 99").And.Contain("Plan: 1 to update"));
    }

    [Test]
    public async Task What_all_leads_of_a_group_get_is_told_once()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("m.yml", Manifest("{ all: true }", "SOURCE_DESCRIPTION: moved from the old list"));

        var plan = await here.RunAsync("plan", "m.yml");

        Assert.That(plan.Output, Does.Contain("~ 3 leads: SOURCE_DESCRIPTION (empty) → moved from the old list   [c]"));
        Assert.That(plan.Output.Split("moved from the old list"), Has.Length.EqualTo(2), plan.Output);
    }

    [Test]
    public async Task A_plan_without_changes_says_so()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("none.yml", Manifest("{ where: { TITLE: nobody has this } }", "COMMENTS: x"));
        here.Write("same.yml", Manifest("{ all: true }", "OPENED: Y"));

        var none = await here.RunAsync("plan", "none.yml");
        var same = await here.RunAsync("plan", "same.yml");

        Assert.That(none.Output, Does.Contain("No changes: no lead is selected."));
        Assert.That(same.Output, Does.Contain("No changes: 3 leads already as wanted."));
    }

    [Test]
    public async Task Plans_and_reports_for_people_name_manifests_and_titles()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write("m.yml", Manifest("{ all: true }", "STATUS_ID: IN_PROCESS"));

        var markdown = await here.RunAsync("plan", "m.yml", "--output", "markdown");
        var html = await here.RunAsync("plan", "m.yml", "--output", "html");
        await here.RunAsync("apply", "m.yml", "--yes", "--report", "r.html", "--report", "r.md");

        Assert.That(markdown.Output, Does.Contain("- m (`m.yml`)").And.Contain("Forecast:"));
        Assert.That(
            html.Output,
            Does.Contain("m <small>m.yml</small>").And.Contain("Forecast:").And.Contain("(IN_PROCESS)")
        );
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, "r.html")),
            Does.Contain("(IN_PROCESS)").And.Contain("<polyline")
        );
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "r.md")), Does.Contain("(IN_PROCESS)"));
    }

    [Test]
    public async Task Blocked_leads_are_marked_in_a_pull_request()
    {
        await using var here = await Workspace.WithPortalAsync(2);
        here.Write(
            "m.yml",
            Manifest("{ id: 2 }", "COMMENTS: x")
                + "    assert:\n      - that: lead.ID == 1\n        message: only the first\n"
        );

        var plan = await here.RunAsync("plan", "m.yml", "--output", "markdown");

        Assert.That(plan.Output, Does.Contain("| c **blocked**: only the first |"));
    }

    [Test]
    public async Task An_address_in_any_field_is_masked()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write("m.yml", Manifest("{ id: 1 }", "UTM_TERM: mika@example.org"));

        var plan = await here.RunAsync("plan", "m.yml", "--redact", "--full");

        Assert.That(plan.Output, Does.Contain("UTM_TERM").And.Not.Contain("mika"));
    }

    [Test]
    public async Task A_variable_that_is_not_set_is_no_empty_text()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write(
            "m.yml",
            "env: [NOT_SET_ANYWHERE]\n" + Manifest("{ id: 1 }", "COMMENTS: \"to {{ env.NOT_SET_ANYWHERE }}\"")
        );
        here.Write(
            "d.yml",
            "env: [NOT_SET_ANYWHERE]\n" + Manifest("{ id: 1 }", "COMMENTS: \"to {{ env.NOT_SET_ANYWHERE ?? 'all' }}\"")
        );

        var strict = await here.RunAsync("plan", "m.yml");
        var guarded = await here.RunAsync("plan", "d.yml");

        Assert.That((strict.ExitCode, guarded.ExitCode), Is.EqualTo((3, 0)), guarded.Errors);
        Assert.That(strict.Errors, Does.Contain("m.yml:8:").And.Contain("NOT_SET_ANYWHERE"));
        Assert.That(guarded.Output, Does.Contain("to all"));
    }

    [TestCase("{{ date.parse '01.02.2026' }}", 3, "")]
    [TestCase("{{ date.parse '01.02.2026' '%d.%m.%Y' }}", 0, "2026-02-01")]
    [TestCase("{{ date.parse '2026-02-01' }}", 0, "2026-02-01")]
    public async Task Dates_are_not_guessed(string template, int exitCode, string printed)
    {
        await using var here = Workspace.Empty();

        var run = await here.RunAsync("eval", template);

        Assert.That((run.ExitCode, run.Output.Trim()), Is.EqualTo((exitCode, printed)), run.Errors);
    }

    [Test]
    public async Task A_report_that_has_no_folder_is_told_before_anything_is_written()
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write("m.yml", Manifest("{ id: 1 }", "COMMENTS: x"));

        var run = await here.RunAsync("apply", "m.yml", "--yes", "--report", "nowhere/r.html");

        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Errors, Does.Contain("there is no folder"));
        Assert.That(await here.ControlAsync("log"), Is.EqualTo("[]"));
    }

    [Test]
    public async Task What_may_run_once_is_finished_or_taken_back_before_it_runs_again()
    {
        await using var here = await Workspace.WithPortalAsync(20);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n"
        );
        here.Write(
            "m.yml",
            "once: true\n" + Manifest("{ all: true }", "SOURCE_DESCRIPTION: \"{{ lead.SOURCE_DESCRIPTION ?? '' }}!\"")
        );
        await here.RunAsync("apply", "m.yml", "--yes", "--first", "5");

        var planned = await here.RunAsync("plan", "m.yml");
        var again = await here.RunAsync("apply", "m.yml", "--yes");
        var undone = await here.RunAsync("rollback", "latest", "--yes");
        var anew = await here.RunAsync("apply", "m.yml", "--yes");

        Assert.That(planned.Output, Does.Contain("is not finished").And.Contain("leadops resume "));
        Assert.That(
            (again.ExitCode, undone.ExitCode, anew.ExitCode),
            Is.EqualTo((5, 0, 0)),
            again.Errors + undone.Errors + anew.Errors
        );
        Assert.That(again.Errors, Does.Contain("is not finished"));
        Assert.That(anew.Output, Does.Contain("20 applied"));
    }

    [Test]
    public async Task A_run_tells_which_leads_were_blocked_and_a_used_plan_says_so_first()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "m.yml",
            Manifest("{ all: true }", "COMMENTS: x")
                + "    assert:\n      - that: lead.ID == 1\n        message: only the first\n"
        );
        await here.RunAsync("plan", "m.yml", "--out", "m.plan");

        var applied = await here.RunAsync("apply", "m.plan", "--skip-blocked");
        var again = await here.RunAsync("apply", "m.plan");

        Assert.That((applied.ExitCode, again.ExitCode), Is.EqualTo((4, 5)), applied.Errors);
        Assert.That(applied.Output, Does.Contain("Blocked: 2 of those not done are held back by an assert"));
        Assert.That(again.Errors, Does.Contain("already applied by the run").And.Not.Contain("--skip-blocked"));
    }
}
