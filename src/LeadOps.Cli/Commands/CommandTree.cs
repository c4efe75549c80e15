using System.CommandLine;
using LeadOps.Cli.Commands.Rollouts;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands;

/// <summary>
/// All commands by name. Making one costs time at start, so a command line that begins with one gets only that.
/// </summary>
internal static class CommandTree
{
    internal static readonly (string Name, Func<GlobalOptions, Command> Create)[] Commands =
    [
        ("init", InitCommand.Create),
        ("validate", ValidateCommand.Create),
        ("plan", PlanCommand.Create),
        ("apply", ApplyCommand.Create),
        ("show", ShowCommand.Create),
        ("history", HistoryCommand.Create),
        ("resume", ResumeCommand.Create),
        ("retry", RetryCommand.Create),
        ("rollback", RollbackCommand.Create),
        ("seed", SeedCommand.Create),
        ("unseed", UnseedCommand.Create),
        ("test", TestCommand.Create),
        ("export", ExportCommand.Create),
        ("schema", SchemaCommand.Create),
        ("eval", EvalCommand.Create),
        ("fields", FieldsCommand.Create),
        ("leads", LeadsCommand.Create),
        ("rollout", RolloutCommand.Create),
        ("worker", WorkerCommand.Create),
        ("state", StateCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("portal", _ => PortalCommand.Create()),
        ("completion", _ => CompletionCommand.Create()),
    ];

    public static RootCommand For(string[] args, GlobalOptions global)
    {
        var root = new RootCommand("LeadOps changes CRM leads in Bitrix24 by reviewed plans.");
        var asked = Array.FindIndex(Commands, command => args.Length > 0 && command.Name == args[0]);
        var wanted = asked < 0 ? Commands : Commands[asked..(asked + 1)];
        foreach (var (_, create) in wanted)
        {
            root.Add(create(global));
        }

        foreach (var option in global.All)
        {
            root.Add(option);
        }

        CommandHelp.AddTo(root);
        return root;
    }
}
