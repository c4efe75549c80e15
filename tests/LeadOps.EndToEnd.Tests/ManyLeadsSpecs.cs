using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// Plans of tens of thousands of leads: they are right, they need no more memory than small ones, they stay readable.
/// </summary>
internal sealed class ManyLeadsSpecs
{
    private static async Task<Workspace> OpenAsync(int leads, string manifest)
    {
        var here = await Workspace.WithPortalAsync(leads);
        here.Write(
            "leadops.yml",
            "limits: { maxPercent: 100, maxChanges: 1000000 }\nportals:\n  test:\n    url: "
                + $"{here.Portal!.WebhookUrl}\n"
        );
        here.Write("manifests/many.yml", manifest);
        return here;
    }

    [Test]
    public async Task Two_overlapping_changes_of_twenty_thousand_leads_give_what_a_simple_loop_gives()
    {
        await using var here = await OpenAsync(
            20_000,
            """
            manifest: 1
            name: many
            changes:
              - name: new
                select: { where: { STATUS_ID: NEW } }
                set: { SOURCE_DESCRIPTION: "was new {{ lead.ID }}" }
              - name: rich
                select: { all: true, orderBy: { OPPORTUNITY: desc }, limit: 13000, expect: 13000 }
                set: { COMMENTS: "{{ lead.SOURCE_DESCRIPTION ?? 'nothing' }}, {{ lead.STATUS_ID }}" }
            """
        );
        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray().Select(lead => lead!).ToList();

        var planned = await here.RunAsync("plan", "--out", "a.plan", "--quiet");

        var expected = BySimpleLoop(leads);
        var lines = File.ReadLines(Path.Combine(here.Folder, "a.plan")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.That(planned.ExitCode, Is.Zero, planned.Errors);
        Assert.That(lines[1..^1].Select(Planned), Is.EqualTo(expected));
        Assert.That((int)lines[^1]["counts"]!["update"]!, Is.EqualTo(expected.Count));
        Assert.That(expected, Has.Count.GreaterThan(13_000), "the changes overlap without being equal");
    }

    /// <summary>What both changes plan, lead by lead.</summary>
    private static List<string> BySimpleLoop(IReadOnlyList<JsonNode> leads)
    {
        static decimal Amount(JsonNode lead) =>
            (string?)lead["OPPORTUNITY"] is { } text
            && decimal.Parse(text, CultureInfo.InvariantCulture) is not 0 and var amount
                ? amount
                : -1;
        static long Id(JsonNode lead) => long.Parse(lead["ID"]!.ToString(), CultureInfo.InvariantCulture);
        static string Text(JsonNode lead, string field) => (string?)lead[field] ?? "";
        var rich = leads.OrderByDescending(Amount).ThenBy(Id).Take(13_000).Select(Id).ToHashSet();
        var expected = new List<string>();
        foreach (var lead in leads.OrderBy(Id))
        {
            var isNew = Text(lead, "STATUS_ID") == "NEW";
            var source = isNew ? $"was new {Id(lead)}" : Text(lead, "SOURCE_DESCRIPTION");
            var comments = rich.Contains(Id(lead))
                ? $"{(source.Length > 0 ? source : "nothing")}, {Text(lead, "STATUS_ID")}"
                : Text(lead, "COMMENTS");
            var fields = new[]
            {
                ("COMMENTS", Text(lead, "COMMENTS"), comments, "rich"),
                ("SOURCE_DESCRIPTION", Text(lead, "SOURCE_DESCRIPTION"), source, "new"),
            };
            var changed = fields.Where(field => field.Item2 != field.Item3).ToList();
            if (changed.Count > 0)
            {
                expected.Add($"update {Id(lead)} " + string.Join(" ", changed));
            }
        }

        return expected;
    }

    private static string Planned(JsonNode line) =>
        $"{line["action"]} {line["id"]} "
        + string.Join(
            " ",
            line["fields"]!
                .AsArray()
                .Select(field =>
                    (
                        (string)field!["name"]!,
                        (string?)field["before"] ?? "",
                        (string?)field["after"] ?? "",
                        (string)field["change"]!
                    )
                )
        );

    /// <summary>With a heap that cannot grow, whatever keeps all leads ends with OutOfMemoryException.</summary>
    [Test]
    public async Task Planning_showing_and_saving_thirty_thousand_leads_fits_into_a_small_heap()
    {
        await using var here = await OpenAsync(
            30_000,
            """
            manifest: 1
            name: many
            changes:
              - name: mark
                select: { all: true }
                set: { SOURCE_DESCRIPTION: "seen {{ lead.ID }}",
                       COMMENTS: "{{ lead.TITLE }} {{ lead.COMMENTS }} again" }
            """
        );

        var planned = await WithSmallHeapAsync(here, "plan --out a.plan --quiet > plan.txt");
        var shown = await WithSmallHeapAsync(
            here,
            "show a.plan --output json > plan.json && dotnet $0 show a.plan --full > plan.full && dotnet $0 "
                + "show a.plan --output html > plan.html"
        );

        Assert.That((planned.ExitCode, shown.ExitCode), Is.EqualTo((0, 0)), planned.Errors + shown.Errors);
        Assert.That(
            File.ReadAllText(Path.Combine(here.Folder, "plan.txt")),
            Does.Contain("30000 leads: COMMENTS, SOURCE_DESCRIPTION").And.Contain("30000 to update")
        );
        Assert.That(
            File.ReadLines(Path.Combine(here.Folder, "plan.full"))
                .Count(line => line.StartsWith("    #", StringComparison.Ordinal)),
            Is.EqualTo(30_000)
        );
        Assert.That(
            File.ReadLines(Path.Combine(here.Folder, "plan.html"))
                .Count(line => line.StartsWith("[\"", StringComparison.Ordinal)),
            Is.EqualTo(30_000)
        );
        Assert.That(
            JsonNode.Parse(File.ReadAllText(Path.Combine(here.Folder, "plan.json")))!["changes"]!.AsArray(),
            Has.Count.EqualTo(30_000)
        );
    }

    private static Task<Ran> WithSmallHeapAsync(Workspace here, string command) =>
        here.ShellAsync($"export DOTNET_GCHeapHardLimit=0x3000000; dotnet $0 {command}");

    [Test]
    public async Task A_plan_with_very_many_different_changes_stays_short_and_says_what_it_leaves_out()
    {
        await using var here = await OpenAsync(
            21_000,
            """
            manifest: 1
            name: many
            changes:
              - name: bare
                select: { all: true }
                unset: [PHONE, EMAIL]
              - name: common
                override: true
                select: { where: { ID: { gt: 20500 } } }
                set: { ADDRESS_CITY: Bonn, EMAIL: [ { VALUE: a@example.com, VALUE_TYPE: WORK } ],
                       PHONE: [ { VALUE: "+4922812345678", VALUE_TYPE: WORK } ] }
            """
        );

        var planned = await here.RunAsync("plan", "--out", "a.plan");
        var full = await here.RunAsync("show", "a.plan", "--full");

        var heads = planned.Output.Split('\n').Where(line => line.StartsWith("~ ", StringComparison.Ordinal)).ToList();
        Assert.That(planned.Output.Split('\n'), Has.Length.LessThan(80));
        Assert.That(heads[0], Does.StartWith("~ ").And.EndsWith("[bare]"), "the largest change comes first");
        Assert.That(heads[^1], Does.StartWith("~ 500 leads: ").And.EndsWith("[common]"));
        var update = (int)
            JsonNode.Parse(File.ReadLines(Path.Combine(here.Folder, "a.plan")).Last())!["counts"]!["update"]!;
        Assert.That(
            heads.Sum(head => int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture)),
            Is.EqualTo(update).And.GreaterThan(20_000)
        );
        Assert.That(
            full.Output.Split('\n').Count(line => line.StartsWith("    #", StringComparison.Ordinal)),
            Is.EqualTo(update)
        );
    }

