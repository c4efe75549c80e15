using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Options;

/// <summary>
/// A command's help: its own options, those of all commands, an example, and the exit codes that concern it.
/// </summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const string Example = " Example: ";

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
    private static readonly int[] WritingOrNot = [0, 1, 2, 3, 4, 5, 6, 130];
    private static readonly int[] Reading = [0, 1, 3, 6];
    private static readonly int[] Remembering = [0, 1, 3];

    /// <summary>By the words of a command; the others only read a portal.</summary>
    private static readonly Dictionary<string, int[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["plan"] = [0, 1, 2, 3, 5, 6],
        ["apply"] = Writing,
        ["resume"] = Writing,
        ["retry"] = Writing,
        ["seed"] = WritingOrNot,
        ["unseed"] = WritingOrNot,
        ["rollback"] = WritingOrNot,
        ["rollout"] = Writing,
        ["rollout start"] = Writing,
        ["rollout continue"] = Writing,
        ["rollout rollback"] = Writing,
        ["rollout status"] = Remembering,
        ["rollout pause"] = [0, 1, 3, 5],
        ["rollout abort"] = [0, 1, 3, 5],
        ["test"] = [0, 1, 3, 4],
        ["init"] = Remembering,
        ["completion"] = [0, 3],
        ["portal"] = Remembering,
        ["portal start"] = Remembering,
        ["history"] = Remembering,
        ["state"] = Remembering,
        ["state status"] = Remembering,
        ["state migrate"] = Remembering,
        ["state prune"] = Remembering,
        ["show"] = [0, 1, 3, 5],
        ["worker"] = [0, 1, 3, 5],
    };

    private readonly HelpAction help;
    private readonly HashSet<string> shared;
    private readonly Dictionary<Command, (string? Example, string More)> rest = [];

    private CommandHelp(RootCommand root, HelpAction help)
    {
        this.help = help;
        shared = [.. root.Options.Select(option => option.Name)];
        root.Subcommands.ToList().ForEach(Shorten);
    }

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().First();
        option.Description = "this help";
        root.Options.OfType<VersionOption>().First().Description = "the version of LeadOps";
        option.Action = new CommandHelp(root, (HelpAction)option.Action!);
    }

    /// <summary>Help is shown whatever else is missing.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>
    /// A list of commands has room for one line each; the example and all that follows stand in the command's own
    /// help.
    /// </summary>
    private void Shorten(Command command)
    {
        var text = command.Description ?? "";
        var end = text.IndexOf('\n', StringComparison.Ordinal) is var line and >= 0 ? line : text.Length;
        var parts = text[..end].Split(Example, 2);
        rest[command] = (parts.Length > 1 ? parts[1] : null, text[end..].Trim());
        command.Description = parts[0];
        command.Subcommands.ToList().ForEach(Shorten);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        if (command is RootCommand)
        {
            PlainView.Text(text.ToString());
            return code;
        }

        PlainView.Text(HelpText.WithSharedApart(text.ToString(), shared));
        var (example, more) = rest[command];
        Write("", more);
        Write("Example:", example is null ? "" : $"  {example}");
        Write(
            "Exit codes:",
            string.Join(Environment.NewLine, CodesOf(parseResult).Select(one => $"  {one.Code, -3}  {one.Meaning}"))
        );
        return code;
    }

    private static void Write(string heading, string text)
    {
        if (text.Length > 0)
        {
            PlainView.Line($"{heading}{(heading.Length > 0 ? Environment.NewLine : "")}{text}{Environment.NewLine}");
        }
    }

    private static IEnumerable<(int Code, string Meaning)> CodesOf(ParseResult parsed)
    {
        var words = CommandLineSlips.Path(parsed).Split(' ', 2)[1];
        var codes = ByCommand.GetValueOrDefault(words) ?? Reading;
        return Meanings.Where(one => codes.Contains(one.Code));
    }
}
