using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

internal sealed class CommandLineSpecs
{
    [TestCase("init")]
    [TestCase("validate")]
    [TestCase("plan")]
    [TestCase("apply")]
    [TestCase("show")]
    [TestCase("history")]
    [TestCase("resume")]
    [TestCase("retry")]
    [TestCase("rollback")]
    [TestCase("eval")]
    [TestCase("fields")]
    [TestCase("doctor")]
    [TestCase("portal")]
    [TestCase("completion")]
    public async Task Every_command_has_help(string command)
    {
        await using var here = Workspace.Empty();

        var help = await here.RunAsync(command, "--help");

        Assert.That(help.ExitCode, Is.Zero);
        Assert.That(help.Output, Does.Contain(command));
    }

    [Test]
    public async Task A_new_project_can_plan_at_once()
    {
        await using var here = Workspace.Empty();

        var init = await here.RunAsync("init", ".");
        var plan = await here.RunAsync("plan");

        Assert.That((init.ExitCode, plan.ExitCode), Is.EqualTo((0, 0)), init.Errors + plan.Errors);
        Assert.That(plan.Output, Does.Contain("to update"));
    }

    [TestCase("`--ci jenkins`: write `github` or `gitlab`.", "init", "--ci", "jenkins")]
    [TestCase("`schema plans`: write `manifest` or `config`.", "schema", "plans")]
    [TestCase("`completion tcsh`: write `bash`, `zsh`, `fish` or `pwsh`.", "completion", "tcsh")]
    [TestCase("`--output leads.csv`: this command prints text, json.", "export", "--output", "leads.csv")]
    [TestCase("There is no file or folder `manifests`. Give the path of a manifest", "plan")]
    [TestCase(
        "`--select nope`: no manifest has a change or fixture of that name. There are: close.",
        "plan",
        "m.yml",
        "--select",
        "nope"
    )]
    [TestCase(
        "`--select clsoe`: no manifest has a change or fixture of that name. Did you mean `close`?",
        "plan",
        "m.yml",
        "--select",
        "clsoe"
    )]
    [TestCase("`m.yml` is a file. Give the name of a folder", "init", "m.yml")]
    [TestCase("Leads have no field `NOPE`. `leadops fields` lists them.", "fields", "NOPE")]
    [TestCase("`--portals nope`: no portal has this name or tag", "rollout", "start", "--portals", "nope")]
    public async Task A_wrong_word_is_told_with_the_words_that_there_are(string said, params string[] arguments)
    {
        await using var here = Workspace.Empty();
        here.Write("leadops.yml", "portals:\n  local: { embedded: true }\n");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges: [ { name: close, select: { id: 1 }, set: { COMMENTS: x } } ]\n"
        );

        var ran = await here.RunAsync(arguments);

