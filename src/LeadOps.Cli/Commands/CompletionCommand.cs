using System.CommandLine;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Commands;

internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _leadops() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(leadops "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | grep -v '^/')" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _leadops leadops
            """,
        ["zsh"] = """
            _leadops() {
              local completions=("${(@f)$(leadops "[suggest:${CURSOR}]" "$BUFFER" 2>/dev/null | grep -v '^/')}")
              compadd -a completions
            }
            compdef _leadops leadops
            """,
        ["fish"] =
            "complete -f -c leadops -a '(set -l line (commandline -cp); leadops \"[suggest:\"(string length -- $line)\"]\" $line 2>/dev/null | string match -v \"/*\")'",
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName leadops -ScriptBlock {
              param($word, $ast, $position)
              leadops "[suggest:$position]" "$ast" 2>$null | Where-Object { $_ -like "$word*" -and $_ -notlike '/*' }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        var command = new Command("completion", "Completion script. Example: source <(leadops completion bash)")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            Console.Out.WriteLine(
                Scripts.TryGetValue(name, out var script)
                    ? script
                    : throw new LeadOpsException(
                        Failure.Invalid,
                        $"There is no completion for `{name}`; there are {string.Join(", ", Scripts.Keys)}."
                    )
            );
            return ExitCodes.Done;
        });
        return command;
    }
}
