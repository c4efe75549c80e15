using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Plans;

namespace LeadOps.Fixtures;

/// <summary>What `seed` does to one fixture: creates, updates and, with `prune`, deletes.</summary>
internal sealed class SeedPlan(FixtureWork work)
{
    public async Task AddAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        PlanDraft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await work.ExistingAsync(manifest, fixture, ReadsApart(fixture), cancellationToken);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var decisions = new LinkedDecisions(work.Links);
        foreach (var (index, row) in MadeFromFixtures.Indexes(fixture).TakeWhile(_ => !work.Problems.IsFull))
        {
            var key = work.Made.KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            var now = existing.First(key);
            PlannedLead? Lead() =>
                work.Made.Lead(manifest, fixture, key, index, row, now, work.Links.Ids, cancellationToken);
            await decisions.DecideAsync(
                () =>
                    FixtureWork.Decided(
                        Lead,
                        lead => Take(draft, lead),
                        problem => work.Problems.Add(now?.Id ?? default, problem)
                    ),
                cancellationToken
            );
        }

        await decisions.FlushAsync(cancellationToken);
        if (fixture.Prune)
        {
            await PruneAsync(fixture, existing, keys, draft, cancellationToken);
        }

        draft.Remarks.AddRange(
            existing.Doubles(
                fixture,
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

        var edits = work.EditsOf(fixture);
        existing.ByKey().SelectMany(pair => pair.Leads).ToList().ForEach(edits.Count);
        await foreach (
            var lead in FixtureLeads.CompleteAsync(work.Reader, superfluous.ToAsyncEnumerable(), cancellationToken)
        )
        {
            draft.Add(Deletions.Of(work.Catalogue, lead, fixture.Name));
            edits.Compare(OriginRule.KeyOf(name => lead[name]) ?? "", lead, []);
        }

        draft.Remarks.AddRange(edits.Remarks());
    }

    /// <summary>Leads whose key the fixture no longer makes, and doubles.</summary>
    private static IEnumerable<LeadSnapshot> Superfluous(FixtureLeads existing, HashSet<string> keys) =>
        existing.ByKey().SelectMany(pair => keys.Contains(pair.Key) ? pair.Leads.Skip(1) : pair.Leads);

    private bool ReadsApart(FixtureDefinition fixture) =>
        fixture.Set.Any(assignment => work.Catalogue.Find(assignment.Field)?.IsApart == true);
}