        Assert.That((ran.ExitCode, ran.Errors), Is.EqualTo((3, ran.Errors)));
        Assert.That(ran.Errors, Does.StartWith($"error: {said}"));
    }

    [Test]
    public async Task Validating_answers_a_machine_in_JSON()
    {
        await using var here = Workspace.Empty();
        await here.RunAsync("init");

        var valid = await here.RunAsync("validate", "--output", "json");

        var manifest = JsonNode.Parse(valid.Output)!["manifests"]![0]!;
        Assert.That((string?)manifest["file"], Is.EqualTo("manifests/first-change.yml"), valid.Errors);
    }

    [TestCase("plan", "--no-such")]
    [TestCase("plann")]
    [TestCase("apply", "--first", "many")]
    [TestCase("apply", "--first", "0")]
    [TestCase("apply", "--max-percent", "-1")]
    [TestCase("plan", "--output", "yaml")]
    public async Task A_wrong_command_line_exits_3(params string[] arguments)
    {
        await using var here = Workspace.Empty();

        var ran = await here.RunAsync(arguments);

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Errors);
        Assert.That(ran.Errors, Does.StartWith("error: "));
    }

    [TestCase("--tariff", "fast", "`--tariff fast`: write `none`, `standard` or `enterprise`.")]
    [TestCase("--mode", "x", "`--mode x`: write `classic` or `simple`.")]
    [TestCase("--operating", "all", "`--operating all`: write `nested`, `batch` or `off`.")]
    [TestCase("--operating-limit", "-1", "`--operating-limit -1`: write a number of seconds")]
    [TestCase("--cut", "503", "`--cut 503`: write `504` or `drop`.")]
    [TestCase("--https", "x", "`--https x`: write a number from 0 (any free port) to 65535.")]
    [TestCase("--port", "99999", "`--port 99999`: write a number from 0 (any free port) to 65535.")]
    [TestCase("--chaos", "500@2,drop@3", "`--chaos`: `drop@3` is not a fault")]
    [TestCase("--cost", "0.4x", "`--cost`: `0.4x` in `0.4x` is not a cost.")]
    [TestCase("--cost", "crm.lead.updat=1s", "`--cost`: There is no method `crm.lead.updat`.")]
    [TestCase("--automation", "when x", "`--automation`: `when x` is not an automation rule.")]
    [TestCase("--webhook", "x:abc", "`--webhook`: `x` is not a user id.")]
    [TestCase("--webhook", "99:abc", "`--webhook`: `99` is not a user of this portal.")]
    public async Task A_wrong_option_of_the_portal_exits_3_and_says_what_is_allowed(
        string option,
        string value,
        string message
    )
    {
        await using var here = Workspace.Empty();

        var ran = await here.RunAsync("portal", "start", option, value);

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Errors);
        Assert.That(ran.Errors, Does.StartWith($"error: {message}"));
    }

    [Test]
    public async Task A_wrong_manifest_to_seed_exits_3_before_the_portal_starts()
    {
        await using var here = Workspace.Empty();
        here.Write("bad.yml", "manifest: 1\nname: x\nfixturs: []\n");

        var ran = await here.RunAsync("portal", "start", "--data", "portal.db", "--seed", "bad.yml");

        Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((3, "")), ran.Errors);
        Assert.That(ran.Errors, Does.Contain("bad.yml:3:1: Unknown key `fixturs`"));
        Assert.That(File.Exists(Path.Combine(here.Folder, "portal.db")), Is.False);
    }

    [TestCase("defaultPortl: x", "leadops.yml:1:1: Unknown key `defaultPortl`. Did you mean `defaultPortal`?")]
    [TestCase("portals:\n  a: { embeded: true }", "leadops.yml:2:8: Unknown key `embeded`. Did you mean `embedded`?")]
    [TestCase(
        "portals:\n  a: { embedded: true, tariff: fast }",
        "leadops.yml:2:24: `fast` is not a value for `tariff`."
    )]
    [TestCase("defaultPortal: b\nportals:\n  a: { embedded: true }", "leadops.yml:1:1: `defaultPortal` names `b`")]
    [TestCase("limits: { maxChanges: lots }", "leadops.yml:1:11: `lots` is not a value for `limits:maxChanges`.")]
    [TestCase(
        "portals:\n  a: { seedable: yes, embedded: true }",
        "leadops.yml:2:8: `yes` is not a value for `seedable`."
    )]
    public async Task A_wrong_configuration_names_its_place(string config, string message)
    {
        await using var here = Workspace.Empty();
        here.Write("leadops.yml", config);

        var ran = await here.RunAsync("doctor");

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Errors);
        Assert.That(ran.Errors, Does.Contain(message));
    }

    [TestCase("crm.lead", 3)]
    [TestCase("crm.item", 0)]
    public async Task Validating_online_knows_what_the_chosen_API_can_filter(string api, int exitCode)
    {
        await using var here = await Workspace.WithPortalAsync(1);
        here.Write(
            "leadops.yml",
            $"defaultPortal: test\nportals:\n  test: {{ url: \"{here.Portal!.WebhookUrl}\", api: {api} }}\n"
        );
        here.Write(
            "manifests/or.yml",
            """
            manifest: 1
            name: or
            changes:
              - name: a
                select: { filter: { "0": { logic: OR, "0": { "=SOURCE_ID": WEB }, "1": { ">OPPORTUNITY": 10 } } } }
                set: { COMMENTS: x }
            """
        );

        var ran = await here.RunAsync("validate", "--online");

        Assert.That(ran.ExitCode, Is.EqualTo(exitCode), ran.Errors);
        Assert.That(
            ran.Errors,
            exitCode == 0
                ? Is.Empty
                : Does.Contain("manifests/or.yml:5:25: `0`: crm.lead.list has no groups and no OR.")
        );
    }

    [TestCase("01.05.2026")]
    [TestCase("02/03/2026")]
    [TestCase("1.5.2026 10:00")]
    public async Task A_date_that_can_be_read_in_two_ways_is_refused(string date)
    {
        await using var here = Workspace.Empty();
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges:\n  - name: c\n    select: { id: 1 }\n    set: { BIRTHDATE: "
                + $"\"{date}\" }}\n"
        );

        var checkedOffline = await here.RunAsync("validate", "m.yml");

        Assert.That(checkedOffline.ExitCode, Is.EqualTo(3));
        Assert.That(checkedOffline.Errors, Does.Contain($"m.yml:6:23: `{date}` is not a date, such as 2026-05-01"));
    }

    [Test]
    public async Task An_application_on_this_machine_never_asks_the_public_token_server()
    {
        await using var here = Workspace.Empty();
        here.Write(
            "leadops.yml",
            "portals:\n  app:\n    url: http://127.0.0.1:9/rest/\n    oauth: { clientId: a, clientSecret: b, "
                + "refreshToken: c }\n"
        );

        var asked = await here.RunAsync("fields");

        Assert.That(asked.ExitCode, Is.EqualTo(3));
        Assert.That(asked.Errors, Does.Contain("has no `tokenUrl`").And.Contain("leadops portal start"));
    }

    [Test]
    public async Task The_printed_command_continues_a_run_on_a_portal_that_is_not_the_default()
    {
        await using var here = await Workspace.WithPortalAsync(20);
        here.Write(
            "leadops.yml",
            "defaultPortal: local\nlimits: { maxPercent: 100 }\nportals:\n  local:\n    embedded: "
                + $"true\n  other:\n    url: {here.Portal!.WebhookUrl}\n"
        );
        here.Write(
            "manifests/m.yml",
            "manifest: 1\nname: m\nchanges:\n  - name: c\n    select: { all: true }\n    set: "
                + "{ SOURCE_DESCRIPTION: seen }\n"
        );
        var first = await here.RunAsync("apply", "--portal", "other", "--yes", "--first", "5");
        var next = first
            .Output.Split('\n')
            .Single(line => line.StartsWith("Continue with: leadops ", StringComparison.Ordinal))[
                "Continue with: leadops ".Length..
            ]
            .Trim()
            .Split(' ');

        var resumed = await here.RunAsync(next);
        var undone = await here.RunAsync("rollback", "latest", "--yes", "--portal", "other");

        Assert.That((resumed.ExitCode, undone.ExitCode), Is.EqualTo((0, 0)), resumed.Errors + undone.Errors);
        Assert.That(resumed.Output, Does.Contain("20 applied"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_variable_in_capitals_sets_the_portal_of_the_file()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "leadops.yml",
            "defaultPortal: test\nportals:\n  test: { url: 'https://nowhere.example/rest/1/abc/', seedable: true }\n"
        );
        here.Write(
            "manifests/m.yml",
            "manifest: 1\nname: m\nchanges:\n  - { name: m, select: { all: true }, set: { OPENED: N } }\n"
        );

        var run = await here.ShellAsync($"LEADOPS_PORTALS__TEST__URL={here.Portal!.WebhookUrl} dotnet $0 plan");

        Assert.That(run.ExitCode, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.StartWith($"Plan for test ({here.Portal.WebhookUrl.Authority})"));
    }
}
