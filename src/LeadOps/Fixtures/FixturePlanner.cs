using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Templating;

namespace LeadOps.Fixtures;

/// <summary>
/// Fixtures → creates, updates and, with `prune`, deletes. A lead's identity is ORIGINATOR_ID and ORIGIN_ID, so that
/// seeding twice never doubles one.
/// </summary>
internal sealed class FixturePlanner(PortalReader reader, FieldCatalogue catalogue, ScopeBuilder scopes)
{
    private readonly FixtureWork work = new(
        reader,
        catalogue,
        new MadeFromFixtures(catalogue, scopes),
        new LinkLookups(reader, catalogue.Links),
        new LeadProblems(catalogue)
    );

    public static string OriginatorOf(Manifest manifest, FixtureDefinition fixture) =>
        $"leadops/{manifest.Name}/{fixture.Name}";

    public Task<(PlanLeads Leads, PlanFooter Footer)> SeedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(ChosenNames.Fixtures(manifests, only), new SeedPlan(work).AddAsync, cancellationToken);

    public Task<(PlanLeads Leads, PlanFooter Footer)> UnseedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(ChosenNames.Fixtures(manifests, only), new UnseedPlan(work).AddAsync, cancellationToken);

    private async Task<(PlanLeads, PlanFooter)> PlanAsync(
        IEnumerable<(Manifest, FixtureDefinition)> fixtures,
        Func<Manifest, FixtureDefinition, PlanDraft, CancellationToken, Task> plan,
        CancellationToken cancellationToken
    )
    {
        using var draft = new PlanDraft(reader, catalogue);
        foreach (var (manifest, fixture) in fixtures)
        {
            await plan(manifest, fixture, draft, cancellationToken);
        }

        draft.Remarks.AddRange(work.Links.Ids.Remarks());
        return await draft.CloseAsync(work.Problems.ToBag(), cancellationToken);
    }
}
