using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <summary>A small believable company: what a new portal knows before anybody works with it.</summary>
internal static class CatalogueSeeds
{
    /// <summary>
    /// Name, type, label, multiple; the ids begin at 881. The first eight are what older data files were made with.
    /// </summary>
    private static readonly (string Name, string Type, string Label, bool IsMultiple)[] Fields =
    [
        ("NOTE", "string", "Note", false),
        ("SCORE", "integer", "Score", false),
        ("VIP", "boolean", "VIP", false),
        ("NEXT_CALL", "date", "Next call", false),
        ("BUDGET", "money", "Budget", false),
        ("REGION", "enumeration", "Region", false),
        ("INTERESTS", "enumeration", "Interests", true),
        ("TAGS", "string", "Tags", true),
        ("SITE", "url", "Web site", false),
        ("SITES", "url", "Web sites", true),
        ("OFFICE", "address", "Office", false),
        ("OFFICES", "address", "Offices", true),
        ("MANAGER", "employee", "Account manager", false),
        ("MANAGERS", "employee", "Account managers", true),
        ("PARTNER", "crm", "Partner", false),
        ("PARTNERS", "crm", "Partners", true),
        ("SEGMENT", "crm_status", "Segment", false),
        ("SEGMENTS", "crm_status", "Segments", true),
        ("CONTRACT", "file", "Contract", false),
        ("DOCUMENTS", "file", "Documents", true),
        ("MEETING", "datetime", "Meeting", false),
        ("MEETINGS", "datetime", "Meetings", true),
        ("RATE", "double", "Rate", false),
        ("RATES", "double", "Rates", true),
        ("NUMBERS", "integer", "Numbers", true),
        ("DATES", "date", "Dates", true),
        ("BUDGETS", "money", "Budgets", true),
        ("CATALOG_ITEM", "iblock_element", "Catalog item", false),
        ("CATALOG_ITEMS", "iblock_element", "Catalog items", true),
        ("CATALOG_SECTION", "iblock_section", "Catalog section", false),
        ("CATALOG_SECTIONS", "iblock_section", "Catalog sections", true),
    ];

    /// <summary>What every contact and company of a new portal has.</summary>
    private static readonly (string, string?)[] Owned =
    [
        ("OPENED", "Y"),
        ("ASSIGNED_BY_ID", "1"),
        ("CREATED_BY_ID", "1"),
        ("MODIFY_BY_ID", "1"),
        ("DATE_CREATE", "2026-01-10T09:00:00+02:00"),
        ("DATE_MODIFY", "2026-01-10T09:00:00+02:00"),
        ("LAST_ACTIVITY_TIME", "2026-01-10T09:00:00+02:00"),
        ("LAST_ACTIVITY_BY", "1"),
    ];

    private static readonly Dictionary<string, (int Id, string Value)[]> Items = new(StringComparer.Ordinal)
    {
        ["REGION"] = [(79, "North"), (80, "South"), (81, "East"), (82, "West")],
        ["INTERESTS"] = [(91, "Hardware"), (92, "Software"), (93, "Service")],
    };

    private static readonly User[] Users =
    [
        new(1, "Anna", "Keller", "anna.keller@acme.example", true, "Head of CRM", 1),
        new(7, "Lars", "Ohm", "lars.ohm@acme.example", true, "Sales", 1),
        new(9, "Mara", "Vogt", "m.vogt@acme.example", true, "Sales", 15),
        new(11, "Илья", "Соколов", "i.sokolov@acme.example", true, "Service", 17),
        new(13, "Peter", "Leaver", "p.leaver@acme.example", false, "Sales", 15),
    ];

