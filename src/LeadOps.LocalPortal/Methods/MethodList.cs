using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods.Items;
using LeadOps.LocalPortal.Methods.Products;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>All method families of the portal.</summary>
internal static class MethodList
{
    public static MethodTable Make(PortalStore store, LeadDesk desk, Settings settings, PortalClock clock)
    {
        var table = new MethodTable();
        var items = new ItemMethods(desk);
        IEnumerable<(string, Method)>[] families =
        [
            new LeadMethods(desk).Table,
            new ContactMethods(desk).Table,
            new RecordMethods(desk.Catalogue).Table,
            new ProductRowMethods(desk).Table,
            new UserFieldMethods(desk).Table,
            UserFieldMetaMethods.Table,
            items.Table,
            new ItemImport(desk, items).Table,
            new ItemProductRowMethods(desk).Table,
            new StatusMethods(desk).Table,
            new CurrencyMethods(store.Catalogue).Table,
            new UserMethods(store.Catalogue).Table,
            new SystemMethods(clock, settings, table).Table,
            new DuplicateMethods(store).Table,
            new MergeMethods(desk).Table,
            new StageHistoryMethods(desk).Table,
            new AutomationMethods(desk).Table,
        ];
        foreach (var family in families)
        {
            table.Add(family);
        }

        return table;
    }
}
