using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Planning;

/// <summary>Headers of plans for one portal: what was asked for, when, and until when it holds.</summary>
internal sealed class PlanHeaders(PortalSettings settings, PortalFacts portal, DateTimeOffset now)
{
    public PlanHeader Of(PlanPurpose purpose, PlanRequest request, string? rollbackOf = null, int? fakeData = null) =>
        new PlanHeader
        {
            Id = "",
            Purpose = purpose,
            ToolVersion = Product.Version,
            Portal = new PlanPortal(settings.Name, settings.DisplayHost, portal.UserId, portal.UserName, settings.Api),
            Manifests = [.. request.Manifests.Select(manifest => ManifestOf(manifest, purpose, request.Only))],
            Changes = Changes(purpose, request),
            CreatedAt = now,
            ExpiresAt = now + request.Lifetime,
            GitCommit = request.GitCommit,
            RollbackOf = rollbackOf,
            FakeDataVersion = fakeData,
        }.Identified();

    /// <summary>Only the whole of a once-manifest's changes counts as its one time.</summary>
    private static PlanManifest ManifestOf(Manifest manifest, PlanPurpose purpose, IReadOnlyCollection<string> only) =>
        new(
            manifest.Name,
            manifest.File,
            manifest.Digest,
            purpose == PlanPurpose.Apply
                && manifest.Once
                && manifest.Changes.All(change => ChosenNames.Has(only, manifest, change.Name)),
            manifest.Description
        );

    /// <summary>What the plan is about, named as its fields name it.</summary>
    private static List<PlanChange> Changes(PlanPurpose purpose, PlanRequest request) =>
        [
            .. (
                purpose == PlanPurpose.Apply
                    ? ChosenNames
                        .Changes(request.Manifests, request.Only)
                        .Select(chosen => (chosen.Label, chosen.Manifest, chosen.Change.Description))
                    : ChosenNames
                        .Fixtures(request.Manifests, request.Only)
                        .Select(chosen => (Label: chosen.Fixture.Name, chosen.Manifest, chosen.Fixture.Description))
            )
                .Select(pair => new PlanChange(
                    pair.Label,
                    pair.Manifest.Name,
                    pair.Description ?? pair.Manifest.Description
                ))
                .DistinctBy(change => change.Name),
        ];
}
