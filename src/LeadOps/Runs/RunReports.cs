using LeadOps.Planning;

namespace LeadOps.Runs;

/// <summary>Plan + journal → what became of every line.</summary>
public static class RunReports
{
    public static RunReport Of(string run, Plan plan, RunJournal journal, string? nextCommand)
    {
        var entries = journal.Entries(plan.Leads);
        var leads = plan.Leads.Select((lead, sequence) => Outcome(lead, sequence, entries.GetValueOrDefault(sequence))).ToList();
        return new RunReport
        {
            Run = run,
            Plan = plan.Header,
            StartedAt = journal.StartedAt,
            FinishedAt = journal.FinishedAt,
            Status = journal.Status,
            Summary = Summary(leads),
            Stats = journal.Stats(),
            Leads = leads,
            Samples = journal.Samples(),
            NextCommand = nextCommand,
        };
    }

    public static RunSummary Summary(IReadOnlyList<LeadOutcome> leads)
    {
        var counts = leads.CountBy(lead => lead.Verdict).ToDictionary();
        int Count(Verdict verdict) => counts.GetValueOrDefault(verdict);
        return new RunSummary
        {
            Applied = Count(Verdict.Applied),
            Unchanged = Count(Verdict.Unchanged),
            Stale = Count(Verdict.Stale),
            Differs = Count(Verdict.Differs),
            Failed = Count(Verdict.Failed),
            Unknown = Count(Verdict.Unknown),
            Skipped = Count(Verdict.Skipped),
        };
    }

    private static LeadOutcome Outcome(PlannedLead lead, int sequence, JournalEntry? entry) => entry?.Outcome ?? new LeadOutcome
    {
        Sequence = sequence,
        Id = lead.Id,
        Key = lead.Key,
        Title = lead.Title,
        Action = lead.Action,
        Verdict = entry is null ? Verdict.Skipped : Verdict.Unknown,
        Fields = [.. lead.Fields.Select(field => new FieldOutcome(field.Name, field.Before, field.After, null))],
        Error = lead.Reasons.Count > 0 ? new LeadError("BLOCKED", string.Join("; ", lead.Reasons)) : null,
    };
}
