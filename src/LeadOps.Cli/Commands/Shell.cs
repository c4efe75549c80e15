using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>What commands share when they talk to a person or start a run.</summary>
internal static class Shell
{
    public static bool IsUnderCi => System.Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static Pipeline Pipeline(
        LeadOpsSettings settings,
        OpenPortal portal,
        IProgress<PlanStep>? planning = null
    ) =>
        new(
            portal.Session,
            new Project(portal.State, StateOpener.Who, settings.StatePath("runs"), settings.StatePath("pause"))
            {
                PortalFlag = PortalOpener.FlagOf(settings, portal.Config),
                IsUnderCi = IsUnderCi,
            },
            TimeProvider.System,
            planning
        );

    public static ChosenRuns OpenRuns(ParseResult parsed, GlobalOptions global, LeadOpsSettings settings) =>
        PortalOpener.OpenRuns(settings, parsed.GetValue(global.Portal));

    public static ChosenRuns OpenRuns(RunInvocation invocation) =>
        PortalOpener.OpenRuns(invocation.Settings, invocation.Portal);

    /// <summary>
    /// The chosen portal, else the one that a plan was made for, else the default; the waits that it makes are shown
    /// until a run shows them itself.
    /// </summary>
    public static Task<OpenPortal> OpenAsync(RunInvocation invocation, PlanPortal? planned, CancellationToken cancel) =>
        OpenAsync(invocation.Settings, invocation.View, invocation.Portal, planned, cancel);

    public static Task<OpenPortal> OpenAsync(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        CancellationToken cancel
    ) => OpenAsync(settings, global.View(parsed), parsed.GetValue(global.Portal), null, cancel);

    private static async Task<OpenPortal> OpenAsync(
        LeadOpsSettings settings,
        ViewOptions view,
        string? chosen,
        PlanPortal? planned,
        CancellationToken cancel
    )
    {
        var portal = await PortalOpener.OpenAsync(
            settings,
            chosen ?? (planned is not null && settings.Portals.ContainsKey(planned.Name) ? planned.Name : null),
            cancel
        );
        portal.Session.OnPause = Progress(view, "text", portal).Paused;
        if (portal.OtherSeed is { } made && !view.Quiet)
        {
            PortalView.TellOtherSeed(portal.Config.Name, made, settings.StatePath("portal.db"));
        }

        return portal;
    }

    /// <summary>Whoever reads a machine's format in a log wants no progress between.</summary>
    public static ProgressView Progress(ViewOptions view, string format, OpenPortal portal) =>
        new(view, format != "text" && !Terminal.IsError, portal.Session, TimeProvider.System);

    /// <summary>A new plan on its open portal; a portal without a plan is closed again.</summary>
    public static async Task<OpenPlan> PlannedAsync(
        RunInvocation invocation,
        PlanPortal? planned,
        Func<Pipeline, CancellationToken, Task<Plan>> plan,
        CancellationToken cancel
    )
    {
        var portal = await OpenAsync(invocation, planned, cancel);
        try
        {
            var progress = Progress(invocation.View, invocation.Format, portal);
            portal.Session.OnPause = progress.Paused;
            portal.Session.OnRead = progress.Read;
            var pipeline = Pipeline(invocation.Settings, portal, progress);
            var made = await progress.WatchAsync(() => plan(pipeline, cancel));
            portal.Session.OnRead = null;
            return OpenPlan.New(portal, pipeline, PlanOrigin.Made, made);
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public static PlanRequest Request(
        LeadOpsSettings settings,
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only
    ) =>
        new(manifests)
        {
            Only = only,
            Environment = Environment(manifests),
            GitCommit = GitState.Of(
                settings.ProjectFolder,
                [.. manifests.SelectMany(manifest => manifest.RowFiles.Prepend(manifest.File))]
            ),
        };

    /// <summary>The variables that manifests list under `env`, and no others; what is not set is missing.</summary>
    public static Dictionary<string, string> Environment(IReadOnlyList<Manifest> manifests) =>
        manifests
            .SelectMany(manifest => manifest.Env)
            .Distinct()
            .Where(name => System.Environment.GetEnvironmentVariable(name) is not null)
            .ToDictionary(
                name => name,
                name => System.Environment.GetEnvironmentVariable(name)!,
                StringComparer.Ordinal
            );
}
