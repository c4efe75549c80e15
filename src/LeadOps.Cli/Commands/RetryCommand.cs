using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands;

internal static class RetryCommand
{
    public static Command Create(GlobalOptions global) =>
        ContinueVerb.Create(
            global,
            "retry",
            "Try the failed leads of a run again.",
            failedOnly: true,
            "Nothing to retry: no lead of this run failed."
        );
}
