using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>How a plan was approved.</summary>
internal enum Approved
{
    /// <summary>By a flag, or when it was reviewed: nobody had to think about it since it was made.</summary>
    Beforehand,

    /// <summary>Somebody looked at it and answered; meanwhile the portal may have moved.</summary>
    ByAnswer,
}

/// <summary>Approval: a flag, or an answer from a person at a terminal; never silence.</summary>
internal static class Approval
{
    public static Task<Approved> AskAsync(
        RunInvocation invocation,
        OpenPlan opened,
        Plan plan,
        CancellationToken cancel
    ) =>
        opened.Portal.Config.Protected ? HostAsync(invocation, opened, cancel)
        : invocation.Yes || opened.Origin != PlanOrigin.Made || plan.Footer.Counts.Writes == 0
            ? Task.FromResult(Approved.Beforehand)
        : YesAsync(opened, plan, cancel);

    private static async Task<Approved> HostAsync(RunInvocation invocation, OpenPlan opened, CancellationToken cancel)
    {
        var host = opened.Portal.Session.Settings.DisplayHost;
        var typed =
            invocation.Confirm
            ?? await Terminal.AskAsync($"This portal is protected. Type its host to go on ({host}): ", cancel);
        if (typed == host)
        {
            return invocation.Confirm is null ? Approved.ByAnswer : Approved.Beforehand;
        }

        throw new LeadOpsException(
            Failure.Refused,
            string.IsNullOrEmpty(typed)
                ? $"The portal `{opened.Portal.Config.Name}` is protected and `--yes` is not enough. "
                    + $"Nothing was written. Add `--confirm {host}`."
                : $"`{typed}` is not the host of the protected portal `{opened.Portal.Config.Name}`, "
                    + $"which is `{host}`. Nothing was written. "
                    + $"If that is the right portal, type its host, or add `--confirm {host}`."
        );
    }

    private static async Task<Approved> YesAsync(OpenPlan opened, Plan plan, CancellationToken cancel)
    {
        if (!Terminal.IsInput)
        {
            throw new LeadOpsException(
                Failure.Refused,
                "The plan needs approval and there is no terminal to ask at. Add `--yes`."
            );
        }

        var host = opened.Portal.Session.Settings.DisplayHost;
        var question = $"Write these {plan.Footer.Counts.Writes} leads to {host}? Type `yes` to go on: ";
        if (await Terminal.AskAsync(question, cancel) is var answer and not "yes")
        {
            throw Refused(answer, "nothing was written");
        }

        return Approved.ByAnswer;
    }

    /// <summary>Whoever meant yes is told how it is spelt.</summary>
    public static LeadOpsException Refused(string? answer, string left) =>
        new(
            Failure.Refused,
            answer?.StartsWith('y') == true || answer?.StartsWith('Y') == true
                ? $"`{answer}` is not `yes`; {left}. Run the command again and type `yes`, or add `--yes`."
                : $"Not approved; {left}."
        );
}
