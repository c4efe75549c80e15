using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
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
    private const int MaxDoubles = 10;

    private readonly MadeFromFixtures made = new(catalogue, scopes);
    private readonly LinkLookups links = new(reader, catalogue.Links);
    private readonly LeadProblems problems = new(catalogue);

    public static string OriginatorOf(Manifest manifest, FixtureDefinition fixture) =>
        $"leadops/{manifest.Name}/{fixture.Name}";

    public Task<(PlanLeads Leads, PlanFooter Footer)> SeedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(ChosenNames.Fixtures(manifests, only), SeedAsync, cancellationToken);

    public Task<(PlanLeads Leads, PlanFooter Footer)> UnseedAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only,
        CancellationToken cancellationToken
    ) => PlanAsync(ChosenNames.Fixtures(manifests, only), UnseedAsync, cancellationToken);

    private async Task SeedAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        PlanDraft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await FixtureLeads.ReadAsync(
            reader,
            catalogue,
            OriginatorOf(manifest, fixture),
            ReadsApart(fixture),
            cancellationToken
        );
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var decisions = new LinkedDecisions(links);
        foreach (var (index, row) in Indexes(fixture).TakeWhile(_ => !problems.IsFull))
        {
            var key = made.KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            var now = existing.First(key);
            PlannedLead? Lead() => made.Lead(manifest, fixture, key, index, row, now, links.Ids, cancellationToken);
            await decisions.DecideAsync(
                () => Made(Lead, lead => Take(draft, lead), problem => problems.Add(now?.Id ?? default, problem)),
                cancellationToken
            );
        }

        await decisions.FlushAsync(cancellationToken);
        if (fixture.Prune)
        {
            await PruneAsync(fixture, existing, keys, draft, cancellationToken);
        }

        draft.Remarks.AddRange(
            Doubles(
                fixture,
                existing,
                fixture.Prune
                    ? "the first stays, the others are pruned"
                    : "only the first is updated; `unseed` deletes all, `prune: true` deletes the others"
            )
        );
    }

    private static void Take(PlanDraft draft, PlannedLead? lead)
    {
        if (lead is null)
        {
            draft.Unchanged++;
        }
        else
        {
            draft.Add(lead);
        }
    }

    private static Action Made(Func<PlannedLead?> make, Action<PlannedLead?> take, Action<InvalidInputException> refuse)
    {
        try
        {
            var lead = make();
            return () => take(lead);
        }
        catch (InvalidInputException problem)
        {
            return () => refuse(problem);
        }
    }

    private async Task PruneAsync(
        FixtureDefinition fixture,
        FixtureLeads existing,
        HashSet<string> keys,
        PlanDraft draft,
        CancellationToken cancellationToken
    )
    {
        var superfluous = Superfluous(existing, keys);
        if (!superfluous.Any())
        {
            return;
        }

        var edits = EditsOf(fixture);
        existing.ByKey().SelectMany(pair => pair.Leads).ToList().ForEach(edits.Count);
        await foreach (
            var lead in FixtureLeads.CompleteAsync(reader, superfluous.ToAsyncEnumerable(), cancellationToken)
        )
        {
            draft.Add(Deletions.Of(catalogue, lead, fixture.Name));
            edits.Compare(OriginRule.KeyOf(name => lead[name]) ?? "", lead, []);
        }

        draft.Remarks.AddRange(edits.Remarks());
    }

    private HandEdits EditsOf(FixtureDefinition fixture) =>
        new(catalogue, fixture, hasDefaultSource: reader.Settings.Api == "crm.item");

    /// <summary>Leads whose key the fixture no longer makes, and doubles.</summary>
    private static IEnumerable<LeadSnapshot> Superfluous(FixtureLeads existing, HashSet<string> keys) =>
        existing.ByKey().SelectMany(pair => keys.Contains(pair.Key) ? pair.Leads.Skip(1) : pair.Leads);

    private async Task UnseedAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        PlanDraft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await FixtureLeads.ReadAsync(
            reader,
            catalogue,
            OriginatorOf(manifest, fixture),
            withContacts: true,
            cancellationToken
        );
        var edits = EditsOf(fixture);
        foreach (var lead in existing.ByKey().SelectMany(pair => pair.Leads))
        {
            draft.Add(Deletions.Of(catalogue, lead, fixture.Name));
            edits.Count(lead);
        }

        string? unmade = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var decisions = new LinkedDecisions(links);
        foreach (var (index, row) in Indexes(fixture))
        {
            var key = made.KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            if (existing.First(key) is not { } now)
            {
                continue;
            }

            // A value that cannot be made any more, such as a user who is gone, must not keep test leads on the portal.
            PlannedLead? Lead() => made.Lead(manifest, fixture, key, index, row, now, null, cancellationToken);
            void Untold(InvalidInputException problem) =>
                unmade ??=
                    $"from {key} on, what people changed is not known, "
                    + $"because the fixture's values cannot be made: {problem.Message}";
            void Compare(PlannedLead? wanted)
            {
                if (unmade is null)
                {
                    edits.Compare(key, now, wanted?.Fields ?? []);
                }
            }

            await decisions.DecideAsync(() => Made(Lead, Compare, Untold), cancellationToken);
        }

        await decisions.FlushAsync(cancellationToken);
        draft.Remarks.AddRange(unmade is null ? [] : [unmade]);
        NoteStrangers(existing, keys, edits);
        draft.Remarks.AddRange(edits.Remarks());
        draft.Remarks.AddRange(Doubles(fixture, existing, "all are deleted"));
    }

    private static void NoteStrangers(FixtureLeads existing, HashSet<string> keys, HandEdits edits)
    {
        foreach (var (key, leads) in existing.ByKey().Where(pair => !keys.Contains(pair.Key)))
        {
            leads.ToList().ForEach(lead => edits.Stranger(key, lead));
        }
    }

    /// <summary>Two people on two machines can seed the same key at once.</summary>
    private static IEnumerable<string> Doubles(FixtureDefinition fixture, FixtureLeads existing, string fate) =>
        existing
            .ByKey()
            .Where(pair => pair.Leads.Count > 1)
            .Take(MaxDoubles)
            .Select(pair =>
                $"{pair.Leads.Count} leads have the key {pair.Key} of {fixture.Name}: "
                + $"{string.Join(", ", pair.Leads.Select(lead => lead.Id))}; {fate}"
            );

    private bool ReadsApart(FixtureDefinition fixture) =>
        fixture.Set.Any(assignment => catalogue.Find(assignment.Field)?.IsApart == true);

    private static IEnumerable<(int Index, Row? Row)> Indexes(FixtureDefinition fixture) =>
        fixture.ForEach is { } set
            ? set.Rows.Select(row => (row.Index, (Row?)row))
            : Enumerable.Range(0, fixture.Count ?? 0).Select(index => (index, (Row?)null));

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

        draft.Remarks.AddRange(links.Ids.Remarks());
        return await draft.CloseAsync(problems.ToBag(), cancellationToken);
    }
}
