using System.CommandLine;

namespace LeadOps.Cli.Options;

/// <summary>Options of the verbs that make a plan and may leave it at that.</summary>
internal sealed class PreviewOptionGroup
{
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "show the plan, write nothing" };

    public Option<string?> Out { get; } =
        new("--out") { Description = "save the plan, for `leadops apply FILE`", HelpName = "FILE" };

    public Option<bool> Detailed { get; } =
        new("--detailed-exitcode") { Description = "with --dry-run: exit 2 when changes are pending" };

    public Option<bool> Full { get; } = new("--full") { Description = "show every lead of the plan" };

    public void AddTo(Command command) =>
        new Option[] { DryRun, Out, Detailed, Full }
            .ToList()
            .ForEach(command.Options.Add);
}
