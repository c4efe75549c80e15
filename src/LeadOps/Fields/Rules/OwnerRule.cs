namespace LeadOps.Fields.Rules;

/// <summary>
/// Somebody is always responsible, at first whoever made the lead; the portal takes people who were dismissed.
/// </summary>
public sealed class OwnerRule : FieldRule
{
    public const string Owner = "ASSIGNED_BY_ID";
    public const string Maker = "CREATED_BY_ID";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/crm-lead-add.html";

    public override IReadOnlyList<string> Fields { get; } = [Owner];

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        new(
            Owner,
            "the new owner was dismissed",
            change =>
                change is { Field.Name: Owner, After: TextValue owner }
                && change.Field.FindChoice(owner.Text) is { IsActive: false }
        ),
    ];

    public override bool CanClear(FieldDefinition field) => false;

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        lead.Value(Maker) is TextValue maker && maker.Text == value;
}
