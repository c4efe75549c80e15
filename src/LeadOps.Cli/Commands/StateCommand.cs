using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Storage.Postgres;

namespace LeadOps.Cli.Commands;

/// <summary>`state status` and `state migrate`.</summary>
internal static class StateCommand
{
    public static Command Create(GlobalOptions global) =>
        new("state", "What LeadOps remembers about runs. Example: leadops state status")
        {
            Status(global),
            Migrate(global),
            PruneCommand.Create(global),
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
                var format = global.Format(parsed, "text", "json");
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
                if (format == "json")
                {
                    StateView.MigratedJson(result, to.Description);
                }
                else
                {
                    StateView.Migrated(result, to.Description);
                }

                return ExitCodes.Done;
            }
        );
        return command;
    }
}
