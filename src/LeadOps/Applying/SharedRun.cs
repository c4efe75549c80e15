using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>What all lanes of one run share.</summary>
/// <param name="Late">Ends the waiting for read-backs some time after the run was stopped.</param>
/// <param name="PlannedAt">Since when planning has read the leads, if that was this very process.</param>
internal sealed record SharedRun(
    PortalSession Session,
    PortalFacts Facts,
    TimeProvider Clock,
    RunRecorder Recorder,
    ChunkSource Source,
    Pace Pace,
    PauseFile Pause,
    DateTimeOffset? PlannedAt,
    CancellationToken Late
)
{
    /// <summary>So old may be what was read before a write.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    public PortalReader Reader { get; } = Session.ReaderOf(Facts.Leads);

    public Judge Judge { get; } =
        new(Facts.Catalogue, (lead, current) => LeadWrites.Of(lead, current, Facts.Catalogue, Facts.Leads));

    public CurrentLeads Current { get; } = new(Session.ReaderOf(Facts.Leads), Facts.Catalogue, Clock);

    public bool IsFresh(DateTimeOffset readAt) => Clock.GetUtcNow() <= readAt + Fresh;

    /// <summary>Their intent is taken back in the journal, and they wait for another attempt.</summary>
    public void GiveBack(IReadOnlyList<PlanLine> lines, Seen seen)
    {
        if (lines.Count > 0)
        {
            Recorder.TakeBack([.. lines.Select(line => Judge.TakenBack(line, seen.Of(line)))]);
            Source.Return(lines);
        }
    }
}
