namespace LeadOps.Fields.Rules;

/// <summary>crm.item.add gives the first source to a lead without one, crm.lead.add none.</summary>
public sealed class SourceRule : FieldRule
{
    public const string Source = "SOURCE_ID";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html";

    public override IReadOnlyList<string> Fields { get; } = [Source];

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        lead.HasDefaultSource && NewLead.IsFirst(field, value);

    public override bool MustStayEmpty(FieldDefinition field) => true;
}
