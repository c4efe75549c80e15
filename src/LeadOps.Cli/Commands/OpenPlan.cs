using LeadOps.Cli.Settings;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

/// <summary>Where a plan comes from decides what is still to be shown and asked.</summary>
internal enum PlanOrigin
{
    /// <summary>Made by this command: shown whole, and somebody must approve it.</summary>
    Made,

    /// <summary>Read from a file: it was reviewed there, so that only a protected portal still asks.</summary>
    Saved,

    /// <summary>Of a run that goes on: it was approved when the run began.</summary>
    Begun,
}

/// <summary>A plan with its portal, still open, and the way to carry it out.</summary>
/// <param name="Plan">Null when a run goes on: its plan lies in the run's record.</param>
internal sealed record OpenPlan(OpenPortal Portal, Pipeline Pipeline, PlanOrigin Origin, Plan? Plan) : IAsyncDisposable
{
    public required Func<Plan?, RunOptions, RunEvents, CancellationToken, Task<RunReport>> CarryOutAsync { get; init; }

    /// <summary>A plan for a new run.</summary>
    public static OpenPlan New(OpenPortal portal, Pipeline pipeline, PlanOrigin origin, Plan plan) =>
        new(portal, pipeline, origin, plan)
        {
            CarryOutAsync = (approved, options, events, stop) => pipeline.ApplyAsync(approved!, options, events, stop),
        };

    public ValueTask DisposeAsync()
    {
        Plan?.Dispose();
        return Portal.DisposeAsync();
    }
}
