using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Seeds;
using LeadOps.LocalPortal.Server;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadOps.LocalPortal;

/// <summary>A Bitrix24 portal for leads on loopback, over real HTTP.</summary>
public sealed class LocalPortalServer : IAsyncDisposable
{
    private const string Made = "made_with";

    private readonly WebApplication application;
    private readonly Portal portal;
    private readonly X509Certificate2? certificate;

    private LocalPortalServer(WebApplication application, Portal portal, X509Certificate2? certificate)
    {
        (this.application, this.portal, this.certificate) = (application, portal, certificate);
        var addresses = application
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(address => new Uri(address + "/"))
            .ToList();
        BaseUrl = addresses.First(address => address.Scheme == Uri.UriSchemeHttp);
        WebhookUrl = new Uri(BaseUrl, $"rest/1/{portal.Store.Secret}/");
        HttpsUrl = addresses.FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps) is { } https
            ? new Uri(https, $"rest/1/{portal.Store.Secret}/")
            : null;
        Leads = portal.Store.Leads.Count;
        OAuth = new LocalApplication(
            portal.OAuth.ClientId,
            portal.OAuth.ClientSecret,
            portal.OAuth.RefreshToken,
            new Uri(BaseUrl, "oauth/token/"),
            new Uri(BaseUrl, "rest/")
        );
        (portal.Addresses.BaseUrl, portal.Addresses.HttpsUrl) = (BaseUrl, HttpsUrl);
        PageUrl = new Uri(BaseUrl, $"?secret={portal.Store.Secret}");
        portal.Settings.Events.Sender = (BaseUrl.Authority, portal.OAuth.MemberId, portal.OAuth.MemberId[..16]);
    }

    /// <summary>The faults that <see cref="LocalPortalOptions.Chaos"/> can script, each with what it does.</summary>
    public static IReadOnlyDictionary<string, string> Faults => FaultKind.Actions;

    public Uri BaseUrl { get; }

    /// <summary>Leads that the portal began with.</summary>
    public int Leads { get; }

    /// <summary>
    /// Leads that its data was made with, when it was new; null where an older data file does not tell.
    /// </summary>
    public int? MadeWith =>
        int.TryParse(portal.Store.Kept(Made), NumberStyles.None, CultureInfo.InvariantCulture, out var made)
            ? made
            : null;

    /// <summary>Address of the administrator's incoming webhook; a secret like any other.</summary>
    public Uri WebhookUrl { get; }

    /// <summary>The portal's page for a browser; holds the secret.</summary>
    public Uri PageUrl { get; }

    /// <summary>
    /// The same webhook over HTTPS, when asked for; who calls it must trust <see cref="Certificate"/>.
    /// </summary>
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
        LocalPortalException.In(nameof(options.WebhookSecret), () => CheckedSecret(options.WebhookSecret));
        var store = new PortalStore(options.DataFile, options.DataWait, options.WebhookSecret);
        var certificate = options.HttpsPort is null ? null : LoopbackCertificate.Create();
        try
        {
            var time = new PortalTime(
                LocalPortalException.In(nameof(options.TimeZone), () => TimeZone(options, store))
            );
            var isNew = store.IsNew;
            if (isNew && options.SeedLeads > 0)
            {
                LeadSeeds.Fill(store, options.SeedLeads, time);
            }

            if (isNew)
            {
                store.Keep(Made, options.SeedLeads.ToString(CultureInfo.InvariantCulture));
            }

            var portal = new Portal(store, options, time);
            var application = LoopbackHost.Build(options, certificate, new Transport(portal, options.Cut));
            await application.StartAsync(cancellationToken);
            return new LocalPortalServer(application, portal, certificate);
        }
        catch (Exception problem)
        {
            store.Dispose();
            certificate?.Dispose();
            if (problem is IOException)
            {
                throw LoopbackHost.PortTaken(options, problem);
            }

            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        portal.Settings.Events.Dispose();
        portal.Store.Dispose();
        certificate?.Dispose();
    }

    /// <summary>Dates are kept as they were written, so the zone of a data file stays.</summary>
    private static TimeZoneInfo TimeZone(LocalPortalOptions options, PortalStore store)
    {
        var kept = store.Kept("timeZone");
        if (options.TimeZone is { } given && kept is not null && kept != given)
        {
            throw new LocalPortalException(
                $"The data file was made in the time zone `{kept}`, not `{given}`. "
                    + "Leave the option out, or give another file with `--data`."
            );
        }

        var zone = PortalZone.Find(kept ?? options.TimeZone);
        store.Keep("timeZone", kept ?? options.TimeZone ?? PortalZone.Usual);
        return zone;
    }

    /// <summary>It stands in addresses, and opens everything.</summary>
    private static string? CheckedSecret(string? secret) =>
        secret is null || (secret.Length >= 8 && secret.All(char.IsAsciiLetterOrDigit))
            ? secret
            : throw new LocalPortalException("The secret needs at least 8 letters and digits, and nothing else.");
}
