namespace LeadOps.Fields.Rules;

/// <summary>
/// What a portal gives to a new lead by itself: the first stage, the caller as the responsible person, the base currency.
/// crm.item.add also gives the first source, crm.lead.add none.
/// https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-add.html
/// </summary>
public static class NewLeadRule
{
    /// <summary>Who made the lead is responsible for it at first.</summary>
    public const string Maker = "CREATED_BY_ID";

    private const string Source = "SOURCE_ID";

    /// <summary>What comes with another field, so that nobody has to have set it.</summary>
    private static readonly Dictionary<string, string> Follows = new(StringComparer.Ordinal)
    {
        [ContactRule.Main] = ContactRule.All,
        [ContactRule.All] = ContactRule.Main,
        [AmountRule.Amount] = AmountRule.Rows,
        [AmountRule.Flag] = AmountRule.Amount,
    };

    /// <summary>The value may come from the portal, or with a field that was <paramref name="set"/>.</summary>
    public static bool IsGiven(
        FieldDefinition field,
        Func<string, FieldValue> lead,
        Func<string, bool> set,
        bool hasDefaultSource
    ) =>
        (Follows.TryGetValue(field.Name, out var leader) && set(leader))
        || lead(field.Name) switch
        {
            EmptyValue => true,
            TextValue text => IsDefault(field, text.Text, lead, hasDefaultSource),
            _ => false,
        };

    private static bool IsDefault(
        FieldDefinition field,
        string value,
        Func<string, FieldValue> lead,
        bool hasDefaultSource
    ) =>
        field.Name switch
        {
            "STATUS_ID" => IsFirst(field, value),
            Source => hasDefaultSource && IsFirst(field, value),
            "ASSIGNED_BY_ID" => lead(Maker) is TextValue creator && creator.Text == value,
            "CURRENCY_ID" or ContactRule.Main => true,
            AmountRule.Amount => value.Trim('0', '.').Length == 0,
            "OPENED" => value == "Y",
            _ => field.Type is "char" or "boolean" && value is "N" or "0",
        };

    private static bool IsFirst(FieldDefinition field, string value) =>
        field.Choices is [var first, ..] && first.Id == value;

    /// <summary>An empty value here has to be kept empty when the lead is made again: a default would be taken for somebody's choice.</summary>
    public static bool MustStayEmpty(FieldDefinition field) =>
        field.Name == Source || field is { IsCustom: true, Type: "boolean", IsMultiple: false };
}
