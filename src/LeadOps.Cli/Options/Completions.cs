using System.CommandLine;
using System.CommandLine.Completions;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Options;

/// <summary>What a shell offers: names of portals and changes, and runs with their date.</summary>
internal static class Completions
{
    private const string Directive = "[complete:";
    private const int Runs = 30;

    /// <summary>`[complete:POSITION] LINE`, as the completion scripts ask.</summary>
    public static bool IsAsked(string[] args) =>
        args.Length == 2 && args[0].StartsWith(Directive, StringComparison.Ordinal);

    /// <summary>One a line, with what it is behind a tab.</summary>
    public static void Answer(RootCommand root, string[] args, TextWriter output)
    {
        _ = int.TryParse(args[0].AsSpan(Directive.Length).TrimEnd(']'), out var position);
        var line = args[1];
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (skipped, rest) = space < 0 ? (line.Length, "") : (space + 1, line[(space + 1)..]);
        foreach (
            var item in root.Parse(rest)
                .GetCompletions(Math.Clamp(position - skipped, 0, rest.Length))
                .Where(item => !item.Label.StartsWith('/'))
        )
        {
            output.WriteLine(string.IsNullOrEmpty(item.Detail) ? item.Label : $"{item.Label}\t{item.Detail}");
        }
    }

    public static void AddTo(GlobalOptions global)
    {
        global.Portal.CompletionSources.Add(context =>
            Safe(() =>
                GlobalOptions
                    .Settings(context.ParseResult, global)
                    .Portals.Values.Select(portal => new CompletionItem(
                        portal.Name,
                        detail: portal.Protected ? "protected portal" : "portal"
                    ))
            )
        );
        global.Output.CompletionSources.Add(_ =>
            new[] { "text", "json", "markdown", "html", "ndjson" }.Select(format => new CompletionItem(format))
        );
        global.Select.CompletionSources.Add(context =>
            Safe(() =>
                global
                    .Manifests(context.ParseResult, Paths(context.ParseResult), new DiagnosticBag())
                    .SelectMany(manifest =>
                        manifest
                            .Changes.Select(change => change.Name)
                            .Concat(manifest.Fixtures.Select(fixture => fixture.Name))
                            .Select(name => new CompletionItem(name, detail: manifest.Name))
                    )
            )
        );
    }

    public static void AddRuns(Argument<string> argument, GlobalOptions global) =>
        argument.CompletionSources.Add(context =>
            Safe(() =>
            {
                var settings = GlobalOptions.Settings(context.ParseResult, global);
                using var runs = PortalOpener.OpenRuns(settings, context.ParseResult.GetValue(global.Portal));
                return runs
                    .Archive.History(runs.Host)
                    .Take(Runs)
                    .Select(run => new CompletionItem(
                        run.Run,
                        detail: $"{RunWords.When(run.At)} {string.Join(", ", run.Manifests)} {run.Status.ToString().ToLowerInvariant()}"
                    ))
                    .Prepend(new CompletionItem("latest", detail: "the last run"))
                    .ToList();
            })
        );

    private static List<string> Paths(ParseResult parsed) =>
        [
            .. parsed
                .CommandResult.Tokens.Select(token => token.Value)
                .Where(path => File.Exists(path) || Directory.Exists(path)),
        ];

    /// <summary>A broken configuration must not print into somebody's command line.</summary>
    public static IEnumerable<CompletionItem> Safe(Func<IEnumerable<CompletionItem>> items)
    {
        try
        {
            return [.. items()];
        }
        catch (Exception problem) when (problem is LeadOpsException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
