using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands;

/// <summary>`state prune`.</summary>
internal static class PruneCommand
{
    /// <summary>A hundred years.</summary>
    private const int Oldest = 36500;

    public static Command Create(GlobalOptions global)
    {
        var older = new Option<string>("--older-than")
        {
            Description = "age, for instance 90d",
            HelpName = "DAYS",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "only say what would be taken away" };
        var command = new Command(
            "prune",
            "Take away finished runs with their plans and journals; `once` and used plans stay known. "
                + "Example: leadops state prune --older-than 90d --dry-run"
        )
        {
            older,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, "text", "json");
            var before = TimeProvider.System.GetUtcNow() - Age(parsed.GetValue(older)!);
            var settings = GlobalOptions.Settings(parsed, global);
            using var state = StateOpener.Open(settings);
            var old = OldState.Of(state, before);
            var isDry = parsed.GetValue(dryRun);
            if (!isDry)
            {
                Remove(settings, state, old);
            }

            if (format == "json")
            {
                PruneView.WriteJson(old, isDry);
            }
            else
            {
                PruneView.Text(old, isDry);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Remove(LeadOpsSettings settings, IState state, OldState old)
    {
        old.Remove(state);
        old.Runs.ToList().ForEach(run => RemoveFolder(new RunFolder(settings.StatePath("runs"), run.Key.Name).Folder));
        old.Rollouts.ToList().ForEach(id => RemoveFolder(settings.StatePath(Path.Combine("rollouts", id))));
    }

    /// <summary>On another machine there is none.</summary>
    private static void RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TimeSpan Age(string text) =>
        text.EndsWith('d')
        && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days <= Oldest
            ? TimeSpan.FromDays(days)
            : throw new LeadOpsException(
                Failure.Invalid,
                $"`--older-than {text}` is not an age. Write days, for instance `--older-than 90d`, "
                    + $"at most `{Oldest}d`."
            );
}
