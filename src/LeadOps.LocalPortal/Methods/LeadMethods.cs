using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.lead.add, update, get, list, delete, fields.</summary>
internal sealed class LeadMethods(LeadDesk desk)
{
    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.lead.add", Add),
            ("crm.lead.update", Update),
            (
                "crm.lead.get",
                (call, caller) => new Answer(desk.Format.Row(desk.Readable(call, caller), desk.Format.All))
            ),
            ("crm.lead.delete", Delete),
            ("crm.lead.list", List),
            ("crm.lead.fields", (_, _) => new Answer(Descriptions.Legacy(desk.Catalogue, desk.Settings))),
        ];

    private static JsonObject Fields(Parameters call)
    {
        _ = call.Map("params", "Parameter 'params' must be array");
        return call.Needed("fields", "Parameter 'fields' must be array");
    }

    private Answer Add(Parameters call, Caller caller)
    {
        var fields = Fields(call);
        var responsible = Parameters.Text(fields["ASSIGNED_BY_ID"]);
        if (!desk.Gate.CanAdd(caller, responsible.Length > 0 ? responsible : null) || !MayMove(fields, null, caller))
        {
            throw RestException.Legacy("Access denied.");
        }

        desk.Writes.Validate(fields, null);
        var before = desk.Automation.Watch(null);
        var lead = desk.Store.Create();
        desk.Writes.Apply(lead, fields, caller.UserId, isNew: true);
        desk.Automation.Saved(lead, isNew: true, before);
        return new Answer(lead.Id);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        var lead = desk.Existing(call);
        var fields = Fields(call);
        if (!desk.Gate.CanEdit(caller, lead) || !MayMove(fields, lead, caller))
        {
            throw RestException.Legacy("Access denied.");
        }

        desk.Writes.Validate(fields, lead);
        var before = desk.Automation.Watch(lead);
        desk.Writes.Apply(lead, fields, caller.UserId, isNew: false);
        desk.Automation.Saved(lead, isNew: false, before);
        return new Answer(true);
    }

    private bool MayMove(JsonObject fields, Lead? lead, Caller caller) =>
        Parameters.Text(fields["STATUS_ID"]) is not { Length: > 0 } stage
        || stage == lead?["STATUS_ID"]
        || desk.Gate.CanMoveTo(caller, stage);

    private Answer Delete(Parameters call, Caller caller)
    {
        var lead = desk.Existing(call);
        if (!desk.Gate.CanDelete(caller, lead))
        {
            throw RestException.Legacy("Access denied.");
        }

        desk.Delete(lead);
        return new Answer(true);
    }

    private Answer List(Parameters call, Caller caller)
    {
        var given = call.Filter;
        var order = call.Order;
        if (!desk.Gate.CanReadAny(caller))
        {
            throw RestException.Legacy("Access denied.");
        }

        var filter = LeadFilter.Legacy(desk.Store, desk.Conditions, given);
        var keys = order
            .Where(pair => desk.Catalogue.Fields.ContainsKey(pair.Key))
            .Select(pair => (desk.Catalogue.Fields[pair.Key], IsDescending(pair.Value)))
            .ToList();
        var (rows, total, next) = Page.Of(
            desk.Visible(filter.Run(), caller),
            found => desk.Order.Sort(found, keys),
            call.Start
        );
        var names = Select(Parameters.Texts(call["select"]));
        return new Answer(Nodes.List(rows, lead => desk.Format.Row(lead, names)), total, next);
    }

    private static bool IsDescending(JsonNode? direction) =>
        Parameters.Text(direction).Equals("DESC", StringComparison.OrdinalIgnoreCase);

    private List<string> Select(List<string> wanted)
    {
        wanted = wanted.Count == 0 ? ["*", "UF_*"] : wanted;
        var names = wanted.SelectMany(name =>
            name switch
            {
                "*" => desk.Format.Own,
                "UF_*" => desk.Format.Custom,
                _ => [name],
            }
        );
        return [.. names.Prepend("ID").Distinct()];
    }
}
