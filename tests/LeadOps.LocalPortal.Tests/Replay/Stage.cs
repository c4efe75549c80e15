using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>
/// What a documented call takes for granted, and how it is undone. Calls that are not named need nothing.
/// </summary>
internal static class Stage
{
    private static readonly Dictionary<string, Func<ReplayedPortal, Task>> Before = new(StringComparer.Ordinal)
    {
        ["lead-add-oauth"] = here => TokenAsync(here, "ACCESS_TOKEN"),
        ["lead-add-denied"] = here => here.ControlAsync("rights", """{"user":7,"rights":{"add":"None"}}"""),
        ["lead-add-mandatory"] = here => MandatoryAsync(here, "Y"),
        ["lead-list-page"] = FillAsync,
        ["lead-list-denied"] = here => here.ControlAsync("rights", """{"user":7,"rights":{"read":"None"}}"""),
        ["lead-update-denied"] = here => here.ControlAsync("rights", """{"user":7,"rights":{"edit":"Own"}}"""),
        ["item-update-denied"] = here => here.ControlAsync("rights", """{"user":7,"rights":{"edit":"Own"}}"""),
        ["lead-contact-items-get"] = here =>
            here.CallAsync("crm.lead.contact.add", """{"id":1201,"fields":{"CONTACT_ID":411,"SORT":20}}"""),
        ["department-get"] = here =>
            here.ControlAsync(
                "webhooks",
                $$"""{"user":7,"webhook":"{{here.Secret}}","scopes":["crm","user_basic","department"]}"""
            ),
        ["item-get"] = here =>
            here.CallAsync(
                    "crm.item.update",
                    """
                    {"entityTypeId":1,"id":1206,"fields":{"stageId":"NEW",
                    "fm":{"5121":{"typeId":"EMAIL","value":""},"n0":{"typeId":"PHONE",
                    "valueType":"WORK","value":"+49891234"}}}}
                    """,
                    7
                )
                .ContinueWith(
                    done => here.Comparison.Learn("5120", done.Result["item"]!["fm"]![0]!["id"]!.ToJsonString()),
                    TaskScheduler.Default
                ),
        ["item-batch-import"] = ImportAsync,
        ["dup-hit"] = here =>
            here.CallAsync(
                "crm.lead.update",
                """{"id":1201,"fields":{"PHONE":[{"VALUE":"+4930111333","VALUE_TYPE":"WORK"}]}}"""
            ),
        ["merge-ok"] = StandInAsync,
        ["merge-conflict"] = here => here.ControlAsync("edit", """{"id":1204,"fields":{"NAME":"Tom"}}"""),
        ["batch-ok-mixed"] = ThinAsync,
        ["batch-numeric-keys"] = here => here.CallAsync("crm.lead.delete", """{"id":1}"""),
        ["sys-expired"] = async here =>
        {
            await TokenAsync(here, "OLD");
            here.Clock.Now += TimeSpan.FromSeconds(3600);
        },
        ["sys-rate"] = BurstAsync,
        ["sys-operating"] = here => here.FaultAsync("ban:crm.lead.list"),
        ["sys-http"] = here => here.ControlAsync("settings", """{"blocked":"https"}"""),
        ["sys-renamed"] = here => here.FaultAsync("move:https://newname.bitrix24.example"),
        ["sys-plan"] = here => here.ControlAsync("settings", """{"blocked":"plan"}"""),
        ["oauth-code"] = async here =>
            here.Comparison.Learn(
                "CODE",
                (string)(await here.ControlAsync("token", """{"user":7,"code":1}"""))["code"]!
            ),
        ["oauth-payment"] = here => here.ControlAsync("settings", """{"blocked":"payment"}"""),
        ["batch-operation-time-limit"] = here => here.FaultAsync("ban:crm.lead.update"),
        ["file-field-get"] = here =>
            here.CallAsync("crm.item.update", """{"entityTypeId":1,"id":1205,"fields":{"ufCrm_1747309891":[]}}"""),
    };

    private static readonly Dictionary<string, Func<ReplayedPortal, Task>> After = new(StringComparer.Ordinal)
    {
        ["lead-add-denied"] = FreeAsync,
        ["lead-add-mandatory"] = here => MandatoryAsync(here, "N"),
        ["lead-list-denied"] = FreeAsync,
        ["lead-update-denied"] = FreeAsync,
        ["item-update-denied"] = FreeAsync,
        ["department-get"] = here =>
            here.ControlAsync("webhooks", $$"""{"user":7,"webhook":"{{here.Secret}}","revoked":1}"""),
        ["item-batch-import"] = async here =>
        {
            await FreeAsync(here);
            await here.ControlAsync("settings", """{"required":{}}""");
        },
        ["merge-ok"] = here =>
        {
            here.Comparison.Learn("1202", "1202");
            return Task.CompletedTask;
        },
        ["sys-operating"] = TenMinutesAsync,
        ["sys-http"] = here => here.ControlAsync("settings", """{"blocked":""}"""),
        ["sys-plan"] = here => here.ControlAsync("settings", """{"blocked":""}"""),
        ["oauth-payment"] = here => here.ControlAsync("settings", """{"blocked":""}"""),
        ["batch-operation-time-limit"] = TenMinutesAsync,
    };

    public static Task BeforeAsync(ReplayedPortal here, string name) =>
        Before.GetValueOrDefault(name)?.Invoke(here) ?? Task.CompletedTask;

