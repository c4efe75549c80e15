namespace LeadOps.EndToEnd.Tests;

/// <summary>Completion in the real bash, with the script as it is printed.</summary>
internal sealed class CompletionSpecs
{
    private const string Ask = """
        program=$0
        leadops() { dotnet "$program" "$@"; }
        source <(leadops completion bash)
        ask() {
          COMP_LINE="$1"; COMP_POINT=${#1}
          IFS=' ' read -ra COMP_WORDS <<< "$1"
          [[ $1 == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
          _leadops
          echo "${COMPREPLY[*]}"
        }
        """;

    [TestCase("leadops pl", "plan")]
    [TestCase("leadops apply --max-f", "--max-failures")]
    [TestCase("leadops completion f", "fish")]
    [TestCase("leadops plan --portal te", "test")]
    [TestCase("leadops plan m.yml --select clo", "close")]
    [TestCase("leadops show lat", "latest")]
    public async Task Bash_offers_what_fits(string line, string offered)
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Ignore("bash is not installed; get it with `apt-get install bash`.");
        }

        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges:\n  - name: close\n    select: { all: true }\n    set: { COMMENTS: x }\n"
        );

        var asked = await here.ShellAsync($"{Ask}\nask '{line}'");

        Assert.That(asked.Output.Trim(), Is.EqualTo(offered), asked.Errors);
    }
}
