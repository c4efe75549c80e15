using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>crm.lead.userfield.*: definitions of custom fields.</summary>
internal sealed class UserFieldMethods(LeadDesk desk)
{
    private readonly UserFieldDesk fields = new(desk);

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.lead.userfield.add", Add),
            ("crm.lead.userfield.update", Update),
            ("crm.lead.userfield.delete", Delete),
            ("crm.lead.userfield.get", (call, _) => new Answer(UserFieldFormat.Full(Existing(call)))),
            ("crm.lead.userfield.list", List),
        ];

    private Answer Add(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        return new Answer(fields.Add(call.Needed("fields", "Parameter 'fields' must be array")).Id);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        fields.Update(Existing(call), call.Needed("fields", "Parameter 'fields' must be array"));
        return new Answer(true);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        fields.Delete(Existing(call));
        return new Answer(true);
    }

    private Answer List(Parameters call, Caller caller)
    {
        if (!desk.Gate.CanReadAny(caller))
        {
            throw RestException.Legacy("Access denied.");
        }

        var filter = call.Filter;
        var order = call.Order;
        var language = Parameters.Text(filter["LANG"]) is { Length: > 0 } given ? given : null;
        var rows = fields.Rows(filter, order, language);
        return new Answer(Nodes.List(rows), rows.Count);
    }

    private UserField Existing(Parameters call)
    {
        var id = call.Int("id") is > 0 and var given
            ? given
            : throw RestException.Legacy("ID is not defined or invalid");
        return fields.Find(id)
            ?? throw new RestException(400, "ERROR_NOT_FOUND", $"The entity with ID '{id}' is not found");
    }
}
