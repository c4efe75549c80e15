using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>What these tests share.</summary>
internal static class SeededPortals
{
    public const string Manifest = """
        manifest: 1
        name: shop
        changes:
          - name: close
            select: { where: { STATUS_ID: NEW, DATE_MODIFY: { lt: "2026-05-01" } } }
            set: { STATUS_ID: JUNK }
        fixtures:
          - name: web
            count: 120
            key: "web-{{ index }}"
            set:
              TITLE: "Web {{ index }}"
              NAME: "{{ fake.first_name }}"
              EMAIL: "{{ fake.unique.email }}"
              COMMENTS: "a: b # 'c' \"d\" 🎪\n- e {{ '{' + '{ x }}' }}"
              STATUS_ID: "{{ index % 2 == 0 ? 'NEW' : 'IN_PROCESS' }}"
            prune: true
        tests:
          - name: even ones are closed
            clock: { seed: 2026-03-01, run: 2026-06-01 }
            expect:
              changes: { update: 60 }
              leads: { web-2: { STATUS_ID: JUNK }, web-3: { STATUS_ID: In process } }
              secondPlanEmpty: true
        """;

    public static async Task<Workspace> SeedableAsync(int leads, string? chaos = null)
    {
        var here = await Workspace.WithPortalAsync(leads, chaos);
        here.Write(
            "leadops.yml",
            "limits: { maxPercent: 100 }\nportals:\n  test:\n    url: "
                + $"{here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/shop.yml", Manifest);
        return here;
    }

    public static async Task<JsonArray> LeadsAsync(Workspace here) =>
        JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
}
