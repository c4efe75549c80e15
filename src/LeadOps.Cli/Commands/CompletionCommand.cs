using System.CommandLine;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Commands;

internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _leadops() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(leadops "[complete:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | cut -f1)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o bashdefault -o default -F _leadops leadops
            """,
        ["zsh"] = """
            _leadops() {
              local -a words_found texts
              local line
              for line in "${(@f)$(leadops "[complete:${CURSOR}]" "$BUFFER" 2>/dev/null)}"; do
                [[ -n $line ]] && words_found+=("${line%%$'\t'*}") && texts+=("${line//$'\t'/  }")
              done
              compadd -d texts -a words_found || _files
            }
            compdef _leadops leadops
            """,
        ["fish"] =
            "complete -c leadops -a '(set -l line (commandline -cp); leadops \"[complete:\"(string length -- $line)\"]\" $line 2>/dev/null)'",
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName leadops -ScriptBlock {
              param($word, $ast, $position)
              leadops "[complete:$position]" "$ast" 2>$null | ForEach-Object { ($_ -split "`t")[0] } | Where-Object { $_ -like "$word*" }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        shell.CompletionSources.Add(Scripts.Keys.ToArray());
        var command = new Command("completion", "Completion script. Example: source <(leadops completion bash)")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            Terminal.Out.WriteLine(
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
