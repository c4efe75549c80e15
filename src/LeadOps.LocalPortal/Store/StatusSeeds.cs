namespace LeadOps.LocalPortal.Store;

/// <summary>Stages, sources and other entries that a new portal has.</summary>
internal static class StatusSeeds
{
    private const string Green = "#37B44A";
    private const string Red = "#F54819";

    public static IEnumerable<Status> Make()
    {
        Status System(
            int id,
            string entity,
            string code,
            string name,
            int sort,
            string? semantics = null,
            string? color = null
        ) => new(id, entity, code, name, sort, true, semantics, color, name);
        yield return System(1, "STATUS", "NEW", "Unprocessed", 10, null, "#00FFFF");
        yield return new(3, "STATUS", "IN_PROCESS", "In process", 20, false, null, "#2FC6F6", "");
        yield return new(5, "STATUS", "PROCESSED", "Processed", 30, false, null, "#55D0E0", "");
        yield return System(15, "STATUS", "CONVERTED", "Converted", 50, "S", Green);
        yield return System(17, "STATUS", "JUNK", "Low-quality lead", 60, "F", Red);
        var (id, sort) = (19, 0);
        foreach (
            var (entity, code, name) in new[]
            {
                ("SOURCE", "CALL", "Call"),
                ("SOURCE", "EMAIL", "E-mail"),
                ("SOURCE", "WEB", "Website"),
                ("SOURCE", "ADVERTISING", "Advertising"),
                ("SOURCE", "PARTNER", "Existing client"),
                ("SOURCE", "RECOMMENDATION", "By recommendation"),
                ("SOURCE", "TRADE_SHOW", "Trade show"),
                ("SOURCE", "WEBFORM", "CRM form"),
                ("SOURCE", "CALLBACK", "Callback"),
                ("SOURCE", "OTHER", "Other"),
            }
        )
        {
            yield return System(id, entity, code, name, sort += 10);
            id += 2;
        }

        yield return System(41, "HONORIFIC", "HNR_DE_1", "Mr.", 10);
        yield return System(43, "HONORIFIC", "HNR_DE_2", "Ms.", 20);
        yield return System(51, "CONTACT_TYPE", "CLIENT", "Clients", 10);
        yield return System(53, "COMPANY_TYPE", "CUSTOMER", "Client", 10);
        yield return System(61, "INDUSTRY", "IT", "Information technology", 10);
        yield return System(63, "INDUSTRY", "MANUFACTURING", "Manufacturing", 20);
        yield return System(65, "INDUSTRY", "OTHER", "Other", 30);
    }
}
