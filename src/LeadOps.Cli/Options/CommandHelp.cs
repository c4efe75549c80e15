using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Options;

/// <summary>What a command's help says beyond its options: the exit codes that concern it.</summary>
internal sealed class CommandHelp(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (int Code, string Meaning)[] Meanings =
    [
        (0, "done"),
        (1, "the portal or the network failed"),
        (2, "changes are pending (--detailed-exitcode)"),
        (3, "invalid input: command line, configuration, manifest or plan file"),
        (4, "partly done: some leads failed, were stale, differ or are unknown, or a portal did not succeed"),
        (5, "refused: limit, expectation, protected portal, lock, used or damaged plan, no approval"),
        (6, "authentication or permission"),
        (130, "interrupted; `leadops resume` goes on"),
    ];

    private static readonly int[] Writing = [0, 1, 3, 4, 5, 6, 130];
    private static readonly int[] Reading = [0, 1, 3, 6];

    private static readonly Dictionary<string, int[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["plan"] = [0, 1, 2, 3, 5, 6],
        ["apply"] = Writing,
        ["resume"] = Writing,
        ["retry"] = Writing,
        ["seed"] = [0, 1, 2, 3, 4, 5, 6, 130],
        ["unseed"] = [0, 1, 2, 3, 4, 5, 6, 130],
        ["rollback"] = [0, 1, 2, 3, 4, 5, 6, 130],
        ["test"] = [0, 1, 3, 4],
        ["init"] = [0, 1, 3],
        ["completion"] = [0, 3],
        ["portal"] = [0, 1, 3],
        ["start"] = [0, 1, 3],
        ["show"] = [0, 1, 3, 5],
        ["rollout start"] = Writing,
        ["rollout continue"] = Writing,
        ["rollout rollback"] = Writing,
        ["rollout status"] = [0, 1, 3],
        ["pause"] = [0, 1, 3, 5],
        ["abort"] = [0, 1, 3, 5],
    };

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().First();
        option.Action = new CommandHelp((HelpAction)option.Action!);
    }

    /// <summary>Help is shown whatever else is missing.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (command is not RootCommand)
        {
            Terminal.Out.WriteLine("Exit codes:");
            foreach (var (number, meaning) in Meanings.Where(one => CodesOf(command).Contains(one.Code)))
            {
                Terminal.Out.WriteLine($"  {number, -3}  {meaning}");
            }
        }

        return code;
    }

    private static int[] CodesOf(Command command) =>
        command
            .Parents.Select(parent => ByCommand.GetValueOrDefault($"{parent.Name} {command.Name}"))
            .FirstOrDefault(codes => codes is not null)
        ?? ByCommand.GetValueOrDefault(command.Name)
        ?? Reading;
}