    public static Catalogue Make() =>
        new()
        {
            UserFields = [.. Fields.Select(Field)],
            Dictionaries =
            [
                new("STATUS", "Lead stages"),
                new("SOURCE", "Sources"),
                new("HONORIFIC", "Salutations"),
                new("CONTACT_TYPE", "Contact types"),
                new("COMPANY_TYPE", "Company types"),
                new("INDUSTRY", "Industries"),
            ],
            Statuses = [.. StatusSeeds.All],
            Users = [.. Users],
            Departments =
            [
                new(1, "Acme", 500, null, 1),
                new(15, "Sales", 500, 1, null),
                new(17, "Service", 600, 1, 11),
            ],
            Contacts =
            [
                Contact(
                    410,
                    "Jonas",
                    "Reuter",
                    4000,
                    ("PHONE", "+493023125410"),
                    ("EMAIL", "jonas.reuter@example.com")
                ),
                Contact(411, "Petra", "Lang", 4010, ("PHONE", "+493023125411"), ("EMAIL", "petra.lang@example.org")),
                Contact(412, "Sam", "Hill", 4020, ("EMAIL", "sam.hill@example.net")),
                Contact(413, "Ольга", "Белова", 4030, ("PHONE", "+493023125413")),
            ],
            Companies =
            [
                Company(31, "Nordwind GmbH", 4040, ("PHONE", "+493023125331"), ("EMAIL", "info@nordwind.example")),
                Company(33, "Hafen & Söhne KG", 4050, ("EMAIL", "kontakt@hafen.example")),
                Company(35, "Adler Ltd", 4060, ("PHONE", "+493023125335")),
            ],
            Currencies =
            [
                new("EUR", "Euro", "1.0000", true, "# €", "&nbsp;", 100),
                new("USD", "US Dollar", "0.9200", false, "$#", null, 200),
                new("CHF", "Swiss Franc", "1.0300", false, "# CHF", "&nbsp;", 300),
            ],
            Products =
            [
                new(501, "Audit", 900, "EUR", 7, 356, "h"),
                new(503, "Workshop", 1400, "EUR", 7, 356, "h"),
                new(505, "Router R10", 249.9m, "EUR", 1, 796, "pcs"),
            ],
        };

    private static CrmRecord Contact(
        long id,
        string name,
        string lastName,
        long firstItem,
        params (string, string)[] items
    ) => CrmRecord.Of(id, [("NAME", name), ("LAST_NAME", lastName), .. Owned], firstItem, items);

    private static CrmRecord Company(long id, string title, long firstItem, params (string, string)[] items) =>
        CrmRecord.Of(id, [("TITLE", title), ("COMPANY_TYPE", "CUSTOMER"), .. Owned], firstItem, items);

    private static UserField Field((string Name, string Type, string Label, bool IsMultiple) field, int index) =>
        new(881 + index, "UF_CRM_" + field.Name, field.Type)
        {
            Sort = 100 + (10 * index),
            IsMultiple = field.IsMultiple,
            Labels = UserField.LabelKinds.ToDictionary(
                kind => kind,
                _ => UserField.Languages.ToDictionary(language => language, _ => field.Label)
            ),
            Settings = Settings(field.Type),
            Items =
            [
                .. (Items.GetValueOrDefault(field.Name) ?? []).Select(
                    (item, sort) =>
                        new EnumItem(item.Id, item.Value, (sort + 1) * 10, false, item.Value.ToLowerInvariant())
                ),
            ],
        };

    private static JsonObject Settings(string type)
    {
        var settings = UserTypes.Find(type)!.Defaults();
        if (type == "crm")
        {
            (settings["LEAD"], settings["CONTACT"], settings["COMPANY"], settings["DEAL"]) = ("N", "Y", "Y", "Y");
        }
        else if (type == "crm_status")
        {
            settings["ENTITY_TYPE"] = "INDUSTRY";
        }
        else if (type.StartsWith("iblock", StringComparison.Ordinal))
        {
            (settings["IBLOCK_TYPE_ID"], settings["IBLOCK_ID"]) = ("CRM_PRODUCT_CATALOG", "25");
        }

        return settings;
    }
}
