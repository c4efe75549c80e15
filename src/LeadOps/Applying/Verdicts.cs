using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// Decides how a lead ends, from what the plan saw, what it wanted and what the portal holds. The only place that does.
/// </summary>
internal sealed class Verdicts(FieldCatalogue catalogue)
{
    /// <summary>Code of a failed write that was sent more than once.</summary>
    public const string NoAnswer = "NO_ANSWER";

    private static readonly Dictionary<string, FieldValue> NoValues = [];

    private readonly PlanComparison plan = new(catalogue);

    /// <summary>
    /// Before the write: a verdict that makes it unnecessary or forbids it, or null when the write may go.
    /// </summary>
    public LeadOutcome? BeforeWrite(PlanLine line, LeadSnapshot? current)
    {
        var lead = line.Lead;
        if (lead.Action == LeadAction.Create)
        {
            return current is null || IsHalfMade(line, current)
                ? null
                : AfterWrite(line, current, null) with
                {
                    Verdict = plan.AsPlanned(lead, current) ? Verdict.Unchanged : Verdict.Differs,
                };
        }

        if (current is null)
        {
            return lead.Action == LeadAction.Delete
                ? Outcome(line, null, Verdict.Unchanged, null)
                : Outcome(
                    line,
                    null,
                    Verdict.Stale,
                    new LeadError("GONE", "the lead no longer exists, or this user may no longer read it")
                );
        }

        if (lead.Action == LeadAction.Update && plan.AsPlanned(lead, current))
        {
            return Outcome(line, current, Verdict.Unchanged, null);
        }

        return plan.Moved(lead, current) is { } moved
            ? Outcome(line, current, Verdict.Stale, new LeadError("STALE", moved))
            : null;
    }

    /// <summary>
    /// After the write, from the read-back; an error of the portal makes it failed, even half-written.
    /// </summary>
    public LeadOutcome AfterWrite(PlanLine line, LeadSnapshot? actual, LeadError? error)
    {
        var lead = line.Lead;
        if (error is not null)
        {
            // What is gone was deleted by somebody a moment before the write.
            return (lead.Action != LeadAction.Create && actual is null ? BeforeWrite(line, null) : null)
                ?? Outcome(line, actual, Verdict.Failed, error);
        }

        if (lead.Action == LeadAction.Create && actual is { Doubles.Count: > 0 })
        {
            return Outcome(
                line,
                actual,
                Verdict.Differs,
                new LeadError(
                    "DOUBLE",
                    $"somebody else made a lead with the key {lead.Key} at the same time: "
                        + $"{string.Join(", ", actual.Doubles)}; delete one of them"
                )
            );
        }

        var done =
            lead.Action == LeadAction.Delete ? actual is null : actual is not null && plan.AsPlanned(lead, actual);
        return Outcome(
            line,
            actual,
            done ? Verdict.Applied : Verdict.Differs,
            done ? null : new LeadError("DIFFERS", plan.Difference(lead, actual))
        );
    }

    /// <summary>After a lost answer: applied, not applied (null: send again), or something else.</summary>
    public LeadOutcome? Settled(PlanLine line, LeadSnapshot? actual)
    {
        var lead = line.Lead;
        if (IsHalfMade(line, actual))
        {
            return null;
        }

        var done = lead.Action switch
        {
            LeadAction.Delete => actual is null,
            LeadAction.Create => actual is not null,
            _ => actual is not null && plan.AsPlanned(lead, actual),
        };
        if (done)
        {
            return AfterWrite(line, actual, null);
        }

        if (actual is null)
        {
            return BeforeWrite(line, null);
        }

        return Half(lead, actual) && plan.Moved(lead, actual) is null ? null
            : lead.Action == LeadAction.Update && IsPartWritten(lead, actual)
                ? Outcome(line, actual, Verdict.Differs, new LeadError("DIFFERS", plan.Difference(lead, actual)))
            : BeforeWrite(line, actual);
    }

    /// <summary>
    /// A create whose lead is there as planned but for what has methods of its own: contacts and product rows.
    /// </summary>
    public bool IsHalfMade(PlanLine line, LeadSnapshot? actual) =>
        line.Lead.Action == LeadAction.Create
        && actual is { Doubles.Count: 0 }
        && !plan.AsPlanned(line.Lead, actual)
        && line.Lead.Fields.Where(field => !FieldRules.IsApart(field.Name) && !Uploads.Has(field.After))
            .All(field => plan.Same(field.Name, field.After, actual[field.Name]));

    /// <summary>Some fields as planned, the others as before: the rest of the write may be sent again.</summary>
    private bool Half(PlannedLead lead, LeadSnapshot actual) =>
        lead.Fields.All(field =>
            plan.Same(field.Name, field.Before, actual[field.Name])
            || plan.Same(field.Name, field.After, actual[field.Name])
        );

    /// <summary>
    /// It waits for another turn. Until that comes, what was begun and is there by half must not look untouched.
    /// </summary>
    public LeadOutcome TakenBack(PlanLine line, LeadSnapshot? actual, bool isBegun) =>
        isBegun && IsPartWritten(line.Lead, actual)
            ? Outcome(
                line,
                actual,
                Verdict.Unknown,
                new LeadError("HALF", "only a part was written; the rest was not sent yet")
            )
            : Outcome(line, actual, Verdict.Skipped, null);

    private bool IsPartWritten(PlannedLead lead, LeadSnapshot? actual) =>
        actual is not null
        && (
            lead.Action == LeadAction.Create
            || lead.Fields.Any(field =>
                plan.Same(field.Name, field.After, actual[field.Name])
                && !plan.Same(field.Name, field.Before, actual[field.Name])
            )
        );

    /// <summary>An earlier attempt of this run may have written it, wholly or by half.</summary>
    public bool MayBeWritten(PlannedLead lead, JournalEntry earlier) =>
        earlier.Verdict == Verdict.Unknown
        || (
            earlier.Verdict == Verdict.Failed
            && (
                earlier.Error?.Code == NoAnswer
                || lead.Fields.Any(field =>
                    earlier.Actual.TryGetValue(field.Name, out var actual)
                    && !plan.Same(field.Name, field.Before, actual)
                )
            )
        );

    public LeadOutcome Outcome(PlanLine line, LeadSnapshot? actual, Verdict verdict, LeadError? error) =>
        new()
        {
            Sequence = line.Sequence,
            Id = actual?.Id ?? line.Lead.Id,
            Key = line.Lead.Key,
            Title = line.Lead.Title,
            Action = line.Lead.Action,
            Verdict = verdict,
            Fields = FieldOutcome.Of(line.Lead, actual is null ? null : name => actual[name]),
            Beside = line.Lead.Action == LeadAction.Create && actual is not null ? Beside(line.Lead, actual) : NoValues,
            Error = error,
        };

    /// <summary>A rollback spares a made lead that anybody changed in any field, so the whole of it is kept.</summary>
    private Dictionary<string, FieldValue> Beside(PlannedLead lead, LeadSnapshot actual) =>
        actual
            .Values.Where(pair => catalogue.Find(pair.Key) is { IsReadOnly: false } && !lead.Plans(pair.Key))
            .ToDictionary(StringComparer.Ordinal);
}
