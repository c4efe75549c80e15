using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using LeadOps.Cli.Commands.Rollouts;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;
using LeadOps.Workers;

namespace LeadOps.Cli.Commands;

internal static class WorkerCommand
{
    public static Command Create(GlobalOptions global)
    {
        var concurrency = CheckedOption.Whole(
            "--concurrency",
            $"portals at once; default: {EachPortal.AtOnce}",
            least: 1
        );
        var dashboard = new Option<string?>("--dashboard")
        {
            Description =
                "serve Hangfire's pages there, to look at; off this machine only with `worker.dashboardPassword`",
            HelpName = "HOST:PORT",
        };
        var command = new Command(
            "worker",
            "Take portal jobs of rollouts from the shared state until Ctrl-C. "
                + "Example: leadops worker --concurrency 8 --dashboard 127.0.0.1:8090"
        )
        {
            concurrency,
            dashboard,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    GlobalOptions.Settings(parsed, global),
                    parsed.GetValue(concurrency) ?? EachPortal.AtOnce,
                    parsed.GetValue(dashboard),
                    parsed.GetValue(global.Redact),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        LeadOpsSettings settings,
        int atOnce,
        string? dashboard,
        bool redact,
        CancellationToken cancel
    )
    {
        var shared =
            settings.SharedState
            ?? throw new LeadOpsException(
                Failure.Invalid,
                "The state is local, so no other process can take jobs; "
                    + "`leadops rollout start` works itself. "
                    + "For workers set `state: { postgres: \"${STATE_DATABASE}\" }` in leadops.yml."
            );
        var at = DashboardOf(settings, dashboard);
        WorkersProgram.TakesOver();
        return RuntimeFeature.IsDynamicCodeSupported
            ? await ServeAsync(settings, shared, atOnce, at, redact, cancel)
            : throw new UnreachableException();
    }

    private static async Task<int> ServeAsync(
        LeadOpsSettings settings,
        SharedStateConfig shared,
        int atOnce,
        DashboardAddress? dashboard,
        bool redact,
        CancellationToken cancel
    )
    {
        var address = StateOpener.AddressOf(shared);
        using var state = StateOpener.OpenShared(settings, shared);
        state.RequireWritable();
        var book = new RolloutBook(state);
        var job = RolloutEngines.JobOf(settings, book, RolloutEngines.DoorsOf(settings, state), redact);
        using var worker = Worker.Start(
            address,
            atOnce,
            (rollout, portal, stop) => WorkAsync(job, book, rollout, portal, stop),
            WorkerTalk.Say
        );
        await using var pages = dashboard is null
            ? null
            : await JobDashboard.StartAsync(worker, dashboard.At, dashboard.Password, cancel);
        WorkerTalk.Ready(state.Description, atOnce, dashboard?.At.ToString());
        await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        return ExitCodes.Done;
    }

    private static async Task WorkAsync(
        PortalJob job,
        RolloutBook book,
        string rollout,
        string portal,
        CancellationToken stop
    )
    {
        WorkerTalk.Taken(rollout, portal);
        await job.RunAsync(rollout, portal, stop);
        if (book.PortalOf(rollout, portal) is { } done)
        {
            WorkerTalk.Done(rollout, done);
        }
    }

    private sealed record DashboardAddress(IPEndPoint At, string? Password);

    private static DashboardAddress? DashboardOf(LeadOpsSettings settings, string? dashboard)
    {
        if (dashboard is null)
        {
            return null;
        }

        var text = dashboard.StartsWith("localhost:", StringComparison.Ordinal)
            ? $"127.0.0.1{dashboard["localhost".Length..]}"
            : dashboard;
        if (!text.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(text, out var at) || at.Port == 0)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--dashboard {dashboard}` is not an address. Write for example `--dashboard 127.0.0.1:8090`."
            );
        }

        var password = settings.DashboardPassword is { Length: > 0 } given
            ? EnvironmentText.Expand(
                given,
                "`worker.dashboardPassword`",
                Environment.GetEnvironmentVariable,
                "a long random text"
            )
            : null;
        return password is not null || IPAddress.IsLoopback(at.Address)
            ? new DashboardAddress(at, password)
            : throw new LeadOpsException(
                Failure.Refused,
                $"`--dashboard {dashboard}` would be seen from other machines. "
                    + "Set `worker: { dashboardPassword: \"${DASHBOARD_PASSWORD}\" }` in leadops.yml, "
                    + "or use 127.0.0.1."
            );
    }
}
