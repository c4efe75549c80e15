using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Runs;

namespace LeadOps.Tests.Manifests;

/// <summary>
/// Every recipe of docs/cookbook.md does what it says, once: the page itself is read, leads are made, and the outcome
/// is looked at.
/// </summary>
internal sealed partial class CookbookTests
{
    /// <param name="Leads">`crm.lead.add` fields, one lead each; fields of phones and e-mails are plain lists.</param>
    /// <param name="Shown">What is looked at of each lead afterwards.</param>
    /// <param name="Expected">One line for each lead, by id.</param>
    private sealed record Recipe(string Title, string[] Leads, string[] Shown, string[] Expected)
    {
        /// <summary>
        /// The stale lead must be old: the clock moves on after the leads are made, before the last one.
        /// </summary>
        public int DaysBeforeTheLast { get; init; }

        public override string ToString() => Title;
    }

    private static readonly Recipe[] Recipes =
    [
        new(
            "Give the leads of a leaver to somebody else",
            ["""{"ASSIGNED_BY_ID":13}""", """{"ASSIGNED_BY_ID":13,"STATUS_ID":"JUNK"}""", """{"ASSIGNED_BY_ID":7}"""],
            ["ASSIGNED_BY_ID"],
            ["9", "13", "7"]
        ),
        new(
            "Bring phones to one form",
            ["""{"PHONE":["030 23125410","+49 (171) 1234567"]}""", """{"TITLE":"none"}"""],
            ["PHONE"],
            ["+493023125410,+491711234567", ""]
        ),
        new(
            "Close stale leads",
            ["{}", """{"STATUS_ID":"PROCESSED"}""", "{}"],
            ["STATUS_ID"],
            ["JUNK", "PROCESSED", "NEW"]
        )
        {
            DaysBeforeTheLast = 100,
        },
        new(
            "Fill a list field from the UTM tags",
            ["""{"UTM_CAMPAIGN":"berlin"}""", """{"UTM_CAMPAIGN":"munich"}""", """{"UTM_CAMPAIGN":"rome"}""", "{}"],
            ["UF_CRM_REGION"],
            ["79", "80", "", ""]
        ),
        new(
            "Append a note",
            ["""{"SOURCE_ID":"WEB","COMMENTS":"Old"}""", """{"SOURCE_ID":"WEB"}""", """{"SOURCE_ID":"CALL"}"""],
            ["COMMENTS"],
            ["Old\nAsked for consent in May.", "Asked for consent in May.", ""]
        ),
        new(
            "Fill only what is empty",
            [
                """{"EMAIL":["anna@x.example"],"NAME":"Anne"}""",
                """{"EMAIL":["boris@x.example"],"ADDRESS_CITY":"Kiel"}""",
            ],
            ["NAME", "ADDRESS_CITY"],
            ["Anne|Riga", "Boris|Kiel"]
        ),
        new(
            "Take phones out of the comments",
            [
                """{"COMMENTS":"call +49 171 2345678 in the morning"}""",
                """{"COMMENTS":"+49 171 2345678","PHONE":["+49 30 1"]}""",
                """{"COMMENTS":"1 + 1"}""",
                "{}",
            ],
            ["PHONE"],
            ["+49 171 2345678", "+49 30 1", "", ""]
        ),
        new(
            "Split full names",
            ["""{"TITLE":"Anna Berg"}""", """{"TITLE":"Order 7 of May"}""", """{"TITLE":"Order 7","NAME":"Ida"}"""],
            ["NAME", "LAST_NAME"],
            ["Anna|Berg", "|", "Ida|"]
        ),
        new(
            "Erase personal data of old leads",
            [
                """{"NAME":"Anna","PHONE":["+49 30 1"],"STATUS_ID":"JUNK"}""",
                """{"NAME":"Boris","STATUS_ID":"NEW"}""",
                """{"NAME":"Clara","STATUS_ID":"JUNK"}""",
            ],
            ["TITLE", "NAME", "PHONE"],
            ["Lead 1||", "Lead|Boris|", "Lead|Clara|"]
        )
        {
            DaysBeforeTheLast = 800,
        },
        new(
            "Set the next call in a week",
            [
                """{"STATUS_ID":"IN_PROCESS"}""",
                """{"STATUS_ID":"IN_PROCESS","UF_CRM_NEXT_CALL":"2030-01-02"}""",
                """{"STATUS_ID":"NEW"}""",
            ],
            ["UF_CRM_NEXT_CALL"],
            ["2026-08-28T02:00:00+02:00", "2030-01-02T02:00:00+02:00", ""]
        ),
        new(
            "Repair spelling variants",
            [
                """{"COMPANY_TITLE":"nord-wind"}""",
                """{"COMPANY_TITLE":"NORD  Wind GmbH"}""",
                """{"COMPANY_TITLE":"Nordwind Logistik"}""",
            ],
            ["COMPANY_TITLE"],
            ["Nordwind GmbH", "Nordwind GmbH", "Nordwind Logistik"]
        ),
        new(
            "Set the stage by the amount",
            ["""{"OPPORTUNITY":12000}""", """{"OPPORTUNITY":10}""", """{"OPPORTUNITY":99999,"STATUS_ID":"JUNK"}"""],
            ["STATUS_ID"],
            ["PROCESSED", "IN_PROCESS", "JUNK"]
        ),
        new(
            "Deal with duplicates",
            [
                """{"PHONE":["+49 30 111"]}""",
                """{"PHONE":["004930111"],"EMAIL":["a@acme.example"]}""",
                """{"EMAIL":["A@acme.example"],"COMMENTS":"x"}""",
                """{"PHONE":["+49 30 222"]}""",
            ],
            ["STATUS_ID", "PHONE", "EMAIL", "COMMENTS"],
            [
                "NEW|+49 30 111|a@acme.example|",
                "JUNK|004930111|a@acme.example|Duplicate of lead 1",
                "JUNK||A@acme.example|x\nDuplicate of lead 1",
                "NEW|+49 30 222||",
            ]
        ),
        new(
            "Update or create from a shop",
            ["""{"ORIGINATOR_ID":"shop","ORIGIN_ID":"A-2","TITLE":"known"}"""],
            ["ORIGIN_ID", "TITLE", "OPPORTUNITY", "EMAIL"],
            ["A-2|known|80.00|", "A-1|Order A-1|120.50|anna@shop.example"]
        ),
        new(
            "Import people who are not there yet",
            ["""{"EMAIL":["ANNA@x.example"]}""", """{"PHONE":["0171/555-0001"]}"""],
            ["TITLE", "EMAIL", "PHONE"],
            ["Lead|ANNA@x.example|", "Lead||0171/555-0001", "Boris|boris@x.example|"]
        ),
        new(
            "Make deleted leads again",
            ["""{"COMMENTS":"still there"}"""],
            ["TITLE", "STATUS_ID", "PHONE", "COMMENTS"],
            ["Lead|NEW||still there", "Order 77|IN_PROCESS|+49 30 111222|call in the morning"]
        ),
        new("Share leads out", ["{}", "{}", "{}", "{}"], ["ASSIGNED_BY_ID"], ["1", "9", "7", "1"]),
        new(
            "Link contacts by e-mail",
            ["""{"EMAIL":["one@example.com"]}""", """{"EMAIL":["TWO@example.com"]}"""],
            ["CONTACT_ID"],
            ["410", "411"]
        ),
        new(
            "Take over an edited export of Bitrix24",
            ["""{"BIRTHDATE":"1980-01-01"}""", """{"BIRTHDATE":"1980-01-01","PHONE":["+49 30 1"]}"""],
            ["TITLE", "ASSIGNED_BY_ID", "STATUS_ID", "OPPORTUNITY", "BIRTHDATE", "PHONE"],
            [
                "Ромашка; \"Юг\"|9|IN_PROCESS|12500.50|1990-02-01T02:00:00+02:00|+49 30 1112233,+49 30 1112244",
                "Заявка, 2|7|NEW|80.00||+49 30 1",
            ]
        ),
        new(
            "Upload files",
            ["""{"ORIGIN_ID":"A-1"}""", """{"ORIGIN_ID":"A-2"}""", """{"ORIGIN_ID":"A-3"}"""],
            ["UF_CRM_CONTRACT"],
            ["7001", "7002", ""]
        ),
    ];

