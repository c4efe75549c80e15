using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.status.add, update and delete: for those who may change settings.</summary>
internal sealed partial class StatusWrites(LeadDesk desk)
{
    private Catalogue Catalogue => desk.Catalogue;

    public IEnumerable<(string, Method)> Table =>
        [("crm.status.add", Add), ("crm.status.update", Update), ("crm.status.delete", Delete)];

    private Answer Add(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        CheckNew(fields);
        var made = new Status(
            (int)desk.Store.Next("status", Catalogue.Statuses.Select(status => status.Id).DefaultIfEmpty(0).Max()),
            Parameters.Text(fields["ENTITY_ID"]),
            Parameters.Text(fields["STATUS_ID"]),
            Parameters.Text(fields["NAME"]),
            Parameters.Small(fields["SORT"], 10),
            false,
            Parameters.Text(fields["SEMANTICS"]) is "F" ? "F" : null,
            Parameters.Text(fields["COLOR"]) is { Length: > 0 } color ? color : null,
            ""
        );
        Catalogue.Statuses.Add(made);
        Catalogue.Changed();
        return new Answer(made.Id);
    }

    private void CheckNew(JsonObject fields)
    {
        var (entity, code, name) = (
            Parameters.Text(fields["ENTITY_ID"]),
            Parameters.Text(fields["STATUS_ID"]),
            Parameters.Text(fields["NAME"])
        );
        var missing = new[]
        {
            (code, "The field STATUS_ID is required."),
            (entity, "The field ENTITY_ID is required."),
            (name, "The field Title is required."),
        }
            .Where(pair => pair.Item1.Length == 0)
            .ToList();
        if (missing.Count > 0)
        {
            throw RestException.Legacy(string.Concat(missing.Select(pair => pair.Item2)));
        }

        if (!Catalogue.Dictionaries.Exists(known => known.EntityId == entity))
        {
            throw RestException.Legacy("Specified entity type is not supported.");
        }

        if (Catalogue.Of(entity).Any(status => status.StatusId == code))
        {
            throw new RestException(400, "ERROR_CORE", "The specified status ID already exists.");
        }

        if (entity == "STATUS" ? !StageCode().IsMatch(code) : code.Length > 50)
        {
            throw RestException.Legacy("Error on creating status.");
        }
    }

    private Answer Update(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        var status = Existing(call);
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        Catalogue.Statuses[Catalogue.Statuses.IndexOf(status)] = status with
        {
            Name = Parameters.Text(fields["NAME"]) is { Length: > 0 } name ? name : status.Name,
            Sort = Parameters.Small(fields["SORT"], status.Sort),
            Color = fields["COLOR"] is { } color ? Parameters.Text(color) : status.Color,
        };
        Catalogue.Changed();
        return new Answer(true);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        var status = Existing(call);
        var field = status.EntityId switch
        {
            "STATUS" => "STATUS_ID",
            "SOURCE" => "SOURCE_ID",
            "HONORIFIC" => "HONORIFIC",
            _ => null,
        };
        if (field is not null && desk.Store.Leads.Any(lead => lead[field] == status.StatusId))
        {
            throw RestException.Legacy("There are active items in this status.");
        }

        if (
            status.IsSystem
            && Parameters.Text(call.Map("params", "Parameter 'params' must be array.")["FORCED"]) != "Y"
        )
        {
            throw RestException.Legacy(
                "CRM System Status can be deleted only if parameter FORCED is specified and equal to \"Y\"."
            );
        }

        Catalogue.Statuses.Remove(status);
        Catalogue.Changed();
        return new Answer(true);
    }

    public Status Existing(Parameters call)
    {
        var id = call.Int("id") is > 0 and var given ? given : throw RestException.Legacy("Invalid identifier.");
        return Catalogue.Statuses.Find(status => status.Id == id) ?? throw RestException.Legacy("Status is not found.");
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,21}$")]
    private static partial Regex StageCode();
}
