using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>What contacts and companies differ in.</summary>
/// <param name="Code">The prefix by which rights name one: `C_410`.</param>
/// <param name="Order">Fields in the order in which the portal answers them.</param>
/// <param name="Needed">A new one must have it.</param>
internal sealed record RecordKind(
    string Name,
    long TypeId,
    string Code,
    IReadOnlyList<FieldInfo> Fields,
    IReadOnlyList<string> Order,
    string? Needed,
    Func<Catalogue, List<CrmRecord>> In
)
{
    private static readonly string[] Utm = ["UTM_SOURCE", "UTM_MEDIUM", "UTM_CAMPAIGN", "UTM_CONTENT", "UTM_TERM"];

    public static RecordKind Contact { get; } =
        new(
            "contact",
            3,
            "C",
            FieldList.Contacts,
            [
                .. "ID POST COMMENTS HONORIFIC NAME SECOND_NAME LAST_NAME PHOTO LEAD_ID TYPE_ID SOURCE_ID".Split(' '),
                .. "SOURCE_DESCRIPTION COMPANY_ID BIRTHDATE EXPORT HAS_PHONE HAS_EMAIL HAS_IMOL".Split(' '),
                .. "DATE_CREATE DATE_MODIFY ASSIGNED_BY_ID CREATED_BY_ID MODIFY_BY_ID OPENED".Split(' '),
                .. "ORIGINATOR_ID ORIGIN_ID ORIGIN_VERSION FACE_ID LAST_ACTIVITY_TIME".Split(' '),
                .. Address("ADDRESS", "CITY", "POSTAL_CODE", "REGION", "PROVINCE", "COUNTRY", "LOC_ADDR_ID"),
                .. Utm,
                "LAST_ACTIVITY_BY",
            ],
            Needed: null,
            catalogue => catalogue.Contacts
        );

    public static RecordKind Company { get; } =
        new(
            "company",
            4,
            "CO",
            FieldList.Companies,
            [
                .. "ID COMPANY_TYPE TITLE LOGO LEAD_ID HAS_PHONE HAS_EMAIL HAS_IMOL ASSIGNED_BY_ID".Split(' '),
                .. "CREATED_BY_ID MODIFY_BY_ID BANKING_DETAILS INDUSTRY REVENUE CURRENCY_ID EMPLOYEES".Split(' '),
                .. "COMMENTS DATE_CREATE DATE_MODIFY OPENED IS_MY_COMPANY".Split(' '),
                .. "ORIGINATOR_ID ORIGIN_ID ORIGIN_VERSION".Split(' '),
                .. Address("ADDRESS", AddressParts),
                "ADDRESS_LEGAL",
                .. Address("REG_ADDRESS", AddressParts),
                .. Utm,
                "LAST_ACTIVITY_BY",
                "LAST_ACTIVITY_TIME",
            ],
            Needed: "TITLE",
            catalogue => catalogue.Companies
        );

    private static string[] AddressParts =>
        ["CITY", "POSTAL_CODE", "REGION", "PROVINCE", "COUNTRY", "COUNTRY_CODE", "LOC_ADDR_ID"];

    public FieldInfo? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    private static IEnumerable<string> Address(string prefix, params string[] parts) =>
        parts.Select(part => $"{prefix}_{part}").Prepend($"{prefix}_2").Prepend(prefix);
}
