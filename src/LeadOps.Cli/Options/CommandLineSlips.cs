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
            .. parsed
                .Errors.Where(error =>
                    !options.Exists(option => error.Message.Contains($"'{option}'", StringComparison.Ordinal))
                )
                .Select(error => Message(error, command)),
        ];
    }

    /// <summary>The words before the mistake, as one types them.</summary>
    public static string Path(ParseResult parsed)
    {
        var words = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Parent: not null } result; at = at.Parent)
        {
            words.Insert(0, result.Command.Name);
        }

        return string.Join(' ', words.Prepend("leadops"));
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

    private static string Message(ParseError error, Command command)
    {
        var option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        var value = error.SymbolResult?.Tokens.Count > 0 ? error.SymbolResult.Tokens[^1].Value : null;
        if (
            option is not null
            && (value is null || error.Message.StartsWith("Required argument", StringComparison.Ordinal))
        )
        {
            return $"`{option.Option.Name}` needs a value: {option.Option.Name} {option.Option.HelpName ?? "VALUE"}.";
        }

        if (error.Message.Split("Must be one of:") is [_, var choices])
        {
            var known = choices.Split(['\n', '\t', '\r', '\''], StringSplitOptions.RemoveEmptyEntries);
            return $"`{option?.Option.Name ?? command.Name} {value}`: write {CheckedOption.OneOf(known)}.";
        }

        if (error.Message.StartsWith("Cannot parse", StringComparison.Ordinal))
        {
            var advice = IsWhole(option?.Option.ValueType) ? "a whole number, such as `10`" : "a number, such as `30`";
            return $"`{option?.Option.Name} {value}`: write {advice}.";
        }

        if (error.Message.StartsWith("Required argument", StringComparison.Ordinal))
        {
            var wanted = command.Arguments.First(argument => argument.Arity.MinimumNumberOfValues > 0);
            return $"`leadops {command.Name}` needs {wanted.Name}: {wanted.Description}.";
        }

        return Unrecognised().Match(error.Message) is { Success: true } word
            ? $"`leadops {command.Name}` takes no `{word.Groups[1].Value}`."
            : error.Message;
    }

    private static bool IsWhole(Type? type) =>
        (Nullable.GetUnderlyingType(type ?? typeof(int)) ?? type) != typeof(double);

    [GeneratedRegex("^(-[A-Za-z]|--[A-Za-z][A-Za-z-]*)$")]
    private static partial Regex OptionLike();

    [GeneratedRegex("Unrecognized command or argument '(.*)'")]
    private static partial Regex Unrecognised();
}
