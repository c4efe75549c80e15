using System.CommandLine;
using System.Globalization;
using System.Numerics;
using LeadOps.Cli.Commands;

namespace LeadOps.Cli.Options;

/// <summary>Options and arguments whose wrong values are told with the value and what is allowed instead.</summary>
internal static class CheckedOption
{
    public static Option<Word<T>> Of<T>(string name, string description, params Word<T>[] words)
    {
        var option = Make(
            name,
            description,
            string.Join('|', words),
            $"write {OneOf([.. words.Select(word => word.Text)])}",
            text =>
                Array.FindIndex(words, word => word.Text.Equals(text, StringComparison.OrdinalIgnoreCase))
                    is >= 0
                        and var at
                    ? (true, words[at])
                    : default
        );
        option.DefaultValueFactory = _ => words[0];
        option.CompletionSources.Add(words.Select(word => word.Text).ToArray());
        return option;
    }

    public static Option<string?> Among(string name, string description, params string[] words)
    {
        var option = Make(
            name,
            description,
            string.Join('|', words),
            $"write {OneOf(words)}",
            text => (words.Contains(text), (string?)text)
        );
        option.CompletionSources.Add(words);
        return option;
    }

    /// <param name="argument">What has to be one of the words, when it is given.</param>
    /// <param name="command">As it is typed, for the message.</param>
    public static void Among(Argument<string> argument, string command, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !words.Contains(text))
            {
                result.AddError($"`{command} {text}`: write {OneOf(words)}.");
            }
        });
    }

    public static Option<T?> Whole<T>(string name, string description, T least, string helpName = "N")
        where T : struct, IBinaryInteger<T> =>
        Make(
            name,
            description,
            helpName,
            $"write a whole number of at least {least}, such as `10`",
            text =>
                (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                    ? (true, (T?)number)
                    : default
        );

    public static Option<double?> Percent(string name, string description) =>
        Make(
            name,
            description,
            "P",
            "write a number of at least 0, such as `30`",
            text => (Decimal(text, out var number), (double?)number)
        );

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
            text => (Decimal(text, out var seconds), seconds)
        );
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    private static string OneOf(string[] words) =>
        $"{string.Join(", ", words[..^1].Select(word => $"`{word}`"))} or `{words[^1]}`";

    private static bool Decimal(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

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
