using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>Finds contacts or companies; what the caller may not see is missing from lists.</summary>
internal sealed class RecordDesk(LeadDesk desk, RecordKind kind)
{
    private readonly Dictionary<string, string> types = kind.Fields.ToDictionary(
        field => field.Name,
        field => field.Type,
        StringComparer.Ordinal
    );

    public List<CrmRecord> All => kind.In(desk.Catalogue);

    public CrmRecord? Find(long? id) => All.Find(record => record.Id == id);

    public bool IsHidden(Caller caller, long id) =>
        caller.Rights.Hidden.Contains($"{kind.Code}_{id}", StringComparer.Ordinal);

    /// <summary>The one that a call names by `id`.</summary>
    public CrmRecord Existing(Parameters call, Caller caller)
    {
        var id = call.Id();
        return IsHidden(caller, id)
            ? throw RestException.Legacy("Access denied.")
            : Find(id) ?? throw RestException.Legacy("Not found");
    }

    /// <param name="filter">By the names of crm.contact.* and crm.company.*.</param>
    public IEnumerable<CrmRecord> Query(Caller caller, JsonObject filter, JsonObject order)
    {
        var multifields = RecordFormat.Multifields(kind).ToHashSet(StringComparer.Ordinal);
        var (byItem, byField) = (new JsonObject(), new JsonObject());
        foreach (var (key, value) in filter)
        {
            (multifields.Contains(Conditions.Split(key).Name) ? byItem : byField)[key] = value?.DeepClone();
        }

        var rows = All.Where(record => !IsHidden(caller, record.Id) && HasItems(record, byItem))
            .Select(record => RecordFormat.Selected(record, kind, []));
        return RowQuery
            .Sort(desk.Rows.Filter(rows, byField, types), order, types)
            .Select(row => Find(Values.Number(Parameters.Text(row["ID"])))!);
    }

    private static bool HasItems(CrmRecord record, JsonObject filter) =>
        filter.All(pair =>
        {
            var (prefix, name) = Conditions.Split(pair.Key);
            var wanted = Parameters.Texts(pair.Value);
            return prefix.StartsWith('!')
                != record.Values(name).Any(value => wanted.Contains(value, StringComparer.OrdinalIgnoreCase));
        });
}
