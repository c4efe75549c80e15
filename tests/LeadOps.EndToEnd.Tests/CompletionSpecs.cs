namespace LeadOps.EndToEnd.Tests;

/// <summary>Completion in the real shells, with the scripts as they are printed.</summary>
internal sealed class CompletionSpecs
{
    private const string Manifest = """
        manifest: 1
        name: first
        changes:
          - name: close
            select: { id: 1 }
            set: { COMMENTS: x }
        """;

    /// <summary>What is typed before Tab, and what is offered: `|` between several.</summary>
    private static readonly (string Line, string Offered)[] Cases =
    [
        ("leadops pl", "plan"),
        ("leadops help completio", "completion"),
        ("leadops state mig", "migrate"),
        ("leadops apply --max-f", "--max-failures"),
        ("leadops completion f", "fish"),
        ("leadops plan --portal te", "test"),
        ("leadops plan --output m", "markdown"),
        ("leadops apply --yes --output n", "ndjson"),
        ("leadops portal start --tariff e", "enterprise"),
        ("leadops plan m.yml --select cl", "close"),
        ("leadops plan m.yml --select close,cl", "close,close"),
        ("leadops show lat", "latest"),
        ("leadops resume RUN", "RUN"),
        ("leadops plan m.", "m.yml"),
        ("leadops apply m.yml --report rep", "reports/"),
        ("leadops nonsense", ""),
    ];

    private static readonly (string Line, string Offered)[] Several =
    [
        ("leadops re", "resume|retry"),
        ("leadops plan --output ", "html|json|markdown|text"),
        ("leadops completion ", "bash|fish|pwsh|zsh"),
    ];

    private const string Bash = """
        program=$1
        leadops() { dotnet "$program" "$@"; }
        source <(leadops completion bash)
        while IFS= read -r line; do
          COMP_LINE=$line COMP_POINT=${#line} COMPREPLY=()
          IFS=' ' read -ra COMP_WORDS <<< "${line//=/ = }"
          [[ $line == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _leadops
          offers=$(for offered in "${COMPREPLY[@]}"; do [[ -d $offered ]] && offered=$offered/; echo "$offered"; done)
          echo "$(sort <<< "$offers" | paste -sd '|' -)"
        done < lines
        """;

    private const string Fish = """
        function leadops; dotnet $PROGRAM $argv; end
        leadops completion fish | source
        while read -l line
          echo (complete -C $line | cut -f1 | sort | string join '|')
        end < lines
        """;

    /// <summary>A terminal in which somebody types a line and Tab; ^Xs shows what the line is then.</summary>
    private const string Zsh = """
        zmodload zsh/zpty
        zpty terminal zsh -f -i
        zpty -w terminal 'PS1= PS2=; leadops() { dotnet $PROGRAM "$@" }; autoload -Uz compinit && compinit -u -D; source <(leadops completion zsh)
          show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^Xs" show; print REA""DY'
        zpty -r terminal seen '*READY*'
        while IFS= read -r line; do
          zpty -w -n terminal "$line"$'\t\x18s'
          zpty -r terminal seen '*<<*>>*'
          print -r -- "${${seen##*<<}%%>>*}"
        done < lines
        """;

    private static async Task<(Workspace Here, (string Line, string Offered)[] Cases)> ProjectAsync()
    {
        var here = await Workspace.WithPortalAsync(1);
        here.Write("m.yml", Manifest);
        here.Write("reports/old.md", "");
        await here.RunAsync("apply", "m.yml", "--yes");
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(here.Folder, ".leadops", "runs")).Single());
        (string, string)[] cases =
        [
            .. Cases.Select(one => (one.Line.Replace("RUN", run[..^4]), one.Offered.Replace("RUN", run))),
        ];
        return (here, cases);
    }

    private static async Task<string[]> AnswersAsync(
        Workspace here,
        string shell,
        string script,
        IEnumerable<string> lines
    )
    {
        if (
            !new[] { "/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin" }.Any(bin =>
                File.Exists($"{bin}/{shell}")
            )
        )
        {
            Assert.Ignore($"{shell} is not installed; get it with `apt-get install {shell}` or .ci/shells.");
        }

        here.Write("lines", string.Concat(lines.Select(line => line + "\n")));
        here.Write("script", script);
        var asked = await here.ShellAsync($"PROGRAM=$0 HOME=$PWD exec {shell} script \"$0\"");
        Assert.That(asked.ExitCode, Is.Zero, asked.Errors);
        return asked.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    [TestCase("bash")]
    [TestCase("fish")]
    public async Task A_shell_offers_what_fits(string shell)
    {
        var (here, cases) = await ProjectAsync();
        await using var _ = here;
        (string Line, string Offered)[] all = [.. cases[..^1], .. Several, cases[^1], ("leadops pl", "plan")];

        var answers = await AnswersAsync(here, shell, shell == "bash" ? Bash : Fish, all.Select(one => one.Line));

        Assert.That(
            Table(all.Select(one => one.Line), answers),
            Is.EqualTo(Table(all.Select(one => one.Line), all.Select(one => one.Offered)))
        );
    }

    [Test]
    public async Task Zsh_completes_what_is_the_only_one()
    {
        var (here, cases) = await ProjectAsync();
        await using var _ = here;

        var answers = await AnswersAsync(here, "zsh", Zsh, cases.Select(one => one.Line));

        // A folder is followed by a slash, everything else by a blank.
        var expected = cases.Select(one =>
            one.Offered.Length == 0
                ? one.Line
                : one.Line[..(one.Line.LastIndexOf(' ') + 1)] + one.Offered + (one.Offered.EndsWith('/') ? "" : " ")
        );
        Assert.That(
            Table(cases.Select(one => one.Line), answers),
            Is.EqualTo(Table(cases.Select(one => one.Line), expected))
        );
    }

    [TestCase("leadops plan --output=j", "json")]
    [TestCase("leadops plan --out=m", "m.yml")]
    [TestCase("leadops plan --portal=te", "test")]
    public async Task Bash_parts_an_option_from_its_value(string line, string offered)
    {
        var (here, _) = await ProjectAsync();
        await using var workspace = here;

        var answers = await AnswersAsync(here, "bash", Bash, [line]);

        Assert.That(answers, Is.EqualTo(new[] { offered }));
    }

    [Test]
    public async Task A_run_is_offered_with_its_date_and_manifest()
    {
        var (here, _) = await ProjectAsync();
        await using var workspace = here;

        var offered = await here.RunAsync("[complete]", "leadops rollback ");

        Assert.That(
            offered.Output,
            Does.Match(@"latest\tthe last run\n\S+\t\d{4}-\d\d-\d\d \d\d:\d\d.* first succeeded\n$")
        );
    }

    private static string Table(IEnumerable<string> lines, IEnumerable<string> answers) =>
        string.Join('\n', lines.Zip(answers, (line, answer) => $"{line} → {answer}"));
}
