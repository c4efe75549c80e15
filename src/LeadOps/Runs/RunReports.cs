using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Runs;

/// <summary>Plan + journal → what became of every line.</summary>
internal static class RunReports
{
    /// <summary>The leads stream from the plan and a journal that is opened for each walk.</summary>
    public static RunReport Of(PastRun run, Plan plan, RunJournal journal, Func<RunJournal> open) =>
        new()
        {
            Run = run.Run,
            Plan = plan.Header,
            StartedAt = run.At,
            FinishedAt = run.FinishedAt,
            Status = run.Status,
            Summary = Summary(plan.Footer.Counts, journal),
            Stats = run.Stats,
            Leads = Leads(plan.Leads, open),
            LeftAlone = plan.Footer.LeftAlone,
            Rejects = plan.Footer.Rejects,
            Notes = plan.Footer.Warnings,
            Titles = plan.Footer.Titles,
            Samples = journal.Samples(),
        };

    /// <summary>What the journal does not know was not attempted.</summary>
    public static RunSummary Summary(PlanCounts plan, RunJournal journal)
    {
        var counts = journal.Counts();
        int Count(Verdict verdict) => counts.GetValueOrDefault(verdict);
        return new RunSummary
        {
            Applied = Count(Verdict.Applied),
            Unchanged = Count(Verdict.Unchanged),
            Stale = Count(Verdict.Stale),
            Differs = Count(Verdict.Differs),
            Failed = Count(Verdict.Failed),
            Unknown = Count(Verdict.Unknown),
            Skipped = Count(Verdict.Skipped) + plan.Writes + plan.Blocked - counts.Values.Sum(),
        };
    }

    /// <summary>Plan and journal side by side, both by rising sequence.</summary>
    private static IEnumerable<LeadOutcome> Leads(PlanLeads plan, Func<RunJournal> open)
    {
        using var journal = open();
        foreach (var (lead, sequence, entry) in Join(plan, journal))
        {
            yield return Outcome(lead, sequence, entry);
        }
    }

    /// <summary>Every line of the plan with its entry in the journal, if it has one.</summary>
    public static IEnumerable<(PlannedLead Lead, int Sequence, JournalEntry? Entry)> Join(
        PlanLeads plan,
        RunJournal journal
    )
    {
        using var entries = journal.Entries().GetEnumerator();
        var entry = entries.MoveNext() ? entries.Current : null;
        var sequence = 0;
        foreach (var lead in plan)
        {
            var isKnown = entry?.Sequence == sequence;
            yield return (lead, sequence++, isKnown ? entry : null);
            entry = isKnown ? (entries.MoveNext() ? entries.Current : null) : entry;
        }
    }

    private static readonly Dictionary<string, FieldValue> NoValues = [];

    private static Dictionary<string, FieldValue> Beside(PlannedLead lead, JournalEntry entry) =>
        entry
            .Actual.ExceptBy(lead.Fields.Select(field => field.Name), pair => pair.Key)
            .ToDictionary(StringComparer.Ordinal);

    private static LeadOutcome Outcome(PlannedLead lead, int sequence, JournalEntry? entry) =>
        new()
        {
            Sequence = sequence,
            Id = entry?.Id ?? lead.Id,
            Key = lead.Key,
            Originator = lead.Originator,
            Title = lead.Title,
            Action = lead.Action,
            Verdict = entry?.Verdict ?? Verdict.Skipped,
            Fields = FieldOutcome.Of(lead, entry is null ? null : entry.Actual.GetValueOrDefault),
            Assumed = lead.Assumed,
            Beside = lead.Action == LeadAction.Create && entry is not null ? Beside(lead, entry) : NoValues,
            Error =
                entry?.Error
                ?? (lead.Reasons.Count > 0 ? new LeadError("BLOCKED", string.Join("; ", lead.Reasons)) : null),
        };
}
