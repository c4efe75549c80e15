using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Plans;

namespace LeadOps.Fixtures;

/// <summary>What `unseed` does to one fixture: deletes its leads, and tells what people changed of them.</summary>
internal sealed class UnseedPlan(FixtureWork work)
{
    public async Task AddAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        PlanDraft draft,
        CancellationToken cancellationToken
    )
    {
        using var existing = await work.ExistingAsync(manifest, fixture, withContacts: true, cancellationToken);
        var edits = work.EditsOf(fixture);
        foreach (var lead in existing.ByKey().SelectMany(pair => pair.Leads))
        {
            draft.Add(Deletions.Of(work.Catalogue, lead, fixture.Name));
            edits.Count(lead);
        }

        string? unmade = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var decisions = new LinkedDecisions(work.Links);
        foreach (var (index, row) in MadeFromFixtures.Indexes(fixture))
        {
            var key = work.Made.KeyOf(manifest, fixture, index, row, keys, cancellationToken);
            if (existing.First(key) is not { } now)
            {
                continue;
            }

            // A value that cannot be made any more, such as a user who is gone, must not keep test leads on the portal.
            PlannedLead? Lead() => work.Made.Lead(manifest, fixture, key, index, row, now, null, cancellationToken);
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

            await decisions.DecideAsync(() => FixtureWork.Decided(Lead, Compare, Untold), cancellationToken);
        }

        await decisions.FlushAsync(cancellationToken);
        draft.Remarks.AddRange(unmade is null ? [] : [unmade]);
        NoteStrangers(existing, keys, edits);
        draft.Remarks.AddRange(edits.Remarks());
        draft.Remarks.AddRange(existing.Doubles(fixture, "all are deleted"));
    }

    private static void NoteStrangers(FixtureLeads existing, HashSet<string> keys, HandEdits edits)
    {
        foreach (var (key, leads) in existing.ByKey().Where(pair => !keys.Contains(pair.Key)))
        {
            leads.ToList().ForEach(lead => edits.Stranger(key, lead));
        }
    }
}
