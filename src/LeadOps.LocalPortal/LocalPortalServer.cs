using System.Net;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Seeds;
using LeadOps.LocalPortal.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadOps.LocalPortal;

/// <summary>A Bitrix24 portal for leads on loopback, over real HTTP.</summary>
public sealed class LocalPortalServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly PortalStore store;
    private readonly Settings settings;

    private LocalPortalServer(WebApplication application, PortalStore store, OAuthServer oauth, Settings settings, Uri baseUrl)
    {
        this.application = application;
        this.settings = settings;
        settings.Events.Sender = (baseUrl.Authority, oauth.MemberId, oauth.MemberId[..16]);
        this.store = store;
        Leads = store.Leads.Count;
        BaseUrl = baseUrl;
        WebhookUrl = new Uri(baseUrl, $"rest/1/{store.Secret}/");
        OAuth = new LocalApplication(oauth.ClientId, oauth.ClientSecret, oauth.RefreshToken, new Uri(baseUrl, "oauth/token/"), new Uri(baseUrl, "rest/"));
    }

    /// <summary>The faults that <see cref="LocalPortalOptions.Chaos"/> can script, each with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Faults => FaultScript.Actions;

    public Uri BaseUrl { get; }

    /// <summary>Leads that the portal began with.</summary>
    public int Leads { get; }

    /// <summary>Address of the administrator's incoming webhook; a secret like any other.</summary>
    public Uri WebhookUrl { get; }

    /// <summary>The application that may authorise by OAuth, as it is when the portal starts.</summary>
    public LocalApplication OAuth { get; }

    public static async Task<LocalPortalServer> StartAsync(LocalPortalOptions options, CancellationToken cancellationToken)
    {
        var faults = LocalPortalException.In(nameof(options.Chaos), () => FaultScript.Parse(options.Chaos ?? "", options.ChaosSeed));
        var store = new PortalStore(options.DataFile);
        try
        {
            if (store.IsNew && options.SeedLeads > 0)
            {
                LeadSeeds.Fill(store, options.SeedLeads);
            }

            var oauth = new OAuthServer(store, options.Clock);
            var portal = new Portal(store, options);
            LocalPortalException.In(nameof(options.Chaos), () => portal.Methods.Check(faults));
            var transport = new Transport(portal, oauth, new Credentials(store, oauth, portal.Settings, options.Clock), new FaultDesk(options.Chaos ?? "", faults), options.Cut);
            var application = Build(options.Port, transport);
            await application.StartAsync(cancellationToken);
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new LocalPortalServer(application, store, oauth, portal.Settings, new Uri(address + "/"));
        }
        catch (Exception problem)
        {
            store.Dispose();
            if (problem is IOException)
            {
                throw new LocalPortalException($"Port {options.Port} is taken or may not be used. Stop the program that holds it, or give another with `--port`.", problem);
            }

            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        settings.Events.Dispose();
        store.Dispose();
    }

    private static WebApplication Build(int port, Transport transport)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, port);
            server.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            server.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var application = builder.Build();
        application.Run(transport.HandleAsync);
        return application;
    }
}

/// <summary>Credentials of the local portal's application; all but the addresses are secret.</summary>
public sealed record LocalApplication(string ClientId, string ClientSecret, string RefreshToken, Uri TokenUrl, Uri RestUrl);
