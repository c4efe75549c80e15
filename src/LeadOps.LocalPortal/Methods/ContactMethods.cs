using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.lead.contact.*: which contacts belong to a lead. IS_RETURN_CUSTOMER is not touched.</summary>
internal sealed class ContactMethods(LeadDesk desk)
{
    private const int UsualSort = 10;

    public IEnumerable<(string, Method)> Table =>
        [
            (
                "crm.lead.contact.fields",
                (_, _) =>
                    new Answer(
                        new JsonObject
                        {
                            ["CONTACT_ID"] = Descriptions.Plain("integer", "CONTACT_ID", isRequired: true),
                            ["SORT"] = Descriptions.Plain("integer", "SORT"),
                            ["IS_PRIMARY"] = Descriptions.Plain("char", "IS_PRIMARY"),
                        }
                    )
            ),
            ("crm.lead.contact.add", Add),
            ("crm.lead.contact.delete", Delete),
            ("crm.lead.contact.items.get", (call, caller) => new Answer(Rows(Lead(call, caller, isWrite: false)))),
            ("crm.lead.contact.items.set", SetItems),
            ("crm.lead.contact.items.delete", (call, caller) => Bind(Lead(call, caller, isWrite: true), [])),
        ];

    private Lead Lead(Parameters call, Caller caller, bool isWrite)
    {
        var lead = desk.Store.Find(call.Id()) ?? throw new RestException(400, "NOT_FOUND", "Not found.");
        return (isWrite ? desk.Gate.CanEdit(caller, lead) : desk.Gate.CanRead(caller, lead))
            ? lead
            : throw new RestException(400, "ACCESS_DENIED", "Access denied.");
    }

    private Answer Add(Parameters call, Caller caller)
    {
        var lead = Lead(call, caller, isWrite: true);
        var added = Binding(call.Map("fields", "Parameter 'fields' must be array"), UsualSort);
        var others = lead
            .Contacts.Where(binding => binding.ContactId != added.ContactId)
            .Select(binding => binding with { IsPrimary = binding.IsPrimary && !added.IsPrimary });
        return Bind(lead, [.. others, added]);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        var lead = Lead(call, caller, isWrite: true);
        var gone = Binding(call.Map("fields", "Parameter 'fields' must be array"), UsualSort).ContactId;
        return lead.Contacts.Exists(binding => binding.ContactId == gone)
            ? Bind(lead, [.. lead.Contacts.Where(binding => binding.ContactId != gone)])
            : throw new RestException(400, "NOT_FOUND", "Not found.");
    }

    private Answer SetItems(Parameters call, Caller caller)
    {
        var lead = Lead(call, caller, isWrite: true);
        if (call["items"] is not (JsonArray or JsonObject))
        {
            throw RestException.Legacy("Parameter 'items' must be array");
        }

        return Bind(
            lead,
            [
                .. MultifieldEditor
                    .Elements(call["items"])
                    .Select((item, index) => Binding(item, UsualSort * (index + 1)))
                    .DistinctBy(binding => binding.ContactId),
            ]
        );
    }

    private static ContactBinding Binding(JsonObject fields, int sort)
    {
        var contact = Parameters.Int(fields["CONTACT_ID"]) is > 0 and var id
            ? id
            : throw RestException.Legacy("The field CONTACT_ID is required.");
        return new ContactBinding(
            contact,
            Parameters.Small(fields["SORT"], sort),
            Parameters.IsYes(fields["IS_PRIMARY"])
        );
    }

    private Answer Bind(Lead lead, IReadOnlyList<ContactBinding> bindings)
    {
        desk.History.Watch(lead);
        LeadEditor.Bind(lead, bindings);
        desk.Store.Touch(lead);
        return new Answer(true);
    }

    private static JsonArray Rows(Lead lead) =>
        Nodes.List(
            lead.Contacts,
            binding => new JsonObject
            {
                ["CONTACT_ID"] = binding.ContactId,
                ["SORT"] = binding.Sort,
                ["ROLE_ID"] = 0,
                ["IS_PRIMARY"] = binding.IsPrimary ? "Y" : "N",
            }
        );
}
