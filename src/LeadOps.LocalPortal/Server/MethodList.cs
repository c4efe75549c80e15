using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Methods.Dictionaries;
using LeadOps.LocalPortal.Methods.Items;
using LeadOps.LocalPortal.Methods.Products;
using LeadOps.LocalPortal.Methods.Records;
using LeadOps.LocalPortal.Methods.UserFields;

namespace LeadOps.LocalPortal.Server;

/// <summary>All method families of the portal.</summary>
internal static class MethodList
{
    public static MethodTable Make(LeadDesk desk, PortalClock clock)
    {
        var table = new MethodTable();
        IEnumerable<(string, Method)>[] families =
        [
            new LeadMethods(desk).Table,
            new ContactMethods(desk).Table,
            new RecordMethods(desk, RecordKind.Contact).Table,
            new RecordMethods(desk, RecordKind.Company).Table,
            new ProductRowMethods(desk).Table,
            new UserFieldMethods(desk).Table,
            new UserFieldConfigMethods(desk).Table,
            UserFieldMetaMethods.Table,
            new ItemMethods(desk).Table,
            new ItemImport(desk).Table,
            new ItemProductRowMethods(desk).Table,
            new StatusMethods(desk).Table,
            new CurrencyMethods(desk.Catalogue).Table,
            EnumMethods.Table,
            new UserMethods(desk).Table,
            new SystemMethods(clock, desk.Settings, table).Table,
            new DuplicateMethods(desk).Table,
            new MergeMethods(desk).Table,
            new StageHistoryMethods(desk).Table,
            new AutomationMethods(desk).Table,
            new ApplicationMethods(desk).Table,
            new TriggerMethods(desk).Table,
            new CardMethods(desk).Table,
        ];
        foreach (var family in families)
        {
            table.Add(family);
        }

        return table;
    }
}
