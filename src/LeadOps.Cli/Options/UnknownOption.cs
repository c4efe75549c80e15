using System.CommandLine;
using System.CommandLine.Parsing;
using LeadOps.Templates;

namespace LeadOps.Cli.Options;

/// <summary>A misspelt option would be taken for a path.</summary>
internal static class UnknownOption
{
    public static IEnumerable<string> In(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : parsed
                .CommandResult.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
                .Select(token => Message(token.Value, parsed.CommandResult.Command));

    private static string Message(string option, Command command)
    {
        var near = Suggestions.Nearest(
            option,
            command
                .Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options))
                .Select(known => known.Name)
        );
        return $"There is no option `{option}`.{(near is null ? "" : $" Did you mean `{near}`?")}";
    }
}
