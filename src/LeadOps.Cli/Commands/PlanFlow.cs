using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>The one way from a plan to a run: show, admit, ask, carry out. Every verb that writes goes it.</summary>
internal static class PlanFlow
{
    public static async Task<int> RunAsync(
        RunInvocation invocation,
        Func<CancellationToken, Task<OpenPlan>> open,
        CancellationToken cancel
    )
    {
        await using var opened = await open(cancel);
        var options = invocation.Run with { IsSeedable = opened.Portal.Config.Seedable };
        var plan = opened.Plan;
        if (plan is not null)
        {
            plan = invocation.Out is { } file ? PlanFile.Write(file, plan) : plan;
            if (invocation.IsDryRun)
            {
                return await PreviewAsync(invocation, opened, plan, options, cancel);
            }

            Show(invocation, opened.Origin, plan);
            await opened.Pipeline.AdmitAsync(plan, options, cancel);
            var approved = await Approval.AskAsync(invocation, opened, plan, cancel);
            options = options with { WasAsked = approved == Approved.ByAnswer };
        }

        return await RunFlow.RunAsync(
            invocation,
            opened.Portal,
            (events, stop) => opened.CarryOutAsync(plan, options, events, stop),
            cancel
        );
    }

    private static async Task<int> PreviewAsync(
        RunInvocation invocation,
        OpenPlan opened,
        Plan plan,
        RunOptions options,
        CancellationToken cancel
    )
    {
        var refusals = await opened.Pipeline.ObjectionsAsync(plan, options, cancel);
        PlanView.Write(plan, refusals, invocation.Format, invocation.Full, invocation.View);
        foreach (var refusal in invocation.Format == "text" ? [] : refusals)
        {
            Terminal.Say($"apply would refuse: {refusal}");
        }

        if (invocation.Out is { } file && !invocation.View.Quiet)
        {
            Terminal.Say(
                $"Saved as {file}; carry it out with: leadops apply {ShellWord.Of(file)}{plan.Header.Portal.Flag}"
            );
        }

        if (invocation.Store)
        {
            PlanFile.Store(opened.Portal.State, plan);
            StoredPlanView.Write(plan.Header, invocation.Format);
            if (Shell.IsUnderCi && !opened.Portal.State.IsShared)
            {
                Terminal.Say(
                    "note: The state is local, so only this machine knows the stored plan, and a CI runner forgets it. "
                        + "Set `state: { postgres: \"${STATE_DATABASE}\" }` in leadops.yml."
                );
            }
        }

        return invocation.Detailed && plan.Footer.Counts.Writes + plan.Footer.Counts.Blocked > 0
            ? ExitCodes.ChangesPending
            : ExitCodes.Done;
    }

    /// <summary>A saved plan was reviewed before; what is about to be written is said all the same.</summary>
    private static void Show(RunInvocation invocation, PlanOrigin origin, Plan plan)
    {
        if (origin == PlanOrigin.Made && invocation.Format == "text")
        {
            PlanView.Write(plan, [], "text", invocation.Full, invocation.View);
        }

        if (origin == PlanOrigin.Saved && !invocation.View.Quiet)
        {
            var (portal, counts) = (plan.Header.Portal, plan.Footer.Counts);
            Terminal.Say(
                $"Saved plan for {portal.Name} ({portal.Host}), "
                    + $"made {plan.Header.CreatedAt:yyyy-MM-dd HH:mm} UTC by "
                    + $"{ValueText.User(portal, invocation.View.Redact)}: {counts.Update} to update, "
                    + $"{counts.Create} to create, {counts.Delete} to delete, {counts.Blocked} blocked."
            );
        }
    }
}
