using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Planning;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands.Rollouts;

internal static class RolloutStart
{
    public static Command Create(GlobalOptions global)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var portals = PortalsOption.New(global);
        portals.Required = true;
        var group = new RolloutOptionGroup();
        var command = new Command(
            "start",
            "Plan, show, ask and carry out, wave by wave; stops when too many portals fail. "
                + "Example: leadops rollout start --portals client --waves 1,10%,100%"
        )
        {
            paths,
            portals,
        };
        group.AddTo(command, [group.Waves, .. group.OfRuns]);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var chosen = PortalsOption.Read(parsed, global, portals, GlobalOptions.Settings(parsed, global))!;
                RequireDifferent(chosen);
                var invocation = group.Read(parsed, global);
                var given = parsed.GetValue(paths) ?? [];
                var request = RolloutManifests.Read(parsed, global, invocation, given);
                await using var flow = new RolloutFlow(invocation);
                RequireShared(flow, chosen);
                return await flow.RunAsync(
                    flow.Desk.Begin(
                        Intent(flow.Desk, invocation, request, given),
                        [.. chosen.Select(portal => portal.Name)]
                    ),
                    (visit, _, stop) => visit.Pipeline.PlanAsync(request, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static Rollout Intent(
        RolloutDesk desk,
        RolloutInvocation invocation,
        PlanRequest request,
        IReadOnlyList<string> paths
    ) =>
        desk.Intent(invocation.Waves ?? Waves.Usual, invocation.MaxFailed ?? 0, invocation.Options) with
        {
            Paths = RolloutManifests.Kept(invocation, paths),
            Only = [.. request.Only],
            Manifests = RolloutManifests.Of(request),
            GitCommit = request.GitCommit,
        };

    /// <summary>A portal under two names would be written twice, or refuse the second name by its lock.</summary>
    private static void RequireDifferent(IReadOnlyList<PortalConfig> portals)
    {
        var twice = portals
            .Select(portal => (portal.Name, Host: PortalOpener.KnownHostOf(portal)))
            .Where(portal => portal.Host is not null)
            .GroupBy(portal => portal.Host!, portal => $"`{portal.Name}`", StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Count() > 1);
        if (twice is not null)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"{string.Join(", ", twice)} are one portal, `{twice.Key}`: a rollout writes each portal once. "
                    + "Name one of them"
                    + (
                        twice.Key == PortalOpener.EmbeddedHost
                            ? "; a project has one embedded portal. More come from "
                                + "`leadops portal start --port 8025 --data FILE`, each with its own `url`."
                            : "."
                    )
            );
        }
    }

    /// <summary>What is remembered about an embedded portal lies beside it, where no other machine looks.</summary>
    private static void RequireShared(RolloutFlow flow, IReadOnlyList<PortalConfig> portals)
    {
        if (flow.Book.State.IsShared && portals.FirstOrDefault(portal => portal.IsEmbedded) is { } embedded)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"The portal `{embedded.Name}` is embedded, so workers on other machines cannot reach it. "
                    + "Leave it out, or use `state: local`."
            );
        }
    }
}
