using System.CommandLine;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Plans;

namespace LeadOps.Cli.Options;

/// <summary>Options that every command understands.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Portal { get; } =
        new("--portal")
        {
            Description = "portal by its name in leadops.yml, or a webhook address",
            Recursive = true,
            HelpName = "NAME|URL",
        };

    public Option<string?> Config { get; } =
        new("--config")
        {
            Description = "configuration file instead of the leadops.yml found upward",
            Recursive = true,
            HelpName = "FILE",
        };

    public Option<string[]> Var { get; } =
        new("--var")
        {
            Description = "value for a variable under `vars`, repeatable",
            Recursive = true,
            HelpName = "KEY=VALUE",
        };

    public Option<string?> Select { get; } =
        new("--select")
        {
            Description = "only these changes or fixtures, separated by commas",
            Recursive = true,
            HelpName = "NAME",
        };

    public Option<string?> Output { get; } =
        new("--output")
        {
            Description = "text, json, markdown or html; apply also ndjson, leads also ndjson and csv",
            Recursive = true,
            HelpName = "FORMAT",
        };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "no colours", Recursive = true };

    public Option<bool> Quiet { get; } =
        new("--quiet") { Description = "print no progress and no notes", Recursive = true };

    public Option<bool> Verbose { get; } =
        new("-v")
        {
            Description =
                "show details: requests sent and in flight, their sizes, and where an unexpected error came from",
            Recursive = true,
        };

    public Option<bool> Redact { get; } =
        new("--redact")
        {
            Description = "mask names, phones, e-mails, addresses and comments in the output",
            Recursive = true,
        };

    public IEnumerable<Option> All => [Portal, Config, Var, Select, Output, NoColor, Quiet, Verbose, Redact];

    public static LeadOpsSettings Settings(ParseResult parsed, GlobalOptions options) =>
        new SettingsReader(Environment.GetEnvironmentVariable, Prefixed()).Read(
            parsed.GetValue(options.Config),
            Directory.GetCurrentDirectory()
        );

    private static Dictionary<string, string> Prefixed() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Where(pair => ((string)pair.Key).StartsWith("LEADOPS_", StringComparison.Ordinal))
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);

    public IReadOnlyList<Manifest> Manifests(
        ParseResult parsed,
        IReadOnlyList<string> paths,
        DiagnosticBag problems,
        BadRows badRows = BadRows.Refused
    )
    {
        paths.ToList().ForEach(RequireManifest);
        return new ManifestReader(Variables(parsed.GetValue(Var)), badRows).Read(
            paths.Count > 0 ? paths : ["manifests"],
            problems
        );
    }

    private static void RequireManifest(string path)
    {
        if (PlanFile.IsPlan(path))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`{path}` is a saved plan, not a manifest. "
                    + $"`leadops show {ShellWord.Of(path)}` prints it, "
                    + $"`leadops apply {ShellWord.Of(path)}` carries it out."
            );
        }

        if (File.Exists(path) && Path.GetExtension(path) is not (".yml" or ".yaml" or ".json"))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`{path}` is neither a manifest (.yml) nor a plan that LeadOps saved. "
                    + $"Make a plan with `leadops plan --out {ShellWord.Of(path)}`."
            );
        }
    }

    public static Dictionary<string, string> Variables(IEnumerable<string>? assignments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in assignments ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            variables[text[..Math.Max(equals, 0)]] =
                equals > 0
                    ? text[(equals + 1)..]
                    : throw new LeadOpsException(
                        Failure.Invalid,
                        $"`--var {text}` is not an assignment. Write `--var KEY=VALUE`."
                    );
        }

        return variables;
    }

    public HashSet<string> Chosen(ParseResult parsed, IReadOnlyList<Manifest> manifests) =>
        ChosenNames.Of(parsed.GetValue(Select), manifests);

    public string Format(ParseResult parsed, params string[] allowed)
    {
        var format = parsed.GetValue(Output) ?? "text";
        return allowed.Contains(format)
            ? format
            : throw new LeadOpsException(
                Failure.Invalid,
                $"`--output {format}`: this command prints {string.Join(", ", allowed)}."
            );
    }

    public ViewOptions View(ParseResult parsed) =>
        new(parsed.GetValue(Redact), Colour(parsed), parsed.GetValue(Quiet), parsed.GetValue(Verbose));

    private bool Colour(ParseResult parsed) =>
        !parsed.GetValue(NoColor) && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
}
