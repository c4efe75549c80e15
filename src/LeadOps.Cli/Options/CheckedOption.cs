using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Commands;

namespace LeadOps.Cli.Options;

/// <summary>Options whose wrong values are told with the value and what is allowed instead.</summary>
internal static class CheckedOption
{
    public static Option<Word<T>> Of<T>(string name, string description, params Word<T>[] words)
    {
        var allowed = string.Join('|', words);
        var option = Make(
            name,
            description,
            allowed,
            $"write {OneOf([.. words.Select(word => word.Text)])}",
            text =>
                Array.FindIndex(words, word => word.Text.Equals(text, StringComparison.OrdinalIgnoreCase))
                    is >= 0
                        and var at
                    ? (true, words[at])
                    : default
        );
        option.DefaultValueFactory = _ => words[0];
        option.CompletionSources.Add(_ =>
            words.Select(word => new System.CommandLine.Completions.CompletionItem(word.Text))
        );
        return option;
    }

    public static string OneOf(string[] words) =>
        $"{string.Join(", ", words[..^1].Select(word => $"`{word}`"))} or `{words[^1]}`";

    public static Option<int?> Port(string name, string description) =>
        Make(
            name,
            description,
            "PORT",
            "write a number from 0 (any free port) to 65535",
            text => (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port), (int?)port)
        );

    public static Option<double> Seconds(string name, string description, double otherwise)
    {
        var option = Make(
            name,
            description,
            "SECONDS",
            "write a number of seconds such as `480`",
            text =>
                (
                    double.TryParse(
                        text,
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var seconds
                    ),
                    seconds
                )
        );
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    private static Option<T> Make<T>(
        string name,
        string description,
        string helpName,
        string advice,
        Func<string, (bool IsRight, T Value)> read
    ) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var (isRight, value) = read(text);
                if (!isRight)
                {
                    result.AddError($"`{name} {text}`: {advice}.");
                }

                return value;
            },
        };
}
