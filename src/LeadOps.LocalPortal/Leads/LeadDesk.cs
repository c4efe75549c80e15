using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>What all methods about leads share: rights, formats, the editor, automation.</summary>
internal sealed class LeadDesk
{
    /// <summary>Who edits when the control door does.</summary>
    private const int SomebodyElse = 9;

    private readonly FileFields files;

    public LeadDesk(PortalStore store, PortalClock clock, Settings settings)
    {
        (Store, Clock, Settings) = (store, clock, settings);
        files = new FileFields(store.Files);
        Format = new LeadFormat(store.Catalogue);
        Gate = new LeadGate(settings);
        Editor = new LeadEditor(store, clock, settings);
        Multifields = new MultifieldEditor(store);
        Conditions = new Conditions(Format, clock.Time);
        Rows = new RowQuery(Conditions);
        Order = new LeadOrder(Format);
        Writes = new LeadWrites(this);
        Automation = new Automation(this);
        History = new LeadHistory(clock);
    }

    public PortalStore Store { get; }

    public PortalClock Clock { get; }

    public Settings Settings { get; }

    public Catalogue Catalogue => Store.Catalogue;

    public LeadFormat Format { get; }

    public LeadGate Gate { get; }

    public LeadEditor Editor { get; }

    public MultifieldEditor Multifields { get; }

    public Conditions Conditions { get; }

    /// <summary>Queries of lists of other things.</summary>
    public RowQuery Rows { get; }

    public LeadOrder Order { get; }

    public LeadWrites Writes { get; }

    public Automation Automation { get; }

    public LeadHistory History { get; }

    /// <summary>The lead a legacy call names by `id`.</summary>
    public Lead Existing(Parameters call) => Store.Find(call.Id()) ?? throw RestException.Legacy("Not found");

    public Lead Readable(Parameters call, Caller caller) =>
        Existing(call) is var lead && Gate.CanRead(caller, lead) ? lead : throw RestException.Legacy("Access denied.");

    public Lead Editable(Parameters call, Caller caller) =>
        Existing(call) is var lead && Gate.CanEdit(caller, lead) ? lead : throw RestException.Legacy("Access denied.");

    public void Delete(Lead lead)
    {
        History.Deleted(lead);
        files.DropAll(lead, Catalogue.Fields.Values);
        Store.Delete(lead);
        Settings.Events.Raise("ONCRMLEADDELETE", lead.Id);
    }

    /// <summary>Leads the caller may not read are left out without a word.</summary>
    public IEnumerable<Lead> Visible(IEnumerable<Lead> leads, Caller caller) =>
        Gate.ReadsAll(caller) ? leads : leads.Where(lead => Gate.CanRead(caller, lead));

    public JsonArray Dump() => Nodes.List(Store.Leads, Full);

    /// <summary>Somebody else's edit has no silent rules: what would do nothing is a mistake.</summary>
    public void CheckEdit(long id, JsonObject fields)
    {
        if (Store.Find(id) is null)
        {
            throw new LocalPortalException($"There is no lead `{id}`.");
        }

        if (
            fields
                .Select(pair => pair.Key)
                .FirstOrDefault(name => !Catalogue.Fields.TryGetValue(name, out var field) || field.IsReadOnly) is
            { } stranger
        )
        {
            throw new LocalPortalException(
                $"`{stranger}` is "
                    + $"{(Catalogue.Fields.ContainsKey(stranger) ? "read-only" : "not a field of leads")}. "
                    + "`crm.lead.fields` lists them."
            );
        }

        Writes.Validate(fields, Store.Find(id));
    }

    public void EditBehind(long id, JsonObject fields)
    {
        if (Store.Find(id) is { } lead)
        {
            var somebody = new Actor(SomebodyElse, "a colleague");
            History.As(somebody, () => Writes.Apply(lead, fields, SomebodyElse, isNew: false));
            History.Settle();
            Store.Commit();
            Settings.Events.Send();
        }
    }

    private JsonObject Full(Lead lead)
    {
        var row = Format.Row(lead, Catalogue.Fields.Keys.Order(StringComparer.Ordinal));
        row["CONTACT_IDS"] = Nodes.List(
            lead.Contacts,
            binding => binding.ContactId.ToString(CultureInfo.InvariantCulture)
        );
        return row;
    }
}
