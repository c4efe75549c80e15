using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Views.Html;

/// <summary>One field of a row: its values, and what the portal holds where that is not what was planned.</summary>
internal sealed record LeadField(string Name, string Change, string Before, string After, string? Actual = null)
{
    private const int MaxValue = 200;

    public static LeadField Of(PlannedField field, bool redact)
    {
        var shown = ValueText.Legible(field, redact);
        return new LeadField(
            field.Name,
            field.Change,
            ValueText.Of(shown.Before, shown.BeforeLabel, MaxValue),
            ValueText.Of(shown.After, shown.AfterLabel, MaxValue)
        );
    }

    /// <summary>Of a lead that did not end as planned, what was read of it counts and not the plan.</summary>
    public static LeadField Of(
        FieldOutcome field,
        Verdict verdict,
        IReadOnlyDictionary<string, FieldTitle> titles,
        bool redact
    ) =>
        Of(field.Planned, redact) with
        {
            Actual =
                verdict is Verdict.Applied or Verdict.Unchanged || (field.Actual is null && verdict == Verdict.Skipped)
                    ? null
                    : ValueText.Actual(field, titles, redact, MaxValue),
        };
}

internal sealed record LeadRow(string Id, string Title, string State, string? Note, IReadOnlyList<LeadField> Fields);
