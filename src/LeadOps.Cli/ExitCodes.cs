using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli;

/// <summary>The one place where an ending becomes a message and an exit code.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Broken = 1;
    public const int ChangesPending = 2;
    public const int Invalid = 3;
    public const int Partly = 4;
    public const int Refused = 5;
    public const int Access = 6;
    public const int Interrupted = 130;

    private static readonly Dictionary<Failure, int> ByFailure = new()
    {
        [Failure.Portal] = Broken,
        [Failure.Invalid] = Invalid,
        [Failure.Refused] = Refused,
        [Failure.Access] = Access,
    };

    public static int Of(Failure failure) => ByFailure[failure];

    public static int Of(RunReport report, bool interrupted, bool isCanary) =>
        interrupted ? Interrupted
        : isCanary && report.Summary.Total - report.Summary.Skipped == report.Summary.Applied + report.Summary.Unchanged ? Done
        : report.Summary.IsClean ? Done : Partly;

    public static async Task<int> GuardAsync(Func<Task<int>> work, TextWriter errors, bool verbose)
    {
        try
        {
            return await work();
        }
        catch (LeadOpsException problem)
        {
            Say(errors, problem.Message, verbose ? problem : null);
            return Of(problem.Failure);
        }
        catch (LocalPortalException problem)
        {
            Say(errors, problem.Message, null);
            return Broken;
        }
        catch (OperationCanceledException)
        {
            Say(errors, "Interrupted.", null);
            return Interrupted;
        }
        catch (IOException problem) when (problem.Message.Contains("Broken pipe", StringComparison.Ordinal))
        {
            return Done;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Say(errors, problem.Message, verbose ? problem : null);
            return Broken;
        }
    }

    private static void Say(TextWriter errors, string message, Exception? details)
    {
        foreach (var line in PortalAddress.Mask(message).Split('\n'))
        {
            errors.WriteLine(line.StartsWith("error", StringComparison.Ordinal) ? line.TrimEnd('\r') : $"error: {line.TrimEnd('\r')}");
        }

        if (details is not null)
        {
            errors.WriteLine(PortalAddress.Mask(details.ToString()));
        }
    }
}
