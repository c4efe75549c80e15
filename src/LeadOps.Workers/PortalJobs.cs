using Hangfire;

namespace LeadOps.Workers;

/// <summary>
/// What Hangfire calls. Its tables hold the name of this method and its two arguments, an id and a name; what goes
/// wrong is told to this process and not to the tables, because a message may quote values.
/// </summary>
public sealed class PortalJobs(Func<string, string, CancellationToken, Task> work, Action<string> tell)
{
    [AutomaticRetry(Attempts = 50, DelaysInSeconds = [2, 5, 10, 15])]
    [JobDisplayName("portal {1} of rollout {0}")]
    public async Task RunAsync(string rollout, string portal, CancellationToken stop)
    {
        try
        {
            await work(rollout, portal, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            tell($"The portal {portal} of the rollout {rollout} is tried again: {problem.Message}");
            throw new PortalJobException(problem.GetType().Name);
        }
    }
}

/// <summary>A job that is to be tried again.</summary>
public sealed class PortalJobException(string kind)
    : Exception($"{kind}; the worker's own output says more. The job is tried again.");
