using LeadOps.Manifests;
using LeadOps.Plans;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>A change as it concerns one lead: with its manifest and its row.</summary>
internal sealed record AppliedChange(Manifest Manifest, ChangeDefinition Change, string Label, Row? Row)
{
    /// <summary>Where the lead stands in the change's selection, when the change asks for it.</summary>
    public SelectionNames? Selection { get; init; }

    public LeadGroup? Group { get; init; }
}
