using System.Text.Json.Nodes;
using LeadOps.LocalPortal;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// A project folder and several local portals, all tagged `client`. Three may be out of order: `broken` has a wrong
/// webhook, `guarded` is protected, and `blocked` holds a lead that an assert of the manifest minds.
/// </summary>
internal sealed class PortalPark : IAsyncDisposable
{
    public const int Leads = 20;

    private const string Manifest = """
        manifest: 1
        name: fix
        changes:
          - name: note
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
            assert:
              - that: lead.TITLE != "blocked"
                message: this lead must stay
        """;

    private readonly Dictionary<string, LocalPortalServer> portals = [];

    private PortalPark(Workspace here) => Here = here;

    public Workspace Here { get; }

    public IReadOnlyDictionary<string, LocalPortalServer> Portals => portals;

    public string Config { get; private set; } = "";

    /// <param name="names">Portals in order of their names; `broken`, `guarded` and `blocked` are what they
    /// say.</param>
    /// <param name="state">The line of leadops.yml that says where the state is.</param>
    public static async Task<PortalPark> OpenAsync(
        string[] names,
        string state = "state: local",
        string? chaos = null,
        int leads = Leads,
        PortalTariff tariff = PortalTariff.None
    )
    {
        var park = new PortalPark(Workspace.Empty());
        var config = $"limits: {{ maxPercent: 100 }}\n{state}\nportals:\n";
        foreach (var name in names)
        {
            var portal = await LocalPortalServer.StartAsync(
                new LocalPortalOptions
                {
                    SeedLeads = leads,
                    Chaos = chaos,
                    Tariff = tariff,
                },
                CancellationToken.None
            );
            park.portals[name] = portal;
            var url = portal.WebhookUrl.ToString();
            var more =
                (name == "guarded" ? ", protected: true" : "")
                + (
                    tariff == PortalTariff.None
                        ? ""
                        : $", tariff: {(tariff == PortalTariff.Standard ? "standard" : "enterprise")}"
                );
            config +=
                $"  {name}: {{ url: \""
                + $"{(name == "broken" ? new Uri(portal.BaseUrl, "rest/1/wr0ngwebh00k/") : url)}\", tags: "
                + $"[client]{more} }}\n";
            if (name == "blocked")
            {
                await CallAsync(portal, "crm.lead.update?id=3&fields[TITLE]=blocked");
            }
        }

        park.Config = config;
        park.Here.Write("leadops.yml", config);
        park.Here.Write("manifests/fix.yml", Manifest);
        return park;
    }

    /// <summary>Gives a portal with a wrong webhook its right one.</summary>
    public void Mend(string portal)
    {
        Config = Config.Replace(
            new Uri(portals[portal].BaseUrl, "rest/1/wr0ngwebh00k/").ToString(),
            portals[portal].WebhookUrl.ToString(),
            StringComparison.Ordinal
        );
        Here.Write("leadops.yml", Config);
    }

    public static async Task CallAsync(LocalPortalServer portal, string call)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(portal.WebhookUrl, call));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How often each lead got the phone of the manifest.</summary>
    public async Task<IReadOnlyList<int>> PhonesAsync(string portal)
    {
        var leads = JsonNode.Parse(await ControlAsync(portal, "leads"))!.AsArray();
        return
        [
            .. leads.Select(lead =>
                lead!["PHONE"]?.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}") ?? 0
            ),
        ];
    }

    public async Task<int> RequestsAsync(string portal) =>
        (int)JsonNode.Parse(await ControlAsync(portal, "requests"))!["http"]!;

    private async Task<string> ControlAsync(string portal, string what)
    {
        using var http = new HttpClient();
        var server = portals[portal];
        return await http.GetStringAsync(
            new Uri(server.BaseUrl, $"control/{what}?secret={server.WebhookUrl.Segments[3].Trim('/')}")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(portals.Values.Select(portal => portal.DisposeAsync().AsTask()));
        await Here.DisposeAsync();
    }
}
