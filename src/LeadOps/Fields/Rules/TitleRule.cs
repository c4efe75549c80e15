namespace LeadOps.Fields.Rules;

/// <summary>A lead always has a title; an empty one is refused or becomes `Lead #12`.</summary>
internal sealed class TitleRule : FieldRule
{
    public const string Title = "TITLE";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-update.html";

    public override IReadOnlyList<string> Fields { get; } = [Title];

    public override bool CanClear(FieldDefinition field) => false;

    public override Disguise Disguise(string field, string value) => Rules.Disguise.As("company");

    public static string Of(FieldValue title) => title is TextValue text ? text.Text : "";
}
