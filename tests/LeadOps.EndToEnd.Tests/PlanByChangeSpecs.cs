using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What people sign: the plan by change, in every format.</summary>
internal sealed class PlanByChangeSpecs
{
    private const string Seven = """
        manifest: 1
        name: seven
        description: Seven corrections after the import
        changes:
          - name: close
            select: { where: { STATUS_ID: [NEW, IN_PROCESS, PROCESSED] } }
            set: { STATUS_ID: JUNK }
          - name: source
            select: { all: true }
            set: { SOURCE_ID: WEB }
          - name: company
            select: { all: true }
            set: { COMPANY_TITLE: "ООО «Ромашка»" }
          - name: comment
            select: { all: true }
            set: { COMMENTS: "{{ lead.ID }} was closed" }
          - name: amount
            select: { all: true }
            set: { OPPORTUNITY: "{{ lead.ID * 10 }}" }
          - name: post
            select: { all: true }
            set: { POST: "{{ lead.TITLE }}" }
          - name: nobody
            select: { id: 4711 }
            set: { POST: x }
        """;

    private static async Task<Workspace> StartAsync()
    {
        var here = await Workspace.WithPortalAsync(200);
        here.Write("seven.yml", Seven);
        return here;
    }

    [Test]
    public async Task Two_hundred_leads_with_seven_changes_fit_sixty_lines()
    {
        await using var here = await StartAsync();

        var plan = await here.RunAsync("plan", "seven.yml");

        Assert.That(plan.Output.TrimEnd().Split('\n'), Has.Length.LessThanOrEqualTo(60), plan.Output);
        Assert.That(
            plan.Output,
            Does.Contain("Seven corrections after the import")
                .And.Contain("apply would refuse: The plan changes 100 %")
                .And.Match(@"company +200 +COMPANY_TITLE +200 +0 +0 +0")
                .And.Match(@"nobody +0 +0 +0 +0 +0")
                .And.Contain("spellings → ООО «Ромашка»")
                .And.Contain("COMMENTS: 200 leads, each its own value")
        );
        Assert.That(
            plan.Output.IndexOf("apply would refuse", StringComparison.Ordinal),
            Is.LessThan(plan.Output.IndexOf("~ 200 leads", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task Markdown_keeps_all_totals_under_sixty_kilobytes()
    {
        await using var here = await StartAsync();

        var plan = await here.RunAsync("plan", "seven.yml", "--output", "markdown");

        Assert.That(Encoding.UTF8.GetByteCount(plan.Output), Is.LessThan(60_000));
        Assert.That(
            plan.Output,
            Does.Contain("apply would refuse")
                .And.Contain("| company | 200 | COMPANY_TITLE | 200 | 0 | 0 | 0 |")
                .And.Contain("**200** to update")
                .And.Match("… [0-9]+ more rows were cut")
        );
    }

    [Test]
    public async Task Json_and_HTML_tell_what_would_be_refused_and_what_each_change_does()
    {
        await using var here = await StartAsync();

        var json = await here.RunAsync("plan", "seven.yml", "--output", "json");
        var html = await here.RunAsync("plan", "seven.yml", "--output", "html");

        var document = JsonNode.Parse(json.Output)!;
        Assert.That((string?)document["refusals"]![0], Does.Contain("limits.maxPercent"));
        Assert.That(
            document["byChange"]!.AsArray().Select(change => ((string?)change!["name"], (int)change["leads"]!)),
            Is.SupersetOf(new[] { ("source", 144), ("company", 200), ("nobody", 0) })
        );
        Assert.That(html.Output, Does.Contain("apply would refuse").And.Contain("COMPANY_TITLE"));
    }

    [Test]
    public async Task A_saved_plan_shows_what_would_be_refused_without_the_portal()
    {
        await using var here = await StartAsync();
        await here.RunAsync("plan", "seven.yml", "--out", "seven.plan");
        await here.Portal!.DisposeAsync();

        var shown = await here.RunAsync("show", "seven.plan");

        Assert.That(shown.ExitCode, Is.Zero, shown.Errors);
        Assert.That(shown.Output, Does.Contain("apply would refuse").And.Contain("company"));
    }

    /// <summary>Each lead has its own set of nine fields to change: the bits of its number.</summary>
    [Test]
    public async Task Exactly_three_hundred_groups_are_counted_in_every_format()
    {
        string[] fields =
        [
            "NAME",
            "SECOND_NAME",
            "LAST_NAME",
            "POST",
            "COMPANY_TITLE",
            "COMMENTS",
            "UTM_SOURCE",
            "UTM_MEDIUM",
            "UTM_TERM",
        ];
        var values = fields.Select(
            (field, bit) => $"{field}: \"{{{{ ((index + 1) / {1 << bit} | math.floor) % 2 == 1 ? 'y' : 'x' }}}}\""
        );
        await using var here = await SeededPortals.SeedableAsync(0);
        here.Write(
            "m.yml",
            $$$"""
            manifest: 1
            name: many
            fixtures:
              - name: lead
                count: 300
                key: "lead-{{ index }}"
                set: { TITLE: "Lead {{ index + 1 }}", {{{string.Join(", ", values)}}} }
            changes:
              - name: tidy
                select: { all: true }
                set: { {{{string.Join(", ", fields.Select(field => $"{field}: x"))}}} }
            """
        );
        var seeded = await here.RunAsync("seed", "m.yml", "--yes");
        Assert.That(seeded.ExitCode, Is.Zero, seeded.Errors);

        var text = (await here.RunAsync("plan", "m.yml")).Output;
        var full = (await here.RunAsync("plan", "m.yml", "--full")).Output;
        var markdown = (await here.RunAsync("plan", "m.yml", "--output", "markdown")).Output;
        var html = (await here.RunAsync("plan", "m.yml", "--output", "html")).Output;
        var json = (await here.RunAsync("plan", "m.yml", "--output", "json")).Output;

        Assert.Multiple(() =>
        {
            Assert.That(text.TrimEnd().Split('\n'), Has.Length.LessThanOrEqualTo(60), text);
            Assert.That(text, Does.Contain("… and 295 leads in 295 other groups   [tidy]"));
            Assert.That(Regex.Count(full, "^    #[0-9]+  Lead ", RegexOptions.Multiline), Is.EqualTo(300));
            Assert.That(markdown, Does.Contain("… and 290 leads in 290 other groups"));
            Assert.That(Encoding.UTF8.GetByteCount(markdown), Is.LessThan(60_000));
            Assert.That(html, Does.Contain("… and 290 leads in 290 other groups"));
            Assert.That((int)JsonNode.Parse(json)!["byChange"]![0]!["leads"]!, Is.EqualTo(300));
        });
    }
}