    private static string Page { get; } =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "cookbook.md"));

    [Test]
    public void Every_recipe_of_the_page_is_run() =>
        Assert.That(
            Heading().Matches(Page).Select(match => match.Groups[1].Value),
            Is.EqualTo(Recipes.Select(recipe => recipe.Title))
        );

    [TestCaseSource(nameof(Recipes))]
    public async Task A_recipe_does_what_it_says_and_does_it_once(object tested)
    {
        var recipe = (Recipe)tested;
        var clock = new Portal.JumpingTime();
        await using var bench = await Bench.StartAsync(clock: clock);
        foreach (var (index, fields) in recipe.Leads.Index())
        {
            if (recipe.DaysBeforeTheLast > 0 && index == recipe.Leads.Length - 1)
            {
                clock.Advance(TimeSpan.FromDays(recipe.DaysBeforeTheLast));
            }

            await bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = Fields(fields) });
        }

        var section = Page.Split($"## {recipe.Title}\n")[1].Split("\n## ")[0];
        foreach (Match data in Data().Matches(section))
        {
            var file = bench.In(data.Groups[1].Value);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, data.Groups[2].Value);
        }

        var manifest = Yaml().Match(section).Groups[1].Value;
        using var plan = await bench.PlanAsync(manifest);
        var report = await bench.ApplyAsync(plan);
        using var again = await bench.PlanAsync(manifest);

        Assert.That(report.Status, Is.EqualTo(RunStatus.Succeeded));
        Assert.That(
            (await bench.LeadsAsync()).Select(lead => Shown(recipe, (JsonObject)lead!)),
            Is.EqualTo(recipe.Expected)
        );
        Assert.That(again.Footer.Counts.Writes, Is.Zero, "a second plan");
    }

    private static JsonObject Fields(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        fields.TryAdd("TITLE", "Lead");
        foreach (var name in new[] { "PHONE", "EMAIL" }.Where(fields.ContainsKey))
        {
            fields[name] = new JsonArray([
                .. fields[name]!
                    .AsArray()
                    .Select(value => new JsonObject { ["VALUE"] = (string?)value, ["VALUE_TYPE"] = "WORK" }),
            ]);
        }

        return fields;
    }

    private static string Shown(Recipe recipe, JsonObject lead) =>
        string.Join(
            '|',
            recipe.Shown.Select(name =>
                lead[name] is JsonArray items ? string.Join(',', items.Select(item => (string?)item!["VALUE"]))
                : lead[name] is JsonObject file ? file["id"]?.ToString()
                : lead[name]?.ToString()
            )
        );

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("```(?:csv|text) ([^\n]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Data();
}
