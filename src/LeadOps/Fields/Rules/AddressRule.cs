namespace LeadOps.Fields.Rules;

/// <summary>
/// Addresses go out whole, because partial ones rot: the vendor wants the complete set with any change. crm.item.*
/// has none of these fields. The place on the map follows the texts, so nobody sets it.
/// </summary>
public sealed class AddressRule : FieldRule
{
    public const string Place = "ADDRESS_LOC_ADDR_ID";

    private const string Prefix = "ADDRESS";
    private const string Street = Prefix;
    private const string City = "ADDRESS_CITY";
    private const string PostalCode = "ADDRESS_POSTAL_CODE";
    private const string Country = "ADDRESS_COUNTRY";
    private const string CountryCode = "ADDRESS_COUNTRY_CODE";

    private const int LongestCountryCode = 3;

    public override string Page => "https://apidocs.bitrix24.com/api-reference/crm/leads/crm-lead-update.html";

    /// <summary>The texts, and the place that belongs to them.</summary>
    public override IReadOnlyList<string> Fields { get; } = [.. Texts, Place];

    public static IReadOnlyList<string> Texts { get; } =
    [Street, "ADDRESS_2", City, PostalCode, "ADDRESS_REGION", "ADDRESS_PROVINCE", Country, CountryCode];

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        new(
            Prefix,
            "any change of the address sends the complete address",
            change => change.IsUpdate && Covers(change.Field.Name)
        ),
    ];

    public static bool Covers(string field) => field.StartsWith(Prefix, StringComparison.Ordinal);

    public override IReadOnlyList<string> ReadWith(string field) => Texts;

    public override IReadOnlyList<string> SentWith(string field) => Texts;

    public override bool IsSettable(string field) => field != Place;

    public override bool IsOwned(string field) => field == Place;

    public override bool IsMadeAnew(string field) => field != Place;

    /// <summary>The portal finds the place of the texts.</summary>
    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) =>
        field.Name == Place && Texts.Any(text => !lead.Value(text).IsEmpty);

    public override Disguise Disguise(string field, string value) =>
        field switch
        {
            Street => Rules.Disguise.As("street"),
            City => Rules.Disguise.As("city"),
            PostalCode => Rules.Disguise.As("postal_code"),
            Country or Place => Rules.Disguise.Dropped,
            CountryCode => value.Length <= LongestCountryCode ? Rules.Disguise.Kept : Rules.Disguise.Dropped,
            _ => Rules.Disguise.Usual,
        };
}
