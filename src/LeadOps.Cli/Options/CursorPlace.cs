using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace LeadOps.Cli.Options;

/// <summary>
/// Where somebody pressed Tab: the command there, the option that waits for its value, the argument that comes next,
/// and what is typed of the word so far.
/// </summary>
internal sealed partial class CursorPlace
{
    private readonly List<string> before;
    private int arguments;

    private CursorPlace(RootCommand root, List<string> before, string word)
    {
        (this.before, Word, Command) = (before, word, root);
        IsHelp = before is ["help", ..];
        (IsHelp ? before[1..] : before).ForEach(Pass);
        if (Waiting is null && word.IndexOf('=', StringComparison.Ordinal) is var sign and > 0 && word[0] == '-')
        {
            Waiting = Valued(word[..sign]);
            Typed = Waiting is null ? "" : word[..(sign + 1)];
        }
    }

    public Command Command { get; private set; }

    /// <summary>`help COMMAND`: only commands may follow.</summary>
    public bool IsHelp { get; }

    public string Word { get; }

    /// <summary>The option whose value is typed now.</summary>
    public Option? Waiting { get; private set; }

    /// <summary>What stands in front of the value in the same word: `--output=`.</summary>
    public string Typed { get; } = "";

    /// <summary>The argument that the word would become.</summary>
    public Argument? Next
    {
        get
        {
            var left = arguments;
            foreach (var argument in Command.Arguments)
            {
                if (left < argument.Arity.MaximumNumberOfValues)
                {
                    return argument;
                }

                left -= argument.Arity.MaximumNumberOfValues;
            }

            return null;
        }
    }

    /// <summary>The command's own first, then those of all commands.</summary>
    public IEnumerable<Option> Options =>
        Command
            .Options.Concat(Ancestors(Command).SelectMany(parent => parent.Options.Where(option => option.Recursive)))
            .Where(option => !option.Hidden);

    public bool WantsPath =>
        Waiting is not null
            ? PathName().IsMatch(Waiting.HelpName ?? "")
            : !IsHelp && !Word.StartsWith('-') && PathName().IsMatch(Next?.Name ?? "");

    /// <summary>The line without the word.</summary>
    public ParseResult Parsed(RootCommand root) => root.Parse(before);

    /// <param name="line">As typed up to the cursor, the program's name included.</param>
    public static CursorPlace In(RootCommand root, string line)
    {
        var words = CommandLineParser.SplitCommandLine(line).Skip(1).ToList();
        var isNew = words.Count == 0 || char.IsWhiteSpace(line[^1]);
        return isNew ? new CursorPlace(root, words, "") : new CursorPlace(root, words[..^1], words[^1]);
    }

    private void Pass(string word)
    {
        if (Waiting is not null)
        {
            Waiting = null;
        }
        else if (word.StartsWith('-'))
        {
            Waiting = word.Contains('=', StringComparison.Ordinal) ? null : Valued(word);
        }
        else if (arguments == 0 && Command.Subcommands.FirstOrDefault(known => known.Name == word) is { } verb)
        {
            Command = verb;
        }
        else
        {
            arguments++;
        }
    }

    private Option? Valued(string name) =>
        Options.FirstOrDefault(option =>
            (option.Name == name || option.Aliases.Contains(name)) && option.ValueType != typeof(bool)
        );

    private static IEnumerable<Command> Ancestors(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Ancestors(parent).Prepend(parent));

    [GeneratedRegex("FILE|PATH|DIR|MANIFEST")]
    private static partial Regex PathName();
}
