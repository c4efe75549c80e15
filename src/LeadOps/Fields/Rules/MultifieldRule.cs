namespace LeadOps.Fields.Rules;

/// <summary>
/// Several values, each with an id; what is not named stays. Items of the open channels and links belong to the
/// portal and are never touched.
/// </summary>
internal sealed class MultifieldRule : FieldRule
{
    public const string Phone = "PHONE";
    public const string Email = "EMAIL";
    public const string Web = "WEB";
    public const string Messenger = "IM";
    public const string Link = "LINK";

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/data-types.html";

    public override IReadOnlyList<string> Fields { get; } = [Link];

    public override IReadOnlyList<string> Types { get; } = ["crm_multifield"];

    public override bool IsSettable(string field) => field != Link;

    public static bool IsManaged(string field, MultifieldItem item) =>
        field != Link && !IsOpenChannel(item.ValueType) && !item.Value.StartsWith("imol|", StringComparison.Ordinal);

    public static bool IsOpenChannel(string valueType) => valueType is "OPENLINE" or "IMOL";
}
