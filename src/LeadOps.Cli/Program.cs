using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using LeadOps.Cli;
using LeadOps.Cli.Commands;
using LeadOps.Cli.Commands.Rollouts;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Portal;

using var stop = new CancellationTokenSource();

Terminal.Open();
if (args is ["--version"])
{
    // No command is needed for it.
    PlainView.Line(
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion
    );
    return ExitCodes.Done;
}

var global = new GlobalOptions();
var root = new RootCommand("LeadOps changes CRM leads in Bitrix24 by reviewed plans.")
{
    InitCommand.Create(),
    ValidateCommand.Create(global),
    PlanCommand.Create(global),
    ApplyCommand.Create(global),
    ShowCommand.Create(global),
    HistoryCommand.Create(global),
    ResumeCommand.Create(global),
    RetryCommand.Create(global),
    RollbackCommand.Create(global),
    SeedCommand.Create(global),
    UnseedCommand.Create(global),
    TestCommand.Create(global),
    ExportCommand.Create(global),
    SchemaCommand.Create(global),
    EvalCommand.Create(global),
    FieldsCommand.Create(global),
    LeadsCommand.Create(global),
    RolloutCommand.Create(global),
    WorkerCommand.Create(global),
    StateCommand.Create(global),
    DoctorCommand.Create(global),
    PortalCommand.Create(),
    CompletionCommand.Create(),
};
global.All.ToList().ForEach(root.Options.Add);

CommandHelp.AddTo(root);
Completions.AddTo(global);
if (Completions.IsAsked(args))
{
    Completions.Answer(root, args[1]).ToList().ForEach(PlainView.Line);
    return ExitCodes.Done;
}

// `help COMMAND` is `COMMAND --help`.
var words = args is ["help", .. var asked] ? [.. asked, "--help"] : args;
var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
var slips = CommandLineSlips.In(parsed);
if (parsed.Action is ParseErrorAction || slips.Count > 0)
{
    slips.ToList().ForEach(slip => Terminal.Say($"error: {PortalAddress.Mask(slip)}"));
    Terminal.Say($"`{CommandLineSlips.Path(parsed)} --help` shows what there is.");
    return ExitCodes.Invalid;
}

var isServing = parsed.CommandResult.Command.Parents.Any(parent => parent.Name == "portal");
using var signals = new StopSignals(stop, isServing);
var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
};
return await ExitCodes.GuardAsync(
    () => parsed.InvokeAsync(invocation, stop.Token),
    parsed.GetValue(global.Verbose),
    parsed.GetValue(global.Output),
    parsed.GetValue(global.Redact)
);
