using LeadOps.Fields.Rules;

namespace LeadOps.Fields.Types;

/// <summary>What a type needs to know of its field and portal.</summary>
internal sealed record FieldContext(
    string Name,
    TimeZoneInfo Zone,
    IReadOnlyList<string> CrmPrefixes,
    int Precision = FieldContext.UnknownPrecision
)
{
    /// <summary>Codes of the portal's currencies; empty when they are not known.</summary>
    public IReadOnlyCollection<string> Currencies { get; init; } = [];

    /// <summary>Without a portal nothing is known about its users, and any name may be right.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Contacts and companies by name.</summary>
    public LinkNames? Links { get; init; }

    /// <summary>More digits than any portal keeps.</summary>
    public const int UnknownPrecision = 12;
}

/// <summary>Every type of lead field that the portal has, by its name there. One line adds one.</summary>
internal static class FieldTypes
{
    private static readonly Dictionary<string, Func<FieldContext, FieldType>> Table = new(StringComparer.Ordinal)
    {
        ["string"] = _ => new TextType(),
        ["url"] = _ => new TextType(),
        ["integer"] = _ => new IntegerType(),
        ["double"] = context =>
            context.Name == AmountRule.Amount
                ? new DecimalType(isAmount: true, AmountRule.Digits)
                : new DecimalType(isAmount: false, context.Precision),
        ["char"] = _ => new FlagType("Y", "N", isBoolean: false),
        ["boolean"] = _ => new FlagType("1", "0", isBoolean: true),
        ["crm_status"] = context => new ChoiceType($"a {Noun(context.Name)}"),
        ["crm_currency"] = _ => new ChoiceType("a currency"),
        ["enumeration"] = _ => new ChoiceType("an item of this list"),
        ["user"] = context => new UserType(context.IsOffline),
        ["employee"] = context => new UserType(context.IsOffline),
        ["crm_company"] = context => new LinkType(context.Links, LinkKind.Company),
        ["crm_contact"] = context => new LinkType(context.Links, LinkKind.Contact),
        ["crm_lead"] = _ => new LinkType(),
        ["iblock_element"] = _ => new LinkType(),
        ["iblock_section"] = _ => new LinkType(),
        ["crm"] = context => new CrmBindingType(context.CrmPrefixes),
        ["date"] = context => new DateType(hasTime: false, context.Zone),
        ["datetime"] = context => new DateType(hasTime: true, context.Zone),
        ["money"] = context => new MoneyType(context.Currencies),
        ["address"] = _ => new AddressType(),
        [FileRule.Type] = _ => new FileType(),
        ["crm_multifield"] = _ => new TextType(),
        [ProductRowRule.Type] = _ => new ProductRowType(),
        ["location"] = _ => new IntegerType(),
    };

    public static FieldType Of(string type, FieldContext context) =>
        Table.TryGetValue(type, out var make) ? make(context) : new ForeignType(type);

    private static string Noun(string field) =>
        field switch
        {
            StageRule.Stage => "stage",
            SourceRule.Source => "source",
            "HONORIFIC" => "salutation",
            _ => "value of this dictionary",
        };
}
