namespace LeadOps.LocalPortal.Store;

/// <summary>Stages, sources and other entries that a new portal has.</summary>
internal static class StatusSeeds
{
    public static IReadOnlyList<Status> All { get; } =
    [
        System(1, "STATUS", "NEW", "Unprocessed", 10, null, "#00FFFF"),
        new(3, "STATUS", "IN_PROCESS", "In process", 20, false, null, "#2FC6F6", ""),
        new(5, "STATUS", "PROCESSED", "Processed", 30, false, null, "#55D0E0", ""),
        System(15, "STATUS", "CONVERTED", "Converted", 50, "S", "#37B44A"),
        System(17, "STATUS", "JUNK", "Low-quality lead", 60, "F", "#F54819"),
        System(19, "SOURCE", "CALL", "Call", 10),
        System(21, "SOURCE", "EMAIL", "E-mail", 20),
        System(23, "SOURCE", "WEB", "Website", 30),
        System(25, "SOURCE", "ADVERTISING", "Advertising", 40),
        System(27, "SOURCE", "PARTNER", "Existing client", 50),
        System(29, "SOURCE", "RECOMMENDATION", "By recommendation", 60),
        System(31, "SOURCE", "TRADE_SHOW", "Trade show", 70),
        System(33, "SOURCE", "WEBFORM", "CRM form", 80),
        System(35, "SOURCE", "CALLBACK", "Callback", 90),
        System(37, "SOURCE", "OTHER", "Other", 100),
        System(41, "HONORIFIC", "HNR_DE_1", "Mr.", 10),
        System(43, "HONORIFIC", "HNR_DE_2", "Ms.", 20),
        System(51, "CONTACT_TYPE", "CLIENT", "Clients", 10),
        System(53, "COMPANY_TYPE", "CUSTOMER", "Client", 10),
        System(61, "INDUSTRY", "IT", "Information technology", 10),
        System(63, "INDUSTRY", "MANUFACTURING", "Manufacturing", 20),
        System(65, "INDUSTRY", "OTHER", "Other", 30),
    ];

    private static Status System(
        int id,
        string entity,
        string code,
        string name,
        int sort,
        string? semantics = null,
        string? color = null
    ) => new(id, entity, code, name, sort, true, semantics, color, name);
}
