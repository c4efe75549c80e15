using System.Runtime.CompilerServices;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Rollouts;
using LeadOps.Storage;
using LeadOps.Workers;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>Who carries out the jobs of a rollout: this process, or with a shared state any worker.</summary>
internal static class RolloutEngines
{
    public static IPortalEngine Open(
        RolloutInvocation invocation,
        RolloutBook book,
        IPortalDoors doors,
        CancellationToken stop
    )
    {
        var job = JobOf(invocation.Settings, book, doors, invocation.View.Redact);
        return RuntimeFeature.IsDynamicCodeSupported && invocation.Settings.SharedState is { } shared
            ? Shared(shared, job, invocation.AtOnce)
            : new ProcessEngine(job, invocation.AtOnce, stop);
    }

    /// <summary>Not inlined: a command that needs no workers must not load their libraries.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WorkersEngine Shared(SharedStateConfig shared, PortalJob job, int atOnce)
    {
        var address = StateOpener.AddressOf(shared);
        return new WorkersEngine(
            address,
            () => Worker.Start(address, atOnce, job.RunAsync, WorkerTalk.Say),
            WorkerTalk.Say
        );
    }

    public static PortalDoors DoorsOf(LeadOpsSettings settings, IState state) =>
        new(settings, state, (all, portal) => Shell.Pipeline(all, portal));

    /// <summary>Every portal's run leaves its own report, as after `apply`.</summary>
    public static PortalJob JobOf(LeadOpsSettings settings, RolloutBook book, IPortalDoors doors, bool redact) =>
        new(book, doors, StateOpener.Who, TimeProvider.System)
        {
            Reported = report => RunFiles.WriteOwn(settings, report, redact),
        };
}