    public static Task AfterAsync(ReplayedPortal here, string name) =>
        After.GetValueOrDefault(name)?.Invoke(here) ?? Task.CompletedTask;

    /// <summary>The portal of the documents: 1200 leads that are done with, and its custom fields.</summary>
    public static async Task SetAsync(ReplayedPortal here)
    {
        await here.AddLeadsAsync(1200, "fields[TITLE]=Old&fields[STATUS_ID]=JUNK&fields[SOURCE_ID]=CALL");
        foreach (
            var (name, type, label, isMultiple) in new[]
            {
                (79, "money", "Budget", "N"),
                (80, "enumeration", "Region", "Y"),
                (81, "date", "Deadline", "N"),
                (82, "boolean", "Checked", "N"),
                (83, "crm", "Partner", "N"),
                (90, "file", "Offer", "N"),
                (91, "file", "Papers", "Y"),
            }
        )
        {
            await here.CallAsync(
                "crm.lead.userfield.add",
                $$$"""
                {"fields":{"FIELD_NAME":"17473098{{{name}}}","USER_TYPE_ID":"{{{type}}}",
                "LABEL":"{{{label}}}","MULTIPLE":"{{{isMultiple}}}","LIST":[{"VALUE":"North"},
                {"VALUE":"South"}]}}
                """
            );
        }

        var options = (
            await here.CallAsync("crm.lead.userfield.list", """{"filter":{"FIELD_NAME":"UF_CRM_1747309880"}}""")
        )[0]!["LIST"]!;
        here.Comparison.Learn("79", (string)options[0]!["ID"]!);
        here.Comparison.Learn("80", (string)options[1]!["ID"]!);
        here.Comparison.Learn("local.1", here.Portal.OAuth.ClientId);
        here.Comparison.Learn("SECRET", here.Portal.OAuth.ClientSecret);
    }

    /// <summary>132 leads in work, 1390 in all, the last of them in work.</summary>
    private static async Task FillAsync(ReplayedPortal here)
    {
        await here.AddLeadsAsync(58, "fields[TITLE]=Old&fields[STATUS_ID]=JUNK");
        await here.AddLeadsAsync(128, "fields[TITLE]=In+work");
    }

    /// <summary>132 leads with an id above 1000.</summary>
    private static async Task ThinAsync(ReplayedPortal here)
    {
        var kept = new[] { "1201", "1202", "1204", "1205" }.Select(here.Comparison.Ours).ToHashSet();
        var found = new List<string>();
        for (var start = 0; start >= 0; start = start + 50 <= found.Count ? start + 50 : -1)
        {
            found.AddRange(
                (
                    await here.CallAsync(
                        "crm.lead.list",
                        $$"""{"filter":{">ID":1000},"select":["ID"],"start":{{start}}}"""
                    )
                )
                    .AsArray()
                    .Select(row => (string)row!["ID"]!)
            );
        }

        foreach (var surplus in found.Where(id => !kept.Contains(id)).Take(found.Count - 132).Chunk(50))
        {
            await here.CallAsync(
                "batch",
                new JsonObject
                {
                    ["cmd"] = new JsonArray([.. surplus.Select(id => (JsonNode)$"crm.lead.delete?id={id}")]),
                }.ToJsonString(),
                isDocumented: false
            );
        }
    }

    /// <summary>
    /// The documents merge lead 1202 away and then go on with it: another one is merged in its place.
    /// </summary>
    private static async Task StandInAsync(ReplayedPortal here) =>
        here.Comparison.Learn(
            "1202",
            (await here.CallAsync("crm.lead.add", """{"fields":{"TITLE":"A&B Handel"}}""")).ToJsonString()
        );

    private static async Task ImportAsync(ReplayedPortal here)
    {
        here.Clock.Now = new DateTimeOffset(2026, 8, 21, 11, 5, 0, TimeSpan.Zero);
        await here.ControlAsync("rights", """{"user":7,"rights":{"isAdmin":true}}""");
        await here.ControlAsync("settings", """{"required":{"TITLE":[]}}""");
    }

    private static async Task BurstAsync(ReplayedPortal here)
    {
        var profile = new JsonObject { ["http"] = "GET", ["path"] = "/rest/7/s3cr3tc0de/profile" };
        while ((await here.SendAsync(profile, inTime: false)).Status == 200) { }

        // One second passes before the documented call and lets two requests through.
        here.Clock.Now -= TimeSpan.FromSeconds(1);
    }

    private static async Task TokenAsync(ReplayedPortal here, string name) =>
        here.Comparison.Learn(name, (string)(await here.ControlAsync("token", """{"user":7}"""))["access_token"]!);

    private static Task FreeAsync(ReplayedPortal here) => here.ControlAsync("rights", """{"user":7,"rights":{}}""");

    private static async Task MandatoryAsync(ReplayedPortal here, string isMandatory)
    {
        var id = (string)
            (await here.CallAsync("crm.lead.userfield.list", """{"filter":{"FIELD_NAME":"UF_CRM_1747309880"}}"""))[0]![
                "ID"
            ]!;
        await here.CallAsync(
            "crm.lead.userfield.update",
            $$$"""{"id":{{{id}}},"fields":{"MANDATORY":"{{{isMandatory}}}"}}"""
        );
    }

    private static Task TenMinutesAsync(ReplayedPortal here)
    {
        here.Clock.Now += TimeSpan.FromMinutes(11);
        return Task.CompletedTask;
    }
}
