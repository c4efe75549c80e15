using System.Net;
using System.Security.Cryptography.X509Certificates;
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

    private readonly X509Certificate2? certificate;

    private LocalPortalServer(
        WebApplication application,
        PortalStore store,
        OAuthServer oauth,
        Settings settings,
        X509Certificate2? certificate
    )
    {
        var addresses = application
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(address => new Uri(address + "/"))
            .ToList();
        var baseUrl = addresses.First(address => address.Scheme == Uri.UriSchemeHttp);
        HttpsUrl = addresses.FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps) is { } https
            ? new Uri(https, $"rest/1/{store.Secret}/")
            : null;
        this.certificate = certificate;
        this.application = application;
        this.settings = settings;
        settings.Events.Sender = (baseUrl.Authority, oauth.MemberId, oauth.MemberId[..16]);
        this.store = store;
        Leads = store.Leads.Count;
        BaseUrl = baseUrl;
        WebhookUrl = new Uri(baseUrl, $"rest/1/{store.Secret}/");
        OAuth = new LocalApplication(
            oauth.ClientId,
            oauth.ClientSecret,
            oauth.RefreshToken,
            new Uri(baseUrl, "oauth/token/"),
            new Uri(baseUrl, "rest/")
        );
    }

    /// <summary>The faults that <see cref="LocalPortalOptions.Chaos"/> can script, each with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Faults => FaultScript.Actions;

    public Uri BaseUrl { get; }

    /// <summary>Leads that the portal began with.</summary>
    public int Leads { get; }

    /// <summary>Address of the administrator's incoming webhook; a secret like any other.</summary>
    public Uri WebhookUrl { get; }

    /// <summary>The same webhook over HTTPS, when asked for; who calls it must trust <see cref="Certificate"/>.</summary>
    public Uri? HttpsUrl { get; }

    /// <summary>In PEM form; not secret.</summary>
    public string? Certificate => certificate?.ExportCertificatePem();

    /// <summary>The application that may authorise by OAuth, as it is when the portal starts.</summary>
    public LocalApplication OAuth { get; }

    public static async Task<LocalPortalServer> StartAsync(
        LocalPortalOptions options,
        CancellationToken cancellationToken
    )
    {
        var faults = LocalPortalException.In(
            nameof(options.Chaos),
            () => FaultScript.Parse(options.Chaos ?? "", options.ChaosSeed)
        );
        var store = new PortalStore(options.DataFile);
        var certificate = options.HttpsPort is null ? null : LoopbackCertificate.Create();
        try
        {
            if (store.IsNew && options.SeedLeads > 0)
            {
                LeadSeeds.Fill(store, options.SeedLeads);
            }

            var oauth = new OAuthServer(store, options.Clock);
            var portal = new Portal(store, options);
            LocalPortalException.In(nameof(options.Chaos), () => portal.Methods.Check(faults));
            var transport = new Transport(
                portal,
                oauth,
                new Credentials(store, oauth, portal.Settings, options.Clock),
                new FaultDesk(options.Chaos ?? "", faults),
                options.Cut
            );
            var application = Build(options, certificate, transport);
            await application.StartAsync(cancellationToken);
            return new LocalPortalServer(application, store, oauth, portal.Settings, certificate);
        }
        catch (Exception problem)
        {
            store.Dispose();
            certificate?.Dispose();
            if (problem is IOException)
            {
                var (port, option) = problem.Message.Contains("https:", StringComparison.Ordinal)
                    ? (options.HttpsPort, "--https")
                    : (options.Port, "--port");
                throw new LocalPortalException(
                    $"Port {port} is taken or may not be used. Stop the program that holds it, or give another with `{option}`.",
                    problem
                );
            }

            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        settings.Events.Dispose();
        store.Dispose();
        certificate?.Dispose();
    }

    private static WebApplication Build(LocalPortalOptions options, X509Certificate2? certificate, Transport transport)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(server =>
            {
                server.Listen(IPAddress.Loopback, options.Port);
                if (certificate is not null)
                {
                    server.Listen(IPAddress.Loopback, options.HttpsPort!.Value, listen => listen.UseHttps(certificate));
                }

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
public sealed record LocalApplication(
    string ClientId,
    string ClientSecret,
    string RefreshToken,
    Uri TokenUrl,
    Uri RestUrl
);
