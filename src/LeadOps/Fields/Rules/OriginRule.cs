namespace LeadOps.Fields.Rules;

/// <summary>
/// Where a lead comes from and its name there. The portal never looks at it, so that it can tell the leads of a
/// fixture: its owner is the originator, its key the origin.
/// </summary>
public sealed class OriginRule : FieldRule
{
    public const string Originator = "ORIGINATOR_ID";
    public const string Origin = "ORIGIN_ID";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/crm-lead-fields.html";

    public override IReadOnlyList<string> Fields { get; } = [Originator, Origin];

    public static bool Covers(string field) => field is Originator or Origin;

    public static string? KeyOf(Func<string, FieldValue> lead) => (lead(Origin) as TextValue)?.Text;

    public static string? OwnerOf(Func<string, FieldValue> lead) => (lead(Originator) as TextValue)?.Text;

    public override bool IsOwned(string field) => true;

    public override bool IsExported(string field) => false;
}
