using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>`--portals`: one table, and a portal that fails never hides the others.</summary>
internal sealed class ManyPortalsSpecs
{
    [Test]
    public async Task A_plan_of_many_portals_is_one_table_with_refusals_and_failures()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "blocked", "broken", "guarded"]);

        var text = await park.Here.RunAsync("plan", "--portals", "client");
        var json = await park.Here.RunAsync("plan", "--portals", "all", "--output", "json");
        var markdown = await park.Here.RunAsync("plan", "--portals", "a1,guarded", "--output", "markdown");

        Assert.That((text.ExitCode, json.ExitCode, markdown.ExitCode), Is.EqualTo((6, 6, 0)), text.Errors);
        Assert.That(
            text.Output,
            Does.Match(@"a1 +20 +20 +0 +0 +0 +planned")
                .And.Match(@"blocked +20 +19 +0 +0 +1 +refused")
                .And.Match(@"broken +- .* failed")
                .And.Match(@"guarded \(protected\) +20 .* planned")
                .And.Contain("blocked: apply would refuse: 1 lead is blocked")
                .And.Contain("broken: error:")
                .And.Not.Contain("wr0ngwebh00k")
        );
        var portals = JsonNode.Parse(json.Output)!["portals"]!.AsArray();
        Assert.That(
            portals.Select(portal => (string?)portal!["portal"]),
            Is.EqualTo(new[] { "a1", "blocked", "broken", "guarded" })
        );
        Assert.That((int?)portals[2]!["error"]!["exitCode"], Is.EqualTo(6));
        Assert.That((int?)portals[1]!["summary"]!["blocked"], Is.EqualTo(1));
        Assert.That(markdown.Output, Does.Contain("| a1 | 20 |").And.Not.Contain("| broken"));
    }

    [TestCase("url")]
    [TestCase("embedded")]
    public async Task Two_names_of_one_portal_are_refused_before_anything_is_planned(string kind)
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"]);
        var place = kind == "url" ? $"url: \"{park.Portals["a1"].WebhookUrl}\"" : "embedded: true";
        park.Here.Write(
            "leadops.yml",
            $"portals:\n  one: {{ {place}, tags: [client] }}\n  two: {{ {place}, tags: [client] }}\n"
        );

        var rollout = await park.Here.RunAsync("rollout", "start", "--portals", "client", "--yes");
        var plan = await park.Here.RunAsync("plan", "--portals", "client");
        await park.Here.RunAsync("apply", "--yes", "--portal", "two", "--max-percent", "100");
        var history = await park.Here.RunAsync("history", "--portals", "client");

        Assert.That((rollout.ExitCode, plan.ExitCode, history.ExitCode), Is.EqualTo((3, 0, 0)), plan.Errors);
        Assert.That(rollout.Errors, Does.Contain("`one`, `two` are one portal"));
        Assert.That(plan.Output, Does.Contain("one, two: note: these are one portal"));
        Assert.That(history.Output, Does.Match("one, two +2026|one, two +[0-9]{8}-").And.Contain("2 portals, 1 run."));
    }

    [Test]
    public async Task Stored_plans_of_many_portals_are_applied_by_their_ids()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"]);

        var planned = await park.Here.RunAsync(
            "plan",
            "--portals",
            "client",
            "--store",
            "--detailed-exitcode",
            "--output",
            "json"
        );
        var id = (string)JsonNode.Parse(planned.Output)!["portals"]![1]!["plan"]!;
        var applied = await park.Here.RunAsync("apply", id);

        Assert.That((planned.ExitCode, applied.ExitCode), Is.EqualTo((2, 0)), applied.Errors);
        Assert.That(await park.PhonesAsync("a2"), Is.All.EqualTo(1));
        Assert.That(await park.PhonesAsync("a1"), Is.All.EqualTo(0));
    }

    [Test]
    public async Task Validate_doctor_and_history_take_many_portals()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "broken"]);
        await park.Here.RunAsync("apply", "--yes", "--portal", "a2");

        var valid = await park.Here.RunAsync("validate", "--online", "--portals", "a1,a2");
        var half = await park.Here.RunAsync("validate", "--online", "--portals", "all");
        var doctor = await park.Here.RunAsync("doctor", "--portals", "all");
        var checks = await park.Here.RunAsync("doctor", "--portals", "a1,broken", "--output", "json");
        var history = await park.Here.RunAsync("history", "--portals", "client");
        var runs = await park.Here.RunAsync("history", "--portals", "client", "--output", "json");

        Assert.That((valid.ExitCode, half.ExitCode, doctor.ExitCode), Is.EqualTo((0, 6, 6)), half.Errors);
        Assert.That(valid.Output, Does.Contain("valid on 2"));
        Assert.That(half.Output, Does.Contain("valid on 2").And.Contain("broken: error:"));
        Assert.That(doctor.Output, Does.Match(@"broken .* failed").And.Match(@"a1 +\d+ "));
        Assert.That(JsonNode.Parse(checks.Output)!["portals"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(history.ExitCode, Is.Zero, history.Errors);
        Assert.That(history.Output, Does.Match(@"a2 .* fix .* succeeded").And.Contain("no run on 2"));
        Assert.That(JsonNode.Parse(runs.Output)!["portals"]![1]!["runs"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase("plan --portals clinet", "Did you mean `client`?")]
    [TestCase("plan --portals nobody", "Portals: a1, a2. Tags: client.")]
    [TestCase("plan --portals client --portal a1", "either `--portal` or `--portals`")]
    [TestCase("plan --portals client --out x.plan", "`--out` is for one portal")]
    [TestCase("validate --portals client", "needs `--online`")]
    public async Task What_does_not_fit_many_portals_is_told(string line, string said)
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2"]);

        var ran = await park.Here.RunAsync(line.Split(' '));

        Assert.That(ran.ExitCode, Is.EqualTo(3), ran.Output);
        Assert.That(ran.Errors, Does.Contain(said));
    }
}
