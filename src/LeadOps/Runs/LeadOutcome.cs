using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Runs;

public sealed record LeadError(string Code, string Message);

/// <summary>One field after the run; <paramref name="Actual"/> is null when it was not read again.</summary>
public sealed record FieldOutcome(PlannedField Planned, FieldValue? Actual)
{
    public string Name => Planned.Name;

    public FieldValue Before => Planned.Before;

    public FieldValue After => Planned.After;

    /// <summary>The planned fields of a lead, with what it was read to hold in them.</summary>
    internal static FieldOutcome[] Of(PlannedLead lead, Func<string, FieldValue?>? actual)
    {
        var outcomes = new FieldOutcome[lead.Fields.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = new FieldOutcome(lead.Fields[i], actual?.Invoke(lead.Fields[i].Name));
        }

        return outcomes;
    }
}

/// <summary>How one line of the plan ended. <see cref="Sequence"/> is its place in the plan, from 0.</summary>
public sealed record LeadOutcome
{
    public required int Sequence { get; init; }

    public LeadId? Id { get; init; }

    public string? Key { get; init; }

    /// <summary>Whose key it is.</summary>
    public string? Originator { get; init; }

    public required string Title { get; init; }

    public required LeadAction Action { get; init; }

    public required Verdict Verdict { get; init; }

    public required IReadOnlyList<FieldOutcome> Fields { get; init; }

    /// <summary>What the plan saw beside the planned fields.</summary>
    public IReadOnlyDictionary<string, FieldValue> Assumed { get; init; } = PlannedLead.NoValues;

    /// <summary>What a lead that this run made held beside the planned fields when it was read back.</summary>
    public IReadOnlyDictionary<string, FieldValue> Beside { get; init; } = PlannedLead.NoValues;

    public LeadError? Error { get; init; }
}
