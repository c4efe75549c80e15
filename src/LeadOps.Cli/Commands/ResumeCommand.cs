using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Create(GlobalOptions global) =>
        ContinueVerb.Create(
            global,
            "resume",
            "Finish an interrupted run: its skipped and unknown leads.",
            failedOnly: false,
            "Nothing to resume: no lead of this run was skipped or is unknown."
        );
}
