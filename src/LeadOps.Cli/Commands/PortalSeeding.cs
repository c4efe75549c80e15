using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage.Local;

namespace LeadOps.Cli.Commands;

/// <summary>Fills a local portal with the fixtures of a manifest before anybody calls it.</summary>
internal static class PortalSeeding
{
    public static IReadOnlyList<Manifest> Read(string path)
    {
        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>(StringComparer.Ordinal)).Read(
            [path],
            problems
        );
        problems.ThrowIfErrors();
        return manifests;
    }

    /// <summary>By the same plan and run as `leadops seed`, over HTTP; the run leaves nothing behind.</summary>
    public static async Task<int> SeedAsync(
        LocalPortalServer server,
        IReadOnlyList<Manifest> manifests,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("leadops-seed-").FullName;
        try
        {
            var settings = new PortalSettings
            {
                Name = "local",
                Url = server.WebhookUrl,
                DisplayHost = server.WebhookUrl.Authority,
                Tariff = Tariff.SelfHosted,
                SettleAfter = TimeSpan.Zero,
            };
            using var state = LocalState.In(folder, StateOpener.Who, TimeProvider.System);
            using var session = new PortalSession(settings, state, TimeProvider.System);
            var pipeline = new Pipeline(
                session,
                new Project(state, StateOpener.Who, Path.Combine(folder, "runs"), Path.Combine(folder, "pause")),
                TimeProvider.System
            );
            using var plan = await pipeline.PlanFixturesAsync(
                new PlanRequest(manifests) { Environment = Shell.Environment(manifests) },
                PlanPurpose.Seed,
                cancellationToken
            );
            var report = await pipeline.ApplyAsync(
                plan,
                new RunOptions(PlanLimits.None, SkipBlocked: false, TakeOver: false, First: null) { IsSeedable = true },
                new RunEvents(),
                cancellationToken
            );
            return report.Summary.IsClean
                ? report.Summary.Total
                : throw new LeadOpsException(
                    Failure.Portal,
                    $"Seeding ended with {report.Summary.Total - report.Summary.Applied} leads not applied. "
                        + "Take out `--chaos`, or seed with `leadops seed`."
                );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
