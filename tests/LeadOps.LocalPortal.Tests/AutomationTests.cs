namespace LeadOps.LocalPortal.Tests;

internal sealed class AutomationTests
{
    private static LocalPortalOptions With(params string[] rules) => new() { Automation = rules };

    [Test]
    public async Task A_rule_edits_the_lead_after_a_write_of_either_api()
    {
        await using var portal = await TestPortal.StartAsync(
            With("after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7; COMMENTS=seen")
        );
        var legacy = await portal.AddAsync("""{"TITLE":"x"}""");
        var item = await portal.AddAsync("""{"TITLE":"y"}""");

        await portal.UpdateAsync(legacy, """{"STATUS_ID":"IN_PROCESS"}""");
        await portal.UpdateAsync(legacy, """{"ASSIGNED_BY_ID":9}""");
        var answer = await portal.UpdateItemAsync(item, """{"stageId":"IN_PROCESS"}""");
        var imported = (long)
            (
                await portal.ResultAsync(
                    "crm.item.import",
                    """{"entityTypeId":1,"fields":{"title":"z","stageId":"IN_PROCESS"}}"""
                )
            )["item"]!["id"]!;

        Assert.That(
            (string?)(await portal.GetAsync(legacy))["ASSIGNED_BY_ID"],
            Is.EqualTo("9"),
            "only when the stage becomes it"
        );
        Assert.That(((int)answer["assignedById"]!, (string?)answer["comments"]), Is.EqualTo((7, "seen")));
        Assert.That(
            (string?)(await portal.GetAsync(imported))["ASSIGNED_BY_ID"],
            Is.EqualTo("1"),
            "import runs no automation"
        );
    }

    [Test]
    public async Task Automation_has_a_log_of_its_own()
    {
        await using var portal = await TestPortal.StartAsync(With("after add set COMMENTS=new"));
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        var writes = (await portal.ControlAsync("log")).AsArray();
        var robots = (await portal.ControlAsync("automation"))["log"]!.AsArray();

        Assert.That((writes.Count, robots.Count, (long)robots[0]!["id"]!), Is.EqualTo((1, 1, id)));
    }

    [Test]
    public async Task A_rule_can_set_off_another_but_not_forever()
    {
        await using var portal = await TestPortal.StartAsync(
            With(
                "after STATUS_ID becomes IN_PROCESS set STATUS_ID=PROCESSED",
                "after STATUS_ID becomes PROCESSED set STATUS_ID=IN_PROCESS"
            )
        );
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        await portal.UpdateAsync(id, """{"STATUS_ID":"IN_PROCESS"}""");

        Assert.That(
            (await portal.ControlAsync("automation"))["log"]!.AsArray().Count,
            Is.LessThan(20).And.GreaterThan(1)
        );
    }

    [Test]
    public async Task The_trigger_with_the_earliest_stage_fires()
    {
        await using var portal = await TestPortal.StartAsync(
            With("on abc set STATUS_ID=PROCESSED", "on abc set STATUS_ID=IN_PROCESS")
        );
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        await portal.ResultAsync("crm.automation.trigger", $$"""{"target":"LEAD_{{id}}","code":"abc"}""");
        await portal.ResultAsync("crm.automation.trigger", $$"""{"target":"LEAD_{{id}}","code":"other"}""");

        Assert.That((string?)(await portal.GetAsync(id))["STATUS_ID"], Is.EqualTo("IN_PROCESS"));
        Assert.That(
            await portal.ErrorAsync("crm.automation.trigger", """{"target":"DEAL_1"}"""),
            Is.EqualTo("400  Target is not found.")
        );
    }

    [Test]
    public async Task The_control_door_changes_rules_and_explains_wrong_ones()
    {
        await using var portal = await TestPortal.StartAsync();

        var set = await portal.ControlAsync("automation", """{"rules":["after update set COMMENTS=seen"]}""");
        var wrong = await portal.ControlAsync("automation", """{"rules":["whenever"]}""");

        Assert.That(set["rules"]!.ToJsonString(), Is.EqualTo("""["after update set COMMENTS=seen"]"""));
        Assert.That((string?)wrong["error_description"], Does.StartWith("`whenever` is not an automation rule."));
    }
}
