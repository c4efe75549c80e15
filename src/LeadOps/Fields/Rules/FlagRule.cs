namespace LeadOps.Fields.Rules;

/// <summary>
/// A flag is on or off and has no empty state. A custom one that was never set may come back as off from
/// crm.item.add. New leads are open to others unless the portal's settings say otherwise.
/// </summary>
internal sealed class FlagRule : FieldRule
{
    private const string Open = "OPENED";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html";

    public override IReadOnlyList<string> Types { get; } = ["char", "boolean"];

    public override bool CanClear(FieldDefinition field) => false;

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        field.Name == Open ? value == "Y" : value is "N" or "0";

    public override bool MustStayEmpty(FieldDefinition field) =>
        field is { IsCustom: true, Type: "boolean", IsMultiple: false };
}
