using System.Data.Common;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli;

/// <summary>A problem as the user sees it.</summary>
internal sealed record Ending(int Code, string Message);

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

    /// <summary>When several apply: 130, then 6, then 1, then 4.</summary>
    public static int Of(RunReport report, Failure? problem, bool stopped, bool isCanary) =>
        stopped && report.Status == RunStatus.Interrupted ? Interrupted
        : problem is { } failure ? Of(failure)
        : report.LeftAlone > 0 || report.Rejects.Count > 0 ? Partly
        : report.Summary.IsClean || (isCanary && report.Summary.IsCleanSoFar) ? Done
        : Partly;

    public static async Task<int> GuardAsync(Func<Task<int>> work, bool verbose, string? format, bool redact)
    {
        var (code, problem, message) = await EndAsync(work, redact);
        if (problem is null)
        {
            return code;
        }

        ErrorText.Say(message!, verbose && !redact && problem is not OperationCanceledException ? problem : null);
        ErrorDocument.Write(format, code, PortalAddress.Mask(message!));
        return code;
    }

    private static async Task<(int Code, Exception? Problem, string? Message)> EndAsync(
        Func<Task<int>> work,
        bool redact
    )
    {
        try
        {
            return (await work(), null, null);
        }
        catch (UnansweredException problem)
        {
            return (Interrupted, problem, problem.Message);
        }
        catch (OperationCanceledException problem)
        {
            return (Interrupted, problem, "Interrupted.");
        }
        catch (IOException problem) when (problem.Message.Contains("Broken pipe", StringComparison.Ordinal))
        {
            return (Done, null, null);
        }
        catch (Exception problem) when (Known(problem, redact) is not null)
        {
            var ending = Known(problem, redact)!;
            return (ending.Code, problem, ending.Message);
        }
    }

    /// <summary>Null for a stop. What a fault of the program says may quote anything, so it is not repeated.</summary>
    public static Ending? Known(Exception problem, bool redact) =>
        problem switch
        {
            LeadOpsException known => new Ending(Of(known.Failure), redact ? known.Masked : known.Message),
            UnauthorizedAccessException => new Ending(
                Broken,
                $"{problem.Message} Give this user the right to write there, or work in another folder."
            ),
            IOException => new Ending(Broken, FileProblem.Of(problem)),
            LocalPortalException => new Ending(Broken, problem.Message),
            DbException => new Ending(
                Broken,
                $"A database under .leadops or the state folder cannot be used: {problem.Message}"
            ),
            OperationCanceledException => null,
            _ => new Ending(
                Broken,
                "Something unexpected went wrong in LeadOps itself. Run the command again with `-v` to see where, "
                    + "and report what it prints."
            ),
        };
}
