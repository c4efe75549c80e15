using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>
/// crm.entity.mergeBatch: the first lead survives and takes over what it lacks; the others are deleted.
/// </summary>
internal sealed class MergeMethods(LeadDesk desk)
{
    /// <summary>Different values in these need a person to decide.</summary>
    private static readonly string[] Decided =
    [
        "HONORIFIC",
        "NAME",
        "SECOND_NAME",
        "LAST_NAME",
        "BIRTHDATE",
        "POST",
        "COMPANY_TITLE",
        "COMPANY_ID",
        "ADDRESS",
        "ADDRESS_CITY",
        "ADDRESS_POSTAL_CODE",
        "ADDRESS_COUNTRY",
    ];

    public IEnumerable<(string, Method)> Table => [("crm.entity.mergebatch", Merge)];

    private Answer Merge(Parameters call, Caller caller)
    {
        var given = call.Map("params", "Parameter 'params' must be array");
        var leads = Leads(given);
        if (
            !desk.Gate.CanRead(caller, leads[0])
            || !desk.Gate.CanEdit(caller, leads[0])
            || leads.Skip(1).Any(lead => !desk.Gate.CanRead(caller, lead) || !desk.Gate.CanDelete(caller, lead))
        )
        {
            throw RestException.Zero("Access denied");
        }

        if (HasConflict(leads))
        {
            return new Answer(new JsonObject { ["STATUS"] = "CONFLICT", ["ENTITY_IDS"] = new JsonArray() });
        }

        desk.History.Watch(leads[0]);
        leads.Skip(1).ToList().ForEach(other => Take(leads[0], other));
        desk.Editor.Finish(leads[0], caller.UserId, isNew: false, leads[0]["STATUS_ID"], isLinked: false);
        leads.Skip(1).ToList().ForEach(desk.Delete);
        return new Answer(
            new JsonObject { ["STATUS"] = "SUCCESS", ["ENTITY_IDS"] = Nodes.List(leads.Skip(1), lead => lead.Id) }
        );
    }

    private List<Lead> Leads(JsonObject given)
    {
        var type = Parameters.Int(given["entityTypeId"]);
        var ids = Parameters.Texts(given["entityIds"]).Select(PhpNumber.Int).Where(id => id > 0).Distinct().ToList();
        var problem =
            type == 0 ? "The parameter entityTypeId is required."
            : type != 1 ? $"Entity type {type} is not supported"
            : ids.Count == 0 ? "The parameter entityIds does not contains valid elements."
            : ids.Count < 2 ? "The parameter entityIds must contains at least two elements."
            : ids.Exists(id => desk.Store.Find(id) is null) ? "Owner was not found"
            : null;
        return problem is null ? [.. ids.Select(id => desk.Store.Find(id)!)] : throw RestException.Zero(problem);
    }

    private bool HasConflict(List<Lead> leads) =>
        Decided
            .Concat(
                desk.Catalogue.UserFields.Where(field => !field.IsMultiple && field.Type is not ("boolean" or "file"))
                    .Select(field => field.Name)
            )
            .Any(name =>
                leads.Select(lead => lead[name]).Where(value => !string.IsNullOrEmpty(value)).Distinct().Count() > 1
            );

    private void Take(Lead main, Lead other)
    {
        foreach (var field in desk.Catalogue.Fields.Values.Where(field => !field.IsReadOnly && !field.IsMultifield))
        {
            if (field.IsList)
            {
                main.SetList(field.Name, main.List(field.Name).Union(other.List(field.Name)));
            }
            else if (
                field.Name != "CONTACT_IDS"
                && string.IsNullOrEmpty(main[field.Name])
                && !string.IsNullOrEmpty(other[field.Name])
            )
            {
                main[field.Name] = other[field.Name];
            }
        }

        main.Multifields.AddRange(
            other.Multifields.Where(item =>
                !main.Multifields.Exists(known =>
                    known.TypeId == item.TypeId && known.Value.Equals(item.Value, StringComparison.OrdinalIgnoreCase)
                )
            )
        );
        LeadEditor.Bind(
            main,
            [
                .. main.Contacts,
                .. other
                    .Contacts.Where(binding => !main.Contacts.Exists(known => known.ContactId == binding.ContactId))
                    .Select(binding => binding with { IsPrimary = main.Contacts.Count == 0 && binding.IsPrimary }),
            ]
        );
    }
}
