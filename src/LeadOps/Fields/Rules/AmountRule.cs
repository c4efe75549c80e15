namespace LeadOps.Fields.Rules;

/// <summary>
/// An amount holds against product rows only with the manual flag. So the flag is planned with an amount that
/// changes, or whose rows change, unless the manifest sets it. An amount without its currency says nothing.
/// </summary>
public sealed class AmountRule : FieldRule
{
    public const string Amount = "OPPORTUNITY";
    public const string Flag = "IS_MANUAL_OPPORTUNITY";
    public const string Currency = "CURRENCY_ID";

    /// <summary>An amount is kept with cents.</summary>
    public const int Digits = 2;

    private static readonly TextValue Manual = new("Y");

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/crm-lead-add.html";

    public override IReadOnlyList<string> Fields { get; } = [Amount, Flag, Currency];

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        new(
            Amount,
            "an amount is planned together with IS_MANUAL_OPPORTUNITY=Y, so that product rows do not overwrite it",
            change => change.Field.Name == Amount && change.Other(Flag) is TextValue { Text: "Y" }
        ),
    ];

    public override IReadOnlyList<string> ReadWith(string field) => field == Amount ? [Flag, Currency] : [];

    public override PlannedAlong? PlannedWith(IReadOnlyCollection<string> set, Func<string, bool> changes) =>
        set.Contains(Amount) && !set.Contains(Flag) && (changes(Amount) || changes(ProductRowRule.Rows))
            ? new PlannedAlong(Flag, Manual, Amount)
            : null;

    public override bool CanClear(FieldDefinition field) => field.Name != Currency;

    public override string? MovedBy(string field) => field == Amount ? ProductRowRule.Rows : null;

    public override string? Follows(string field) => field == Flag ? Amount : null;

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        field.Name switch
        {
            Amount => value.Trim('0', '.').Length == 0 || IsSumOfRows(value, lead),
            _ => field.Name == Currency,
        };

    /// <summary>Rows keep the amount at their sum; another amount beside them is somebody's.</summary>
    private static bool IsSumOfRows(string value, NewLead lead) =>
        lead.Value(ProductRowRule.Rows) is RowsValue rows
        && decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var amount)
        && amount == decimal.Round(rows.Rows.Sum(row => row.Total), Digits, MidpointRounding.AwayFromZero);
}
