using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Storage;
using LeadOps.Templates;

namespace LeadOps.Cli.Settings;

/// <summary>An open portal, with the embedded server when there is one.</summary>
internal sealed class OpenPortal(
    PortalConfig config,
    PortalSession session,
    IState state,
    bool ownsState,
    LocalPortalServer? server
) : IAsyncDisposable
{
    public IState State { get; } = state;

    public PortalConfig Config { get; } = config;

    public PortalSession Session { get; } = session;

    /// <summary>Leads that an embedded portal was made with, where its configuration now says another number.</summary>
    public int? OtherSeed => server?.MadeWith is { } made && made != Config.EmbeddedSeed ? made : null;

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        if (ownsState)
        {
            State.Dispose();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>From a portal's name or address to a session.</summary>
internal static class PortalOpener
{
    /// <summary>Another command may be using the embedded portal; it ends soon.</summary>
    private static readonly TimeSpan EmbeddedWait = TimeSpan.FromSeconds(30);

    /// <summary>The host under which an embedded portal is known: its port changes from run to run.</summary>
    public const string EmbeddedHost = "local.embedded";

    /// <param name="shared">A state that is open already and stays open; an embedded portal has its own.</param>
    public static async Task<OpenPortal> OpenAsync(
        LeadOpsSettings settings,
        string? chosen,
        CancellationToken cancellationToken,
        IState? shared = null
    )
    {
        var config = Find(settings, chosen);
        var server = config.IsEmbedded
            ? await LocalPortalServer.StartAsync(
                new LocalPortalOptions
                {
                    DataFile = settings.StatePath("portal.db"),
                    SeedLeads = config.EmbeddedSeed,
                    DataWait = EmbeddedWait,
                },
                cancellationToken
            )
            : null;
        var url = server?.WebhookUrl ?? UrlOf(config, chosen);
        var made = Make(config, url, HostOf(config, chosen));
        var given = config.IsEmbedded ? null : shared;
        var state = given ?? StateOpener.Open(settings, config);
        return new OpenPortal(
            config,
            new PortalSession(made, state, TimeProvider.System),
            state,
            ownsState: given is null,
            server
        );
    }

    /// <summary>What was done on a portal, without a word to the portal itself.</summary>
    public static ChosenRuns OpenRuns(LeadOpsSettings settings, string? chosen)
    {
        var config = Find(settings, chosen);
        return new ChosenRuns(StateOpener.Open(settings, config), HostOf(config, chosen), FlagOf(settings, config));
    }

    /// <summary>
    /// What a printed command needs to mean this portal again. An address given on the command line is a secret.
    /// </summary>
    public static string FlagOf(LeadOpsSettings settings, PortalConfig config) =>
        !settings.Portals.ContainsKey(config.Name) ? " --portal URL"
        : config.Name == settings.DefaultPortal || (settings.DefaultPortal is null && settings.Portals.Count == 1) ? ""
        : $" --portal {config.Name}";

    /// <summary>Null while its address cannot be told, for instance without its environment variable.</summary>
    public static string? KnownHostOf(PortalConfig config)
    {
        try
        {
            return HostOf(config, config.Name);
        }
        catch (LeadOpsException)
        {
            return null;
        }
    }

    private static string HostOf(PortalConfig config, string? chosen) =>
        config.IsEmbedded ? EmbeddedHost : UrlOf(config, chosen).Authority;

    private static Uri UrlOf(PortalConfig config, string? chosen)
    {
        var where = config.Url == chosen ? "`--portal`" : $"portals.{config.Name}.url";
        var address = EnvironmentText.Expand(config.Url!, where, Environment.GetEnvironmentVariable);
        return config.OAuth is null ? PortalAddress.Parse(address, where) : PortalAddress.ParseOAuth(address, where);
    }

    /// <summary>
    /// What the configuration says of a portal holds also when its address is typed, above all `protected`.
    /// </summary>
    private static PortalConfig ByAddress(LeadOpsSettings settings, string address)
    {
        var typed = new PortalConfig(PlanPortal.Unnamed) { Url = address };
        var host = KnownHostOf(typed);
        var known = settings
            .Portals.Values.Where(config => host is not null && !config.IsEmbedded && KnownHostOf(config) == host)
            .OrderByDescending(config => config.Protected)
            .ThenByDescending(config => config.Name == settings.DefaultPortal)
            .FirstOrDefault();
        return (known ?? typed) with { Url = address, OAuth = null };
    }

    private static PortalConfig Find(LeadOpsSettings settings, string? chosen)
    {
        var name =
            chosen ?? settings.DefaultPortal ?? (settings.Portals.Count == 1 ? settings.Portals.Keys.First() : null);
        if (name?.Contains("://", StringComparison.Ordinal) == true)
        {
            return ByAddress(settings, name);
        }

        if (name is null)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                settings.ConfigFile is null
                    ? "There is no leadops.yml here or above. "
                        + "Run `leadops init`, or give a webhook address with `--portal URL`."
                    : "No portal is chosen. Set `defaultPortal` in leadops.yml, or add `--portal NAME`."
            );
        }

        if (settings.Portals.TryGetValue(name, out var found))
        {
            return found;
        }

        var near = Suggestions.Nearest(name, settings.Portals.Keys);
        throw new LeadOpsException(
            Failure.Invalid,
            $"There is no portal `{name}` in the configuration. "
                + (near is null ? $"There are: {string.Join(", ", settings.Portals.Keys)}." : $"Did you mean `{near}`?")
        );
    }

    private static PortalSettings Make(PortalConfig config, Uri url, string host) =>
        new()
        {
            Name = config.Name,
            Url = url,
            DisplayHost = host,
            Tariff =
                Tariff.All.FirstOrDefault(tariff => tariff.Name == config.Tariff)
                ?? (url.IsLoopback ? Tariff.SelfHosted : Tariff.Standard),
            OAuth = PortalOAuth.Of(config, url),
            AllowHosts = config.AllowHosts,
            OperatingLimit = config.OperatingLimit,
            SettleAfter = TimeSpan.FromSeconds(config.SettleAfter ?? (url.IsLoopback ? 0 : 60)),
            Api = config.Api,
            TimeZone = config.TimeZone,
        };
}
