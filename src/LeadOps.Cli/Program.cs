using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using LeadOps.Cli;
using LeadOps.Cli.Commands;
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
var root = CommandTree.For(args, global);
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
    ErrorDocument.Write(
        CommandLineSlips.Format(parsed),
        ExitCodes.Invalid,
        PortalAddress.Mask(string.Join(Environment.NewLine, slips))
    );
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
