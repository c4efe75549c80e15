using System.CommandLine;
using System.Globalization;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;
using LeadOps.Storage;
using LeadOps.Storage.Postgres;

namespace LeadOps.Cli.Commands;

/// <summary>`state status`, `state migrate`, `state prune`.</summary>
internal static class StateCommand
{
    private static readonly string[] Unfinished = ["Running", "Interrupted", "Paused", "Stopped"];

    public static Command Create(GlobalOptions global) =>
        new("state", "What LeadOps remembers about runs. Example: leadops state status")
        {
            Status(global),
            Migrate(global),
            Prune(global),
        };

    private static Command Status(GlobalOptions global)
    {
        var command = new Command("status", "Where the state is and what it holds. Example: leadops state status");
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, "text", "json");
            var settings = GlobalOptions.Settings(parsed, global);
            using var state = StateOpener.Open(settings);
            if (format == "json")
            {
                StateView.WriteJson(state);
            }
            else
            {
                var hasEmbedded = state.IsShared && settings.Portals.Values.Any(portal => portal.IsEmbedded);
                StateView.Text(
                    state,
                    hasEmbedded ? "Runs on embedded portals stay in .leadops/ beside the portal's data." : null
                );
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Migrate(GlobalOptions global)
    {
        var command = new Command(
            "migrate",
            "Copy the local state into PostgreSQL and compare; may be repeated. Example: leadops state migrate"
        );
        command.SetAction(
            async (parsed, cancel) =>
            {
                var settings = GlobalOptions.Settings(parsed, global);
                var shared =
                    settings.SharedState
                    ?? throw new LeadOpsException(
                        Failure.Invalid,
                        "The state is local. Set `state: { postgres: \"${STATE_DATABASE}\" }` in leadops.yml first."
                    );
                using var from = StateOpener.OpenLocal(settings, settings.StateFolder);
                using var to = StateOpener.OpenShared(settings, shared);
                var result = await new StateMigration(from, to, settings.StatePath("runs")).RunAsync(
                    PortalOpener.EmbeddedHost,
                    cancel
                );
                StateView.Migrated(result, to.Description);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static Command Prune(GlobalOptions global)
    {
        var older = new Option<string>("--older-than")
        {
            Description = "age, for instance 90d",
            HelpName = "DAYS",
            Required = true,
        };
        var command = new Command(
            "prune",
            "Take away finished runs with their plans and journals; `once` and used plans stay known. "
                + "Example: leadops state prune --older-than 90d"
        )
        {
            older,
        };
        command.SetAction(parsed =>
        {
            var before = TimeProvider.System.GetUtcNow() - Age(parsed.GetValue(older)!);
            var settings = GlobalOptions.Settings(parsed, global);
            using var state = StateOpener.Open(settings);
            var old = state
                .Runs.Portals()
                .SelectMany(portal => state.Runs.Of(portal.Portal))
                .Where(run => run.StartedAt < before)
                .ToLookup(run => Unfinished.Contains(run.Status));
            old[false].ToList().ForEach(run => Remove(settings, state, run.Key));
            var rollouts = new RolloutBook(state).Prune(before);
            rollouts.ToList().ForEach(id => RemoveFolder(settings.StatePath(Path.Combine("rollouts", id))));
            var plans = state.Plans.Prune(before);
            StateView.Pruned(old[false].Count(), rollouts.Count, plans, unfinished: old[true].Count());
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Remove(LeadOpsSettings settings, IState state, RunKey run)
    {
        state.Runs.Remove(run);
        var folder = new RunFolder(settings.StatePath("runs"), run.Name);
        if (Directory.Exists(folder.Folder))
        {
            folder.Discard();
        }
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
        text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? TimeSpan.FromDays(days)
            : throw new LeadOpsException(
                Failure.Invalid,
                $"`--older-than {text}` is not an age. Write days, for instance `--older-than 90d`."
            );
}
