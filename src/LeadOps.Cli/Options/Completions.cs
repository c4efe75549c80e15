using System.CommandLine;
using System.CommandLine.Completions;
using System.Data.Common;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Options;

/// <summary>What a shell offers: names of portals and changes, and runs with their date.</summary>
internal static class Completions
{
    private const string Question = "[complete]";
    private const string Paths = ":paths";
    private const int Runs = 30;

    /// <summary>`[complete] LINE`, as the completion scripts ask; the line ends where the cursor is.</summary>
    public static bool IsAsked(string[] args) => args is [Question, _];

    /// <summary>One a line, with what it is behind a tab; the shell itself lists files where paths fit.</summary>
    public static IEnumerable<string> Answer(RootCommand root, string line)
    {
        var at = CursorPlace.In(root, line);
        foreach (var item in Offered(root, at).Where(item => item.Label.StartsWith(at.Word, StringComparison.Ordinal)))
        {
            var detail = item.Detail?.Split('\n')[0];
            yield return string.IsNullOrEmpty(detail) ? item.Label : $"{item.Label}\t{detail}";
        }

        if (at.WantsPath)
        {
            yield return Paths;
        }
    }

    private static IEnumerable<CompletionItem> Offered(RootCommand root, CursorPlace at)
    {
        if (at.Waiting is { } option)
        {
            // Names may be listed with commas: those before the last one stay.
            var typed = at.Word[..Math.Max(at.Typed.Length, at.Word.LastIndexOf(',') + 1)];
            return From(option.CompletionSources, root, at)
                .Select(item => new CompletionItem(typed + item.Label, detail: item.Detail));
        }

        var commands = at
            .Command.Subcommands.Where(command => !command.Hidden)
            .Select(command => new CompletionItem(command.Name, detail: command.Description));
        if (at.IsHelp)
        {
            return commands;
        }

        if (at.Command is RootCommand)
        {
            commands = commands.Append(new CompletionItem("help", detail: "explain a command"));
        }

        var words = commands.Concat(From(at.Next?.CompletionSources ?? [], root, at)).ToList();
        return at.Word.StartsWith('-') || (words.Count == 0 && !at.WantsPath)
            ? at.Options.Select(known => new CompletionItem(known.Name, detail: known.Description))
            : words;
    }

    private static IEnumerable<CompletionItem> From(
        IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources,
        RootCommand root,
        CursorPlace at
    )
    {
        var context = at.Parsed(root).GetCompletionContext();
        return sources.SelectMany(source => source(context));
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
        global.Output.CompletionSources.Add(context =>
            OutputFormats.Of(CommandLineSlips.Words(context.ParseResult)).Select(format => new CompletionItem(format))
        );
        global.Select.CompletionSources.Add(context =>
            Safe(() =>
                global
                    .Manifests(context.ParseResult, Given(context.ParseResult), new DiagnosticBag())
                    .SelectMany(manifest =>
                        manifest
                            .Changes.Select(change => change.Name)
                            .Concat(manifest.Fixtures.Select(fixture => fixture.Name))
                            .Select(name => new CompletionItem(name, detail: manifest.Name))
                    )
            )
        );
    }

    public static void AddRuns(Argument<string> argument, GlobalOptions global)
    {
        // Else the help would list what is offered here.
        argument.HelpName = argument.Name;
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
                        detail: $"{RunWords.When(run.At)} {RunWords.What(run)} {Spelled.AsText(run.Status)}"
                    ))
                    .Prepend(new CompletionItem("latest", detail: "the last run"))
                    .ToList();
            })
        );
    }

    private static List<string> Given(ParseResult parsed) =>
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
        catch (Exception problem)
            when (problem is LeadOpsException or DbException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