    [TestCase("-o size=64k", "--out full/a.plan", "full/a.plan` cannot be written")]
    [TestCase("-o ro", "--out full/a.plan", "full/a.plan` cannot be written")]
    [TestCase("-o size=64k", "--quiet; code=$?; unset TMPDIR; exit $code", "TMPDIR", true)]
    public async Task A_folder_that_is_full_or_read_only_is_named_and_keeps_no_half_file(
        string mount,
        string arguments,
        string message,
        bool isTemporary = false
    )
    {
        await using var here = await OpenAsync(
            1000,
            "manifest: 1\nname: many\nchanges:\n  - name: mark\n    select: { all: true }\n    set: "
                + "{ COMMENTS: \"{{ lead.TITLE }} again\" }\n"
        );
        Directory.CreateDirectory(Path.Combine(here.Folder, "full"));
        var mounted = await here.ShellAsync("unshare -rm mount -t tmpfs none full");
        Assume.That(mounted.ExitCode, Is.Zero, "mounting is not allowed here");

        var planned = await here.ShellAsync(
            $"unshare -rm bash -c 'mount -t tmpfs {mount} none full && "
                + $"{(isTemporary ? "export TMPDIR=$PWD/full; " : "")}dotnet $0 plan {arguments}; code=$?; "
                + "ls -A full | sed s/^/left:/ >&2; exit $code' $0"
        );

        Assert.That(planned.ExitCode, Is.EqualTo(1), planned.Output + planned.Errors);
        Assert.That(
            planned.Errors,
            Does.StartWith("error: The ").And.Contain(message).And.Not.Contain("left:").And.Not.Contain("   at ")
        );
    }

    [Test]
    public async Task A_plan_that_was_changed_at_any_place_writes_nothing()
    {
        await using var here = await OpenAsync(
            120,
            "manifest: 1\nname: many\nchanges:\n  - name: mark\n    select: { all: true }\n    set: "
                + "{ COMMENTS: \"{{ lead.TITLE }} again\" }\n"
        );
        await here.RunAsync("plan", "--out", "a.plan");
        var whole = File.ReadAllText(Path.Combine(here.Folder, "a.plan"));
        var lines = whole.Split('\n');
        string[] changed =
        [
            whole[..^1],
            whole[..(whole.Length / 2)],
            string.Join('\n', lines[..60]) + "\n",
            string.Join('\n', lines[..^2]) + "\n",
            whole + lines[5] + "\n",
            whole + "\n",
            whole.Replace(" again", " Again", StringComparison.Ordinal),
            whole.Replace("\"update\":120", "\"update\":20", StringComparison.Ordinal),
        ];

        foreach (var text in changed)
        {
            here.Write("b.plan", text);
            var applied = await here.RunAsync("apply", "b.plan");
            Assert.That(applied.ExitCode, Is.EqualTo(5), applied.Output + applied.Errors);
            Assert.That(applied.Errors, Does.Contain("is damaged"));
        }

        Assert.That(await here.ControlAsync("log"), Is.EqualTo("[]"));
        Assert.That(Directory.Exists(Path.Combine(here.Folder, ".leadops", "runs")), Is.False);
        Assert.That((await here.RunAsync("apply", "a.plan")).ExitCode, Is.Zero);
    }
}
