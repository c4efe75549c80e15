using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// A sample of faults at requests of the real executable; every one at every request is tried in process, beside the core.
/// After `resume` the portal is as an undisturbed run leaves it.
/// </summary>
internal sealed class EveryPositionSpecs
{
    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: phones
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
        fixtures:
          - name: made
            count: 300
            key: "k-{{ index }}"
            set: { TITLE: "Made {{ index }}" }
        """;

    private static async Task<Workspace> DisturbedAsync(int leads, string fault)
    {
        var here = await Workspace.WithPortalAsync(leads, fault);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/all.yml", Manifest);
        return here;
    }

    /// <summary>Runs, resumes until done, and gives the last exit code with what was printed.</summary>
    private static async Task<Ran> UntilDoneAsync(Workspace here, string command)
    {
        var run = await here.RunAsync(command, "--yes");
        for (var attempt = 0; attempt < 3 && run.ExitCode != 0; attempt++)
        {
            run = Directory.Exists(Path.Combine(here.Folder, ".leadops", "runs"))
                ? await here.RunAsync("resume", "latest")
                : await here.RunAsync(command, "--yes");
        }

        return run;
    }

    private static async Task<JsonArray> LeadsAsync(Workspace here) =>
        JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();

    [Test]
    public async Task Additions_happen_once(
        [Values("drop-after", "html502", "limit")] string action,
        [Values(6, 9, 11)] int position
    )
    {
        await using var here = await DisturbedAsync(300, $"{action}@{position}");

        var run = await UntilDoneAsync(here, "apply");

        var leads = await LeadsAsync(here);
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Errors);
        Assert.That(
            leads.Select(lead =>
                lead!["PHONE"]!.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}")
            ),
            Is.All.EqualTo(1)
        );
        Assert.That(
            leads.Select(lead => (string?)lead!["SOURCE_DESCRIPTION"]),
            Is.EqualTo(leads.Select(lead => $"seen {lead!["ID"]}"))
        );
    }

    [Test]
    public async Task Creates_and_deletes_happen_once(
        [Values("drop-after", "cut")] string action,
        [Values(8, 10)] int position
    )
    {
        await using var here = await DisturbedAsync(0, $"{action}@{position}");

        var seeded = await UntilDoneAsync(here, "seed");
        var made = await LeadsAsync(here);
        using (var http = new HttpClient())
        {
            var secret = here.Portal!.WebhookUrl.Segments[3].Trim('/');
            var requests = (int)JsonNode.Parse(await here.ControlAsync("requests"))!["http"]!;
            await http.GetStringAsync(
                new Uri(here.Portal.BaseUrl, $"control/faults?secret={secret}&script={action}@{requests + position}")
            );
        }

        var unseeded = await UntilDoneAsync(here, "unseed");

        Assert.That(
            (seeded.ExitCode, unseeded.ExitCode),
            Is.EqualTo((0, 0)),
            seeded.Errors + unseeded.Output + unseeded.Errors
        );
        Assert.That(made.Select(lead => (string?)lead!["ORIGIN_ID"]).ToList(), Is.Unique.And.Count.EqualTo(300));
        Assert.That(await LeadsAsync(here), Is.Empty);
    }
}
