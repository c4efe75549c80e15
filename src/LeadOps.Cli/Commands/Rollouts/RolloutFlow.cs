using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Portals;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>
/// From a rollout that may go on to its report: waves shown and approved, progress, Ctrl-C, files, exit code.
/// </summary>
internal sealed class RolloutFlow : IAsyncDisposable
{
    private readonly RolloutInvocation invocation;
    private readonly RolloutTalk talk;

    public RolloutFlow(RolloutInvocation invocation)
    {
        if (invocation.Settings.SharedState is not null)
        {
            WorkersProgram.TakesOver();
        }

        this.invocation = invocation;
        talk = new RolloutTalk(invocation);
        Book = new RolloutBook(StateOpener.Open(invocation.Settings));
        Desk = new RolloutDesk(Book, StateOpener.Who, TimeProvider.System);
    }

    public RolloutBook Book { get; }

    public RolloutDesk Desk { get; }

    public Task<int> RunRollbackAsync(Rollout rollback, CancellationToken cancel) =>
        RunAsync(
            rollback,
            (visit, portal, stop) =>
                visit.Pipeline.PlanRollbackAsync(Desk.RunToTakeBack(rollback, portal, visit), stop),
            cancel
        );

    public async Task<int> RunAsync(
        Rollout rollout,
        Func<PortalVisit, RolloutPortal, CancellationToken, Task<Plan>> plan,
        CancellationToken cancel
    )
    {
        var doors = RolloutEngines.DoorsOf(invocation.Settings, Book.State);
        var planning = new PortalPlanning(doors, plan, rollout.Options, invocation.Confirmed)
        {
            Accepted = talk.Accepted,
        };
        talk.Begun(rollout);
        var isStopped = false;
        await using (var engine = RolloutEngines.Open(invocation, Book, doors, cancel))
        {
            var driver = new RolloutDriver(Book, planning, engine, Events, invocation.AtOnce, TimeProvider.System);
            try
            {
                rollout = await driver.RunAsync(rollout, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                isStopped = true;
            }
            catch (LeadOpsException problem)
            {
                throw new LeadOpsException(
                    problem.Failure,
                    $"{problem.Message} Continue with: leadops rollout continue {rollout.Id}",
                    problem
                );
            }
        }

        return Conclude(RolloutReport.Of(Book, Book.Now(rollout)), isStopped);
    }

    private RolloutEvents Events =>
        new()
        {
            Planned = talk.Planned,
            ApproveAsync = ApproveAsync,
            PortalEnded = (_, portal) => talk.Ended(portal),
            Draining = talk.Draining,
        };

    private async Task ApproveAsync(PlannedWave wave, CancellationToken cancel)
    {
        if (invocation.Yes)
        {
            return;
        }

        var planned = wave.Portals.Where(one => one.Portal.State == PortalState.Planned).ToList();
        var leads = planned.Sum(one => one.Portal.Planned!.Writes);
        var question =
            $"Write these {leads} leads on {Counted.Of(planned.Count, "portal", "portals")}? "
            + "Type `yes` to go on: ";
        if (await Terminal.AskAsync(question, cancel) is var answer and not "yes")
        {
            throw Approval.Refused(answer, "nothing of this wave was written");
        }
    }

    private int Conclude(RolloutReport report, bool isStopped)
    {
        var isWritten = RolloutFiles.Write(invocation, report);
        PortalPageView.Write(RolloutView.Page(report), invocation.Format, invocation.View.Colour);
        return isStopped ? ExitCodes.Interrupted
            : !isWritten ? ExitCodes.Broken
            : report.Rollout.Status switch
            {
                RolloutStatus.Succeeded => ExitCodes.Done,
                RolloutStatus.Paused when !report.Portals.Any(portal => PortalStates.IsBad(portal.State)) =>
                    ExitCodes.Done,
                _ => ExitCodes.Partly,
            };
    }

    public ValueTask DisposeAsync()
    {
        Book.State.Dispose();
        return ValueTask.CompletedTask;
    }
}
