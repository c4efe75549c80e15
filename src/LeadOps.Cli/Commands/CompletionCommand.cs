using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Commands;

internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        CheckedOption.Among(shell, "completion", "bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Completion script. Example: source <(leadops completion bash)")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            PlainView.Text(Starter.Text($"completion.{parsed.GetValue(shell)}"));
            return ExitCodes.Done;
        });
        return command;
    }
}
