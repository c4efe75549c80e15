using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Product rows and contacts of fixtures: they go out in a second turn, after the leads are there.</summary>
internal sealed class FixtureRowSpecs
{
    private const string Manifest = """
        manifest: 1
        name: shop
        fixtures:
          - name: orders
            count: 60
            key: "o-{{ index }}"
            set:
              TITLE: "Order {{ index }}"
              CONTACT_IDS: [411, 410]
              PRODUCT_ROWS:
                - { PRODUCT_NAME: Chair, PRICE: "{{ fake.amount 20 90 }}", QUANTITY: "{{ fake.int 1 5 }}" }
                - { PRODUCT_NAME: "Desk {{ index }}", PRICE: 100.5, QUANTITY: 1 }
        """;

    private static async Task<Workspace> SeedableAsync(string api = "crm.lead", string? chaos = null)
    {
        var here = await Workspace.WithPortalAsync(0, chaos);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test: {{ url: \"{here.Portal!.WebhookUrl}\", "
                + $"seedable: true, settleAfter: 0, api: {api} }}\n"
        );
        here.Write("manifests/shop.yml", Manifest);
        return here;
    }

    private static async Task<JsonArray> LeadsAsync(Workspace here) =>
        JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();

    private static async Task AssertSeededAsync(Workspace here)
    {
        var leads = await LeadsAsync(here);
        var again = await here.RunAsync("seed", "--dry-run", "--detailed-exitcode");
        Assert.That(leads.Select(lead => (string?)lead!["ORIGIN_ID"]).ToList(), Is.Unique.And.Count.EqualTo(60));
        Assert.That(again.ExitCode, Is.Zero, again.Output + again.Errors);
    }

    [TestCase("crm.lead")]
    [TestCase("crm.item")]
    public async Task Rows_that_somebody_edited_are_put_right_and_rollbacks_bring_them_back(string api)
    {
        await using var here = await SeedableAsync(api);
        var first = await here.RunAsync("seed", "--yes");
        await AssertSeededAsync(here);
        using (var http = new HttpClient { BaseAddress = here.Portal!.WebhookUrl })
        {
            await WildLeads.SendAsync(
                http,
                "crm.lead.productrows.set",
                new JsonObject { ["id"] = (await LeadsAsync(here))[0]!["ID"]!.DeepClone(), ["rows"] = new JsonArray() }
            );
        }

        var mended = await here.RunAsync("seed", "--yes");
        await AssertSeededAsync(here);
        var unseeded = await here.RunAsync("unseed", "--yes");
        var none = await LeadsAsync(here);
        var back = await here.RunAsync("rollback", "latest", "--yes");
        await AssertSeededAsync(here);

        Assert.That(
            (first.ExitCode, mended.ExitCode, unseeded.ExitCode, back.ExitCode),
            Is.EqualTo((0, 0, 0, 0)),
            first.Errors + mended.Errors + unseeded.Errors + back.Errors
        );
        Assert.That(mended.Output, Does.Contain("1 to update"));
        Assert.That(none, Is.Empty);
    }

    [TestCase("drop-after:crm.lead.add@1")]
    [TestCase("drop-after:crm.lead.productrows.set@1")]
    [TestCase("500-after:crm.lead.productrows.set@3")]
    [TestCase("500:crm.lead.contact.items.set@7")]
    public async Task Lost_answers_leave_every_lead_once_and_with_its_rows(string chaos)
    {
        await using var here = await SeedableAsync(chaos: chaos);

        var seeded = await here.RunAsync("seed", "--yes");
        if (seeded.ExitCode == 4)
        {
            seeded = await here.RunAsync("retry", "latest");
        }

        Assert.That(seeded.ExitCode, Is.Zero, seeded.Output + seeded.Errors);
        await AssertSeededAsync(here);
    }

    [Test]
    public async Task A_seed_killed_between_a_lead_and_its_rows_is_resumed_without_doubles()
    {
        await using var here = await SeedableAsync(chaos: "slow:0.05s@*");
        using (var process = here.Start("seed", "--yes"))
        {
            while (!process.HasExited && (await LeadsAsync(here)).Count == 0)
            {
                await Task.Yield();
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var resumed = await here.RunAsync("resume", "latest");

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        await AssertSeededAsync(here);
    }
}
