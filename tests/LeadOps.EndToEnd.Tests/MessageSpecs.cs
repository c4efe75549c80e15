namespace LeadOps.EndToEnd.Tests;

/// <summary>A message names the value and what to type next, in words of LeadOps and not of .NET.</summary>
internal sealed class MessageSpecs
{
    [TestCase("aply x", "There is no command `aply`. Did you mean `apply`?")]
    [TestCase("portal strt", "There is no command `strt`. Did you mean `start`?")]
    [TestCase("", "`leadops` needs a command: ")]
    [TestCase("plan m.yml -o json", "There is no option `-o`. Did you mean `--out` or `--output`?")]
    [TestCase("apply m.yml --ye", "There is no option `--ye`. Did you mean `--yes`?")]
    [TestCase("apply m.yml --first abc", "`--first abc`: write a whole number")]
    [TestCase("apply m.yml --first 0", "`--first 0`: write a whole number of at least 1")]
    [TestCase("apply m.yml --max-percent abc", "`--max-percent abc`: write a number")]
    [TestCase("plan --output", "`--output` needs a value: --output FORMAT")]
    [TestCase("plan --out a --out b", "`--out` is given 2 times. Write it once.")]
    [TestCase("rollout start --waves", "`--portals` needs a value: --portals TAG|NAME")]
    [TestCase("rollback a b", "`leadops rollback` takes no `b`.")]
    [TestCase("rollout status a b", "`leadops rollout status` takes no `b`.")]
    [TestCase("completion", "`leadops completion` needs SHELL")]
    [TestCase("apply garbage.plan", "`garbage.plan` is neither a manifest (.yml) nor a plan")]
    [TestCase("seed garbage.plan", "`garbage.plan` is neither a manifest (.yml) nor a plan")]
    [TestCase("show garbage.plan", "`garbage.plan` is not a saved plan")]
    [TestCase("validate status.yml", "status.yml:5:24: Leads have no field `STATUS`")]
    [TestCase("validate status.yml", "Did you mean `STATUS_ID`?")]
    [TestCase("validate any.yml", "any.yml:5:20: A mapping stands where a list of conditions is expected. `any` joins")]
    [TestCase("validate more.yml", "`> 1000` is compared by a mapping: write `{ gt: 1000 }`")]
    [TestCase("validate rows.yml", "rows.csv:3:3: A quote is not closed")]
    public async Task A_slip_is_told_with_the_next_step(string line, string message)
    {
        await using var here = Workspace.Empty();
        here.Write("garbage.plan", "garbage\n");
        here.Write("m.yml", "manifest: 1\nname: m\n");
        here.Write(
            "status.yml",
            "manifest: 1\nname: s\nchanges:\n  - name: c\n    select: { where: { STATUS: NEW } }\n    set: "
                + "{ COMMENTS: x }\n"
        );
        here.Write("rows.csv", "id,t\n1,a\n2,\"b\n3,c\n");
        foreach (
            var (file, select) in new[]
            {
                ("any.yml", "{ any: { STATUS_ID: NEW } }"),
                ("more.yml", "{ where: { OPPORTUNITY: '> 1000' } }"),
                ("rows.yml", "{ id: \"{{ row.id }}\" }\n    forEach: r"),
            }
        )
        {
            here.Write(
                file,
                $"manifest: 1\nname: s\nchanges:\n  - name: c\n    select: {select}\n    set: {{ COMMENTS: "
                    + "x }\nrows: { r: rows.csv }\n"
            );
        }

        var ran = await here.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Errors);
        Assert.That(ran.Errors, Does.Contain(message).And.Not.Contain("System."));
    }

    [Test]
    public async Task Help_of_a_command_lists_its_exit_codes_and_needs_no_arguments()
    {
        await using var here = Workspace.Empty();

        var asked = await here.RunAsync("help", "rollback");
        var option = await here.RunAsync("rollback", "--help");

        Assert.That((asked.ExitCode, option.ExitCode), Is.EqualTo((0, 0)), asked.Errors + option.Errors);
        Assert.That(asked.Output, Is.EqualTo(option.Output).And.Contain("Exit codes:").And.Contain("130"));
    }

    [Test]
    public async Task A_saved_plan_given_to_seed_and_fixtures_given_to_plan_name_the_right_command()
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write(
            "f.yml",
            "manifest: 1\nname: f\nfixtures:\n  - name: f\n    count: 1\n    key: "
                + "\"k-{{ index }}\"\n    set: { TITLE: t }\n"
        );
        await here.RunAsync("seed", "f.yml", "--dry-run", "--out", "f.plan");

        var seeded = await here.RunAsync("seed", "f.plan");
        var planned = await here.RunAsync("plan", "f.yml");

        Assert.That((seeded.ExitCode, planned.ExitCode), Is.EqualTo((3, 0)), seeded.Errors + planned.Errors);
        Assert.That(seeded.Errors, Does.Contain("`leadops apply f.plan` carries it out"));
        Assert.That(planned.Errors, Does.Contain("type: leadops seed f.yml --dry-run"));
    }

    [Test]
    public async Task A_run_that_maxFailures_stopped_says_so_and_history_tells_all_of_it()
    {
        await using var here = await Workspace.WithPortalAsync(60, "refuse:id=1@*,refuse:id=2@*,refuse:id=3@*");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges:\n  - name: c\n    select: { all: true }\n    set: { COMMENTS: x }\n"
        );

        var stopped = await here.RunAsync("apply", "m.yml", "--yes", "--max-failures", "2");
        var history = await here.RunAsync("history");

        Assert.That(stopped.ExitCode, Is.EqualTo(4), stopped.Errors);
        Assert.That(stopped.Errors, Does.Contain("`limits.maxFailures` allows 2").And.Contain("leadops retry"));
        Assert.That(history.Output, Does.Match("run +when +took +who").And.Contain("failed").And.Contain("stopped"));
    }
}
