namespace LeadOps.LocalPortal.Leads;

/// <summary>One write of one lead: when, by whom and how, and what it changed.</summary>
/// <param name="Kind">`created`, `changed` or `deleted`.</param>
internal sealed record LeadWrite(
    long LeadId,
    string Title,
    string Time,
    Actor By,
    string Kind,
    IReadOnlyList<FieldChange> Changes
);
