using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Diagnostics;
using LeadOps.Planning;
using LeadOps.Rollouts;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>The manifests of a rollout: kept by path and digest, read again by whoever goes on with it.</summary>
internal static class RolloutManifests
{
    public static PlanRequest Read(
        ParseResult parsed,
        GlobalOptions global,
        RolloutInvocation invocation,
        IReadOnlyList<string> paths
    )
    {
        var planning = new RunInvocation
        {
            Settings = invocation.Settings,
            View = invocation.View,
            Format = invocation.Format,
            Run = new RunOptions(invocation.Options.Limits, SkipBlocked: false, TakeOver: false, First: null),
        };
        return PlanCommand.Request(parsed, global, planning, paths).Request;
    }

    public static IReadOnlyList<RunManifest> Of(PlanRequest request) =>
        [.. request.Manifests.Select(manifest => new RunManifest(manifest.Name, manifest.Digest, manifest.Once))];

    /// <summary>From the project's folder, so that they mean the same wherever the next command is typed.</summary>
    public static IReadOnlyList<string> Kept(RolloutInvocation invocation, IReadOnlyList<string> paths) =>
        [
            .. paths
                .DefaultIfEmpty("manifests")
                .Select(path => Path.GetRelativePath(invocation.Settings.ProjectFolder, Path.GetFullPath(path))),
        ];

    public static PlanRequest ReadAgain(
        ParseResult parsed,
        GlobalOptions global,
        RolloutInvocation invocation,
        Rollout rollout
    )
    {
        var here = Directory.GetCurrentDirectory();
        var paths = rollout.Paths.Select(path =>
            Path.GetRelativePath(here, Path.GetFullPath(path, invocation.Settings.ProjectFolder))
        );
        var request = Read(parsed, global, invocation, [.. paths]) with { Only = rollout.Only };
        var moved = rollout
            .Manifests.Where(known =>
                !request.Manifests.Any(manifest => manifest.Name == known.Name && manifest.Digest == known.Digest)
            )
            .Select(known => known.Name)
            .ToList();
        return moved.Count == 0 && request.Manifests.Count == rollout.Manifests.Count
            ? request
            : throw new LeadOpsException(
                Failure.Refused,
                $"The manifests are not those that the rollout {rollout.Id} began with"
                    + $"{(moved.Count > 0 ? $" ({string.Join(", ", moved)} changed)" : "")}. "
                    + "Restore them, with the same `--var`, or begin a new rollout with `leadops rollout start`."
            );
    }
}
