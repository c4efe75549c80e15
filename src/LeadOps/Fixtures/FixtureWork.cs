using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Planning.Links;
using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Fixtures;

/// <summary>What the planning of every fixture shares.</summary>
internal sealed record FixtureWork(
    PortalReader Reader,
    FieldCatalogue Catalogue,
    MadeFromFixtures Made,
    LinkLookups Links,
    LeadProblems Problems
)
{
    /// <summary>The leads of the fixture that are on the portal.</summary>
    public Task<FixtureLeads> ExistingAsync(
        Manifest manifest,
        FixtureDefinition fixture,
        bool withContacts,
        CancellationToken cancellationToken
    ) =>
        FixtureLeads.ReadAsync(
            Reader,
            Catalogue,
            FixturePlanner.OriginatorOf(manifest, fixture),
            withContacts,
            cancellationToken
        );

    public HandEdits EditsOf(FixtureDefinition fixture) =>
        new(Catalogue, fixture, hasDefaultSource: Reader.Settings.Api == "crm.item");

    /// <summary>Makes a lead; what then happens to it, or to what is wrong with it.</summary>
    public static Action Decided(
        Func<PlannedLead?> make,
        Action<PlannedLead?> take,
        Action<InvalidInputException> refuse
    )
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
}
