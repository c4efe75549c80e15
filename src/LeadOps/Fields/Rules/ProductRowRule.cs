namespace LeadOps.Fields.Rules;

/// <summary>
/// The portal keeps product rows apart from the lead, as a whole that is read and set by methods of its own; here
/// they are a field like any other. They move the amount, unless the manual flag is on; what they do to it must be
/// known before.
/// </summary>
internal sealed class ProductRowRule : FieldRule
{
    public const string Rows = "PRODUCT_ROWS";
    public const string Type = "crm_productrow";

    private static readonly string[] Beside = [AmountRule.Amount, AmountRule.Flag];

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/crm-lead-productrows-set.html";

    public override IReadOnlyList<string> Fields { get; } = [Rows];

    public override ValueForm Form => ValueForm.ProductRows;

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        FieldNote.WhenSet(
            Rows,
            "product rows are sent in calls of their own, and the amount follows them unless IS_MANUAL_OPPORTUNITY is Y"
        ),
    ];

    public override Carrier ReadBy(string field) => Carrier.ProductRows;

    public override IReadOnlyList<string> ReadWith(string field) => Beside;

    public override IReadOnlyList<string> AssumedWith(string field) => Beside;

    /// <summary>An amount without the manual flag holds only once the rows are gone.</summary>
    public override FieldCall Call(string field, FieldValue after) =>
        new(Carrier.ProductRows, after.IsEmpty ? Moment.BeforeLead : Moment.AfterLead);

    /// <summary>A batch turns an empty list into nothing at all.</summary>
    public override bool NeedsOwnRequest(string field, FieldValue before, FieldValue after) =>
        after.IsEmpty && !before.IsEmpty;
}
