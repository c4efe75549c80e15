using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using LeadOps.Templates;

namespace LeadOps.Cli.Options;

/// <summary>What is wrong with a command line, in words of our own: the value, and what to type instead.</summary>
internal static partial class CommandLineSlips
{
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Whoever asks for the help of a misspelt command has no error, and still means another one.
        if (parsed.Errors.Count + parsed.UnmatchedTokens.Count > 0 && command.Subcommands.Count > 0)
        {
            return [Command(parsed, command)];
        }

        var options = UnknownOptions(parsed).ToList();
        return
        [
            .. options.Select(option => Option(option, command)),
            .. parsed.UnmatchedTokens.Except(options).Select(word => $"`{Path(parsed)}` takes no `{word}`."),
            .. parsed.Errors.Select(error => Message(error, Path(parsed))).OfType<string>(),
            .. new[]
            {
                Format(parsed) is { } format ? OutputFormats.Slip(format, Words(parsed)) : null,
            }.OfType<string>(),
        ];
    }

    /// <summary>What `--output` was given, also beside other slips.</summary>
    public static string? Format(ParseResult parsed) =>
        parsed.GetResult("--output") is OptionResult { Tokens: [{ Value: var format }] } ? format : null;

    /// <summary>The words before the mistake, as one types them.</summary>
    public static string Path(ParseResult parsed) => $"leadops {Words(parsed)}".TrimEnd();

    /// <summary>The command without the program.</summary>
    public static string Words(ParseResult parsed)
    {
        var words = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Parent: not null } result; at = at.Parent)
        {
            words.Insert(0, result.Command.Name);
        }

        return string.Join(' ', words);
    }

    private static string Command(ParseResult parsed, Command command)
    {
        var names = command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name).ToList();
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return $"`{Path(parsed)}` needs a command: {string.Join(", ", names)}.";
        }

        if (OptionLike().IsMatch(word))
        {
            return Option(word, command);
        }

        var near = Suggestions.Nearest(word, names);
        return $"There is no command `{word}`. "
            + $"{(near is null ? $"There are {string.Join(", ", names)}." : $"Did you mean `{near}`?")}";
    }

    /// <summary>A misspelt option would be taken for a path.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : parsed
                .CommandResult.Tokens.Select(token => token.Value)
                .Concat(parsed.UnmatchedTokens)
                .Where(token => OptionLike().IsMatch(token))
                .Distinct(StringComparer.Ordinal);

    private static string Option(string option, Command command)
    {
        var known = command
            .Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options))
            .Select(one => one.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var near =
            option.Length == 2
                ? string.Join("` or `", known.Where(name => name.StartsWith($"-{option}", StringComparison.Ordinal)))
                : Suggestions.Nearest(option, known) ?? "";
        return $"There is no option `{option}`.{(near.Length == 0 ? "" : $" Did you mean `{near}`?")}";
    }

    /// <summary>Null for words that fit nowhere: they are told by themselves.</summary>
    private static string? Message(ParseError error, string command) =>
        error.SymbolResult switch
        {
            OptionResult { Option: var option, Tokens.Count: var values } result
                when values < Math.Max(1, result.IdentifierTokenCount) =>
                $"`{option.Name}` needs a value: {option.Name} {option.HelpName ?? "VALUE"}.",
            OptionResult { Option: { Arity.MaximumNumberOfValues: 1 } option, Tokens.Count: > 1 and var values } =>
                $"`{option.Name}` is given {values} times. Write it once.",
            ArgumentResult { Parent: CommandResult, Argument: var argument, Tokens.Count: var values }
                when values < argument.Arity.MinimumNumberOfValues =>
                $"`{command}` needs {argument.Name}: {argument.Description}.",
            CommandResult => null,
            _ => error.Message,
        };

    [GeneratedRegex("^(-[A-Za-z]|--[A-Za-z][A-Za-z-]*)$")]
    private static partial Regex OptionLike();
}
